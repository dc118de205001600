import { Alert, Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { messages as documentMessages } from "@/documents/place-messages";
import { answerOf, client, type Schemas } from "@/platform/api";
import { inDigits, toAsciiDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { messages as helpWords } from "./help-messages";
import { ButtonDialog } from "./desk/dialog";
import { RecordForm } from "./desk/form";
import { BothDays, Facts, Section, State } from "./desk/parts";
import { Table } from "./desk/table";
import { studentFileQuery } from "./people-queries";
import { EnrolmentSection } from "./student-enrolments";
import { ExemptionSection } from "./student-exemptions";
import { studentBody, studentFields, studentValues } from "./student-fields";
import { GuardianSection } from "./student-guardians";
import { MergeDialog } from "./student-merge";
import { messages } from "./student-messages";
import { PAPERS, paperOf } from "./student-papers";
import { TransferSection } from "./student-transfers";
import { CountryName } from "./students-page";
import { useMay } from "./use-may";
import { messages as words } from "./words";

type StudentFile = Schemas["WholeStudentFile"];

function Data({ schoolId, file, onChange }: { schoolId: string; file: StudentFile; onChange: () => void }) {
  const t = useText(messages);
  const w = useText(words);
  const { digits, language } = useLocale();
  return (
    <Section
      title={t("data")}
      actions={
        <ButtonDialog label={t("edit")} title={t("edit_data")} wide>
          {(close) => (
            <RecordForm
              fields={studentFields(t, w, language)}
              initial={studentValues(file)}
              version={file.version}
              send={(values, { key, version }) => answerOf(client.PATCH("/v1/schools/{school_id}/students/{student_id}", { params: { path: { school_id: schoolId, student_id: file.student_id }, header: { "Idempotency-Key": key } }, body: { ...studentBody(values), version } }))}
              reread={async () => {
                const now = await answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}", { params: { path: { school_id: schoolId, student_id: file.student_id } } }));
                return { values: studentValues(now), version: now.version };
              }}
              onSaved={() => {
                onChange();
                close();
              }}
              onCancel={close}
            />
          )}
        </ButtonDialog>
      }
    >
      <Facts
        facts={[
          [t("number"), <bdi>{inDigits(file.student_number, digits)}</bdi>],
          [t("name_en"), file.name_en && <bdi>{file.name_en}</bdi>],
          [t("sex"), w(file.sex)],
          [t("birth_day"), file.birth_day !== null && <BothDays day={file.birth_day} />],
          [t("nationality"), <CountryName code={file.nationality} />],
          [t("is_muslim"), file.is_muslim === null ? "" : file.is_muslim ? t("muslim") : t("not_muslim")],
        ]}
      />
    </Section>
  );
}

function Papers({ schoolId, file, onChange }: { schoolId: string; file: StudentFile; onChange: () => void }) {
  const t = useText(messages);
  const w = useText(words);
  const { digits } = useLocale();
  return (
    <Section
      title={t("papers")}
      actions={
        <ButtonDialog label={t("add_paper")}>
          {(close) => (
            <RecordForm
              fields={[
                { name: "kind", label: t("paper"), kind: "choice", choices: PAPERS.map((value) => ({ value, label: w(`paper_${value}`) })) },
                { name: "number", label: t("paper_number"), isCode: true },
                { name: "issued_by", label: t("issued_by"), isOptional: true },
                { name: "issued_on", label: t("issued_on"), kind: "day", isOptional: true },
                { name: "is_confirmed", label: t("is_confirmed"), kind: "check", hint: t("confirm_hint"), isWide: true },
              ]}
              initial={{ kind: "", number: "", issued_by: "", issued_on: "", is_confirmed: "" }}
              submit={t("add_paper")}
              send={(values, { key }) =>
                answerOf(
                  client.POST("/v1/schools/{school_id}/students/{student_id}/identity-papers", {
                    params: { path: { school_id: schoolId, student_id: file.student_id }, header: { "Idempotency-Key": key } },
                    body: { kind: paperOf(values.kind), number: toAsciiDigits(values.number), issued_by: values.issued_by, issued_on: values.issued_on === "" ? null : values.issued_on, is_confirmed: values.is_confirmed !== "" },
                  }),
                )
              }
              onSaved={() => {
                onChange();
                close();
              }}
              onCancel={close}
            />
          )}
        </ButtonDialog>
      }
    >
      {file.identity_papers.length === 0 ? (
        <Nothing>{t("no_papers")}</Nothing>
      ) : (
        <Table
          label={t("papers")}
          rows={file.identity_papers}
          keyOf={(paper) => paper.identity_paper_id}
          columns={[
            { head: t("paper"), isName: true, cell: (paper) => w(`paper_${paper.kind}`) },
            { head: t("paper_number"), cell: (paper) => <bdi>{inDigits(paper.number, digits)}</bdi> },
            { head: t("issued_by"), cell: (paper) => paper.issued_by },
            { head: t("issued_on"), cell: (paper) => paper.issued_on !== null && <BothDays day={paper.issued_on} /> },
            { head: t("state"), cell: (paper) => paper.is_confirmed && <State tone="done">{t("confirmed")}</State> },
          ]}
        />
      )}
    </Section>
  );
}

/** Everything that the school's office keeps of one student, each part with what can be done there. */
export default function StudentFilePage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const documents = useText(documentMessages);
  const pick = usePick();
  const { schoolId = "", studentId = "" } = useParams();
  const may = useMay(schoolId);
  const queries = useQueryClient();
  const query = useQuery(studentFileQuery(schoolId, studentId));
  const onChange = () => {
    for (const part of ["student-file", "student", "students-of-school", "students", "head-counts"]) void queries.invalidateQueries({ queryKey: [part, schoolId] });
  };
  return (
    <Resource query={query} lines={12}>
      {(file) => {
        const last = file.enrolments.at(-1);
        return (
          <Page help={help("student_file")} title={pick(file.name_ar, file.name_en)} about={<Link to={`/schools/${schoolId}/students`}>{t("students")}</Link>} actions={may("student_merge") && file.merged_into === null && <MergeDialog schoolId={schoolId} kept={file} onMerged={onChange} />} wide>
            {file.merged_into !== null && (
              <Alert variant="light" mb="md">
                {t("merged_into")} <Link to={`/schools/${schoolId}/students/${file.merged_into}/file`}>{t("to_kept")}</Link>
              </Alert>
            )}
            <Data schoolId={schoolId} file={file} onChange={onChange} />
            <EnrolmentSection schoolId={schoolId} file={file} onChange={onChange} />
            <GuardianSection schoolId={schoolId} file={file} onChange={onChange} />
            <Papers schoolId={schoolId} file={file} onChange={onChange} />
            <ExemptionSection schoolId={schoolId} file={file} onChange={onChange} />
            <TransferSection schoolId={schoolId} file={file} onChange={onChange} />
            <Section title={t("more_of")}>
              <div className="desk-buttons">
                {may("result_read") && last && (
                  <Button component={Link} variant="default" to={`/schools/${schoolId}/students/${studentId}/results/${last.school_year_id}`}>
                    {t("result")}
                  </Button>
                )}
                {may("document_read") && (
                  <Button component={Link} variant="default" to={`/schools/${schoolId}/students/${studentId}/documents`}>
                    {documents("place")}
                  </Button>
                )}
                {may("case_read") && (
                  <Button component={Link} variant="default" to={`/schools/${schoolId}/students/${studentId}/cases`}>
                    {t("cases")}
                  </Button>
                )}
                {may("account_manage") && (
                  <Button component={Link} variant="default" to={`/schools/${schoolId}/accounts/of/student/${studentId}`}>
                    {t("account")}
                  </Button>
                )}
                {may("audit_read") && (
                  <Button component={Link} variant="default" to={`/schools/${schoolId}/students/${studentId}/access-log`}>
                    {t("who_looked")}
                  </Button>
                )}
              </div>
            </Section>
          </Page>
        );
      }}
    </Resource>
  );
}
