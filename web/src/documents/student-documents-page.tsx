import { Button, NativeSelect } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { useSession } from "@/access/session";
import { Page } from "@/app/page";
import { permitsIn } from "@/marks/permits";
import type { Schemas } from "@/platform/api";
import { today } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { studentYearsQuery } from "@/results/queries";
import { Section } from "@/school/desk/parts";
import { studentQuery } from "@/school/queries";
import { useMay } from "@/school/use-may";
import { AdmitName } from "./admit-name";
import { AmendName } from "./amend-name";
import { messages as attestationWords } from "./attestations-messages";
import { tableName, useIssuedWords } from "./documents-page";
import { asked, useDownload } from "./files";
import { IssueButton, KeyLink, type Document } from "./issue";
import { isStanding, IssuedTable, newestFirst, Told } from "./issued-table";
import { messages } from "./messages";
import { AboutKind, kindsFor, PaperFields, usePaperChoice } from "./paper-choice";
import { documentsOfStudentQuery, kindsQuery } from "./queries";
import { messages as requestWords } from "./requests-messages";
import "./documents.css";

type Year = Schemas["StudentYears"]["years"][number];

function Prepare({ schoolId, studentId, years, documents, onTold }: { schoolId: string; studentId: string; years: readonly Year[]; documents: readonly Document[]; onTold: (text: string) => void }) {
  const t = useText(messages);
  const { digits } = useLocale();
  const { session } = useSession();
  const queries = useQueryClient();
  const toldOf = useIssuedWords();
  const download = useDownload();
  const kinds = useQuery(kindsQuery(schoolId));
  const [yearId, setYearId] = useState<string>();
  const year = years.find((each) => each.school_year_id === yearId) ?? years[0];
  const fitting = kindsFor(kinds.data?.items ?? [], year?.regulation).filter((each) => each.about === "student");
  const choice = usePaperChoice(fitting);
  const { kind, look } = choice;
  if (year === undefined) return <Nothing>{t("no_years")}</Nothing>;
  const permits = permitsIn(session.grants, schoolId, year.class_id);
  if (!permits("document_draft") && !permits("document_issue")) return null;
  const papers = `/v1/schools/${schoolId}/students/${studentId}/papers/${year.school_year_id}/${kind?.kind ?? ""}`;
  const query = { language: look.language, digits: look.digits, part: look.part };
  const route = asked(papers, query);
  const table = asked(papers, { ...query, format: "xlsx" });
  const standing = documents.filter((each) => each.kind === kind?.kind && each.school_year_id === year.school_year_id && isStanding(each)).length;
  return (
    <Section
      title={t("prepare")}
      actions={
        kind !== undefined && (
          <>
            {permits("document_draft") && (
              <Button variant="default" loading={download.pending === route} onClick={() => download.start({ route, name: `${kind.kind}-draft-${today()}.pdf`, done: t("draft_done") })}>
                {t("draft_paper")}
              </Button>
            )}
            {permits("document_draft") && kind.is_table && (
              <Button variant="default" loading={download.pending === table} onClick={() => download.start({ route: table, name: tableName(kind), done: t("table_done") })}>
                {t("table_paper")}
              </Button>
            )}
            {permits("document_issue") && kind.is_issued && (
              <IssueButton
                what={{ schoolId, yearId: year.school_year_id, kind, look }}
                whose={{ studentIds: [studentId] }}
                count={1}
                again={standing > 0 ? 1 : 0}
                onIssued={(issued) => {
                  onTold(toldOf(issued));
                  void queries.invalidateQueries({ queryKey: ["documents", schoolId] });
                }}
              />
            )}
          </>
        )
      }
    >
      <div className="desk-tools">
        <NativeSelect label={t("year")} value={year.school_year_id} onChange={(event) => setYearId(event.currentTarget.value)} data={years.map((each) => ({ value: each.school_year_id, label: t("year_class", { year: inDigits(each.name, digits), grade: each.grade, class: each.class_name }) }))} />
        <PaperFields kinds={fitting} choice={choice} />
      </div>
      <Resource query={kinds} lines={2}>
        {() => (kind === undefined ? <Nothing>{t("no_kinds")}</Nothing> : <AboutKind kind={kind} />)}
      </Resource>
      <ProblemAlert failure={download.failure} />
      {download.told !== undefined && (
        <p role="status" className="desk-quiet">
          {download.told}
        </p>
      )}
    </Section>
  );
}

/** A student's documents of all years at the school, and what can be made for him now. */
export default function StudentDocumentsPage() {
  const t = useText(messages);
  const r = useText(requestWords);
  const a = useText(attestationWords);
  const pick = usePick();
  const { schoolId = "", studentId = "" } = useParams();
  const may = useMay(schoolId);
  const [told, setTold] = useState<string>();
  const student = useQuery(studentQuery(schoolId, studentId));
  const years = useQuery(studentYearsQuery(schoolId, studentId));
  const documents = useQuery(documentsOfStudentQuery(schoolId, studentId));
  // The guide of Saudi schools says who attests; other regulations do not.
  const isAttested = may("document_issue") && years.data?.years.some((each) => each.regulation.startsWith("sa_")) === true;
  return (
    <Page help={t("of_student_help")} title={t("of_student", { name: student.data ? pick(student.data.name_ar, student.data.name_en) : "…" })} wide about={may("student_manage") && <Link to={`/schools/${schoolId}/students/${studentId}/file`}>{t("student_file")}</Link>} actions={
        <>
          {may("document_issue") && student.data && <AmendName schoolId={schoolId} student={student.data} />}
          {isAttested && student.data && <AdmitName schoolId={schoolId} student={student.data} />}
          {may("document_issue") && <Link to={`/schools/${schoolId}/document-requests`}>{r("place")}</Link>}
          {isAttested && <Link to={`/schools/${schoolId}/attestations?student=${studentId}`}>{a("attest_other")}</Link>}
          <KeyLink schoolId={schoolId} />
        </>
      }
    >
      <Told text={told} onClose={() => setTold(undefined)} />
      <Resource query={years} lines={3}>
        {(found) => <Prepare schoolId={schoolId} studentId={studentId} years={found.years} documents={documents.data?.items ?? []} onTold={setTold} />}
      </Resource>
      <Section title={t("register_of")}>
        <Resource query={documents} lines={4}>
          {({ items }) => (items.length === 0 ? <Nothing>{t("none_issued_student")}</Nothing> : <IssuedTable schoolId={schoolId} label={t("register_of")} documents={newestFirst(items)} ofOne isAttested={isAttested} onTold={setTold} />)}
        </Resource>
      </Section>
    </Page>
  );
}
