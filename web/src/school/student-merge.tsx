import { useState } from "react";
import { answerOf, client, type Schemas } from "@/platform/api";
import { useText } from "@/platform/messages";
import { ButtonDialog } from "./desk/dialog";
import { RecordForm } from "./desk/form";
import { readStudents } from "./people-queries";
import { PersonSearch, type Found } from "./person-search";
import { messages } from "./student-messages";

function Merge({ schoolId, kept, onMerged, onCancel }: { schoolId: string; kept: Schemas["WholeStudentFile"]; onMerged: () => void; onCancel: () => void }) {
  const t = useText(messages);
  const [chosen, setChosen] = useState<Found>();
  return (
    <>
      <p>{t("merge_text")}</p>
      <PersonSearch
        label={t("merge_search")}
        queryKey={["merge", schoolId]}
        read={async (typed) => (await readStudents(schoolId, typed)).items.filter((each) => each.student_id !== kept.student_id && each.merged_into === null).map((each) => ({ id: each.student_id, name_ar: each.name_ar, name_en: each.name_en, about: each.student_number }))}
        chosen={chosen}
        onChoose={setChosen}
      />
      {chosen && (
        <RecordForm
          key={chosen.id}
          fields={[{ name: "reason", label: t("merge_reason"), isWide: true }]}
          initial={{ reason: "" }}
          submit={t("merge_now")}
          send={(values, { key }) => answerOf(client.POST("/v1/schools/{school_id}/student-merges", { params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } }, body: { kept_id: kept.student_id, merged_id: chosen.id, reason: values.reason } }))}
          onSaved={onMerged}
          onCancel={onCancel}
        />
      )}
    </>
  );
}

export function MergeDialog({ schoolId, kept, onMerged }: { schoolId: string; kept: Schemas["WholeStudentFile"]; onMerged: () => void }) {
  const t = useText(messages);
  return (
    <ButtonDialog label={t("merge")}>
      {(close) => (
        <Merge
          schoolId={schoolId}
          kept={kept}
          onMerged={() => {
            onMerged();
            close();
          }}
          onCancel={close}
        />
      )}
    </ButtonDialog>
  );
}
