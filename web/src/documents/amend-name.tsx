/** Asks for an amended name, on the page of a student's documents. */
import { useNavigate } from "react-router";
import { answerOf, client, type Schemas } from "@/platform/api";
import { useText } from "@/platform/messages";
import { ButtonDialog } from "@/school/desk/dialog";
import { RecordForm } from "@/school/desk/form";
import { messages } from "./requests-messages";

const PARTS = ["1", "2", "3", "4", "5"] as const;

export function AmendName({ schoolId, student }: { schoolId: string; student: Pick<Schemas["StudentPage"], "student_id" | "name_parts"> }) {
  const t = useText(messages);
  const goTo = useNavigate();
  const partsOf = (values: Record<(typeof PARTS)[number], string>) => PARTS.map((each) => values[each]).filter((each) => each !== "");
  return (
    <ButtonDialog label={t("amend")} wide>
      {(close) => (
        <>
          <p className="window-text">{t("amend_text")}</p>
          <RecordForm
            fields={[
              ...PARTS.map((number) => ({ name: number, label: t("name_part", { number }), ...(Number(number) > 4 ? { isOptional: true as const } : { isOptional: "silently" as const }) })),
              { name: "birth_day", label: t("birth_day"), kind: "day", isOptional: true },
              { name: "address", label: t("address"), isWide: true },
              { name: "justification", label: t("justification"), kind: "long", isWide: true },
              { name: "purpose", label: t("purpose"), isWide: true },
              { name: "is_some_lost", label: t("is_some_lost"), kind: "check", isOptional: "silently", isWide: true },
              { name: "is_from_abroad", label: t("is_from_abroad"), kind: "check", isOptional: "silently", isWide: true },
            ]}
            initial={{ "1": student.name_parts[0] ?? "", "2": student.name_parts[1] ?? "", "3": student.name_parts[2] ?? "", "4": student.name_parts[3] ?? "", "5": student.name_parts[4] ?? "", birth_day: "", address: "", justification: "", purpose: "", is_some_lost: "", is_from_abroad: "" }}
            submit={t("enter")}
            send={async (values, { key }) => {
              const filed = await answerOf(
                client.POST("/v1/schools/{school_id}/amendment-requests", {
                  params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } },
                  body: {
                    student_id: student.student_id,
                    name_parts: partsOf(values),
                    birth_day: values.birth_day === "" ? null : values.birth_day,
                    address: values.address,
                    justification: values.justification,
                    purpose: values.purpose,
                    is_some_lost: values.is_some_lost !== "",
                    is_from_abroad: values.is_from_abroad !== "",
                  },
                }),
              );
              void goTo(`/schools/${schoolId}/document-requests/${filed.document_request_id}`);
            }}
            onCancel={close}
          />
        </>
      )}
    </ButtonDialog>
  );
}
