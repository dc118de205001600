/** Ends something that stands since a day, such as a guardianship or a membership, with its last day. */
import { today } from "@/platform/dates";
import { useText } from "@/platform/messages";
import { ButtonDialog } from "./dialog";
import { RecordForm, type Sent } from "./form";
import { messages } from "./messages";

export function EndDialog({ title, ariaLabel, version = 0, end, onEnded }: { title: string; ariaLabel: string; version?: number; end: (lastDay: string, sent: Sent) => Promise<unknown>; onEnded: () => void }) {
  const t = useText(messages);
  return (
    <ButtonDialog label={t("end")} title={title} size="compact-sm" variant="subtle" ariaLabel={ariaLabel}>
      {(close) => (
        <RecordForm
          fields={[{ name: "last_day", label: t("last_day"), kind: "day" }]}
          initial={{ last_day: today() }}
          version={version}
          submit={title}
          send={(values, sent) => end(values.last_day, sent)}
          onSaved={() => {
            onEnded();
            close();
          }}
          onCancel={close}
        />
      )}
    </ButtonDialog>
  );
}
