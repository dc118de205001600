import { Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, client, type Schemas } from "@/platform/api";
import { today } from "@/platform/dates";
import { usePick, useText } from "@/platform/messages";
import { Nothing } from "@/platform/resource";
import { SubjectName, YearName } from "./class-name";
import { ButtonDialog } from "./desk/dialog";
import { EndDialog } from "./desk/end-dialog";
import { RecordForm } from "./desk/form";
import { FromTo, Section } from "./desk/parts";
import { Table } from "./desk/table";
import { classQuery, planQuery } from "./queries";
import { messages } from "./student-messages";
import { messages as words } from "./words";

function Exempt({ schoolId, studentId, classId, onSaved, onCancel }: { schoolId: string; studentId: string; classId: string; onSaved: () => void; onCancel: () => void }) {
  const t = useText(messages);
  const w = useText(words);
  const pick = usePick();
  const found = useQuery(classQuery(schoolId, classId));
  const plan = useQuery({ ...planQuery(schoolId, found.data?.study_plan_id ?? ""), enabled: found.data !== undefined });
  const [subjects, setSubjects] = useState<readonly string[]>([]);
  return (
    <RecordForm
      fields={[
        { name: "ground", label: t("ground"), kind: "choice", choices: [{ value: "medical", label: w("ground_medical") }, { value: "non_muslim", label: w("ground_non_muslim") }] },
        { name: "first_day", label: t("first_day"), kind: "day" },
        { name: "document", label: t("document"), isWide: true },
      ]}
      initial={{ ground: "", first_day: today(), document: "" }}
      submit={t("exempt")}
      send={(values, { key }) =>
        answerOf(client.POST("/v1/schools/{school_id}/students/{student_id}/exemptions", { params: { path: { school_id: schoolId, student_id: studentId }, header: { "Idempotency-Key": key } }, body: { ground: values.ground === "medical" ? "medical" : "non_muslim", document: values.document, first_day: values.first_day, subjects: [...subjects] } }))
      }
      onSaved={onSaved}
      onCancel={onCancel}
    >
      <Checkbox.Group label={t("subjects")} value={[...subjects]} onChange={setSubjects}>
        <div className="desk-fields">
          {(plan.data?.subjects ?? []).map((each) => (
            <Checkbox key={each.subject} value={each.subject} label={pick(each.name_ar, each.name_en)} />
          ))}
        </div>
      </Checkbox.Group>
    </RecordForm>
  );
}

export function ExemptionSection({ schoolId, file, onChange }: { schoolId: string; file: Schemas["WholeStudentFile"]; onChange: () => void }) {
  const t = useText(messages);
  const w = useText(words);
  const classOf = (yearId: string) => file.enrolments.findLast((each) => each.school_year_id === yearId)?.class_id;
  const now = file.enrolments.findLast((each) => each.ended_reason === null);
  return (
    <Section
      title={t("exemptions")}
      actions={
        now && (
          <ButtonDialog label={t("exempt")} wide>
            {(close) => (
              <Exempt
                schoolId={schoolId}
                studentId={file.student_id}
                classId={now.class_id}
                onSaved={() => {
                  onChange();
                  close();
                }}
                onCancel={close}
              />
            )}
          </ButtonDialog>
        )
      }
    >
      {file.exemptions.length === 0 ? (
        <Nothing>{t("no_exemptions")}</Nothing>
      ) : (
        <Table
          label={t("exemptions")}
          rows={file.exemptions}
          keyOf={(each) => each.exemption_id}
          columns={[
            { head: t("subject"), isName: true, cell: (each) => <SubjectName schoolId={schoolId} classId={classOf(each.school_year_id) ?? ""} subject={each.subject} /> },
            { head: t("year_column"), cell: (each) => <YearName schoolId={schoolId} yearId={each.school_year_id} /> },
            { head: t("ground"), cell: (each) => w(`ground_${each.ground}`) },
            { head: t("document"), cell: (each) => each.document },
            { head: t("period"), cell: (each) => <FromTo first={each.first_day} last={each.ended_on} /> },
            {
              head: "",
              cell: (each) =>
                each.ended_on === null && (
                  <EndDialog
                    title={t("end_exemption")}
                    ariaLabel={t("end_exemption")}
                    end={(lastDay, { key }) => answerOf(client.POST("/v1/schools/{school_id}/exemptions/{exemption_id}/end", { params: { path: { school_id: schoolId, exemption_id: each.exemption_id }, header: { "Idempotency-Key": key } }, body: { last_day: lastDay } }))}
                    onEnded={onChange}
                  />
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}
