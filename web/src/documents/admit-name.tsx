/** Enters that a student was admitted with papers that bear another form of his name, on the page of his documents. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { answerOf, client, type Schemas } from "@/platform/api";
import { today } from "@/platform/dates";
import { useText } from "@/platform/messages";
import { ButtonDialog } from "@/school/desk/dialog";
import { RecordForm } from "@/school/desk/form";
import { messages } from "./names-messages";
import { messages as requestWords } from "./requests-messages";

const PARTS = ["1", "2", "3", "4", "5"] as const;

export function AdmitName({ schoolId, student }: { schoolId: string; student: Pick<Schemas["StudentPage"], "student_id" | "name_parts"> }) {
  const t = useText(messages);
  const r = useText(requestWords);
  const goTo = useNavigate();
  const queries = useQueryClient();
  return (
    <ButtonDialog label={t("enter")} wide>
      {(close) => (
        <>
          <p className="window-text">{t("enter_text")}</p>
          <RecordForm
            fields={[
              ...PARTS.map((number) => ({ name: number, label: r("name_part", { number }), ...(Number(number) > 4 ? { isOptional: true as const } : { isOptional: "silently" as const }) })),
              { name: "admitted_on", label: t("admitted_on"), kind: "day" },
              { name: "is_from_abroad", label: t("is_from_abroad"), kind: "check", isOptional: "silently", isWide: true },
            ]}
            initial={{ "1": student.name_parts[0] ?? "", "2": student.name_parts[1] ?? "", "3": student.name_parts[2] ?? "", "4": student.name_parts[3] ?? "", "5": student.name_parts[4] ?? "", admitted_on: today(), is_from_abroad: "" }}
            submit={t("save")}
            send={async (values, { key }) => {
              const name_parts = PARTS.map((each) => values[each]).filter((each) => each !== "");
              await answerOf(
                client.POST("/v1/schools/{school_id}/name-admissions", {
                  params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } },
                  body: { student_id: student.student_id, name_parts, admitted_on: values.admitted_on, is_from_abroad: values.is_from_abroad !== "" },
                }),
              );
              void queries.invalidateQueries({ queryKey: ["name-admissions", schoolId] });
              void goTo(`/schools/${schoolId}/name-admissions`);
            }}
            onCancel={close}
          />
        </>
      )}
    </ButtonDialog>
  );
}
