import { useQueries, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { useSession } from "@/access/session";
import { messages as attendanceWords } from "@/attendance/attendance-messages";
import { permitsIn, subjectsToAsk } from "@/marks/permits";
import { messages as marksWords } from "@/marks/student-messages";
import { messages as documentMessages } from "@/documents/place-messages";
import type { Schemas } from "@/platform/api";
import { useText, usePick } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { messages as resultWords } from "@/results/place-messages";
import { messages as helpWords } from "./help-messages";
import { messages } from "./messages";
import { classQuery, planQuery, sheetsQuery, studentsQuery } from "./queries";

type Sheet = Schemas["MarkSheetSummary"];

/** The sheets of a class under their subjects, in the order of the plan. */
export function SheetList({ schoolId, classId, subjects, only }: { schoolId: string; classId: string; subjects: Schemas["PlanSubject"][]; only?: (sheet: Sheet) => boolean }) {
  const t = useText(messages);
  const pick = usePick();
  const { session } = useSession();
  // Who teaches single subjects asks for each of them.
  const queries = useQueries({ queries: (subjectsToAsk(session.grants, schoolId, classId) ?? [undefined]).map((subject) => sheetsQuery(schoolId, classId, subject)) });
  const first = queries.find((query) => query.isError) ?? queries.find((query) => query.isPending) ?? queries[0];
  if (!first) return <Nothing>{t("no_sheets")}</Nothing>;
  return (
    <Resource query={first}>
      {() => {
        const sheets = queries.flatMap((query) => query.data?.sheets ?? []);
        const wanted = only ? sheets.filter(only) : sheets;
        if (wanted.length === 0) return <Nothing>{t("no_sheets")}</Nothing>;
        const order = [...new Set([...subjects.map((each) => each.subject), ...wanted.map((each) => each.subject)])];
        return order.map((code) => {
          const of = wanted.filter((sheet) => sheet.subject === code);
          const subject = subjects.find((each) => each.subject === code);
          return of.length === 0 ? null : (
            <section key={code}>
              <h3 className="section-title">{subject ? pick(subject.name_ar, subject.name_en) : <bdi>{code}</bdi>}</h3>
              <ul className="rows">
                {of.map((sheet) => (
                  <li key={sheet.sheet_id}>
                    <Link className="row-link" to={sheet.part === "skills" ? `/schools/${schoolId}/classes/${classId}/subjects/${sheet.subject}/skills` : `/schools/${schoolId}/sheets/${sheet.sheet_id}`}>
                      <span>
                        {pick(sheet.title_ar, sheet.title_en)} <span className="row-about">{t("term", { term: String(sheet.term) })}</span>
                      </span>
                      <span className="row-about">{sheet.signed_at === undefined ? t("sheet_progress", { filled: sheet.filled, missing: sheet.missing }) : t("signed")}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          );
        });
      }}
    </Resource>
  );
}

function Students({ schoolId, classId }: { schoolId: string; classId: string }) {
  const t = useText(messages);
  const pick = usePick();
  const query = useQuery(studentsQuery(schoolId, classId));
  return (
    <Resource query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing>{t("no_students")}</Nothing>
        ) : (
          <ul className="rows">
            {items.map((student) => (
              <li key={student.student_id}>
                <Link className="row-link" to={`/schools/${schoolId}/students/${student.student_id}`}>
                  {pick(student.name_ar, student.name_en)}
                </Link>
              </li>
            ))}
          </ul>
        )
      }
    </Resource>
  );
}

export default function ClassPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const marks = useText(marksWords);
  const attendance = useText(attendanceWords);
  const results = useText(resultWords);
  const documents = useText(documentMessages);
  const { session } = useSession();
  const { schoolId = "", classId = "" } = useParams();
  const permits = permitsIn(session.grants, schoolId, classId);
  const query = useQuery(classQuery(schoolId, classId));
  const plan = useQuery({ ...planQuery(schoolId, query.data?.study_plan_id ?? ""), enabled: query.data !== undefined });
  return (
    <Resource query={query}>
      {(found) => (
        <Page
          help={help("class")}
          title={t("class_name", { grade: found.grade, name: found.name })}
          actions={
            <>
              {(permits("mark_read") || permits("result_preview")) && <Link to={`/schools/${schoolId}/classes/${classId}/overview`}>{marks("overview")}</Link>}
              {permits("result_preview") && <Link to={`/schools/${schoolId}/classes/${classId}/results`}>{results("place")}</Link>}
              {permits("document_read") && <Link to={`/schools/${schoolId}/documents?class=${classId}`}>{documents("place")}</Link>}
              {permits("attendance_read") && <Link to={`/schools/${schoolId}/classes/${classId}/attendance`}>{attendance("class_attendance")}</Link>}
              {permits("attendance_read") && <Link to={`/schools/${schoolId}/classes/${classId}/roll`}>{t("roll")}</Link>}
            </>
          }
        >
          <h2>{t("sheets")}</h2>
          <SheetList schoolId={schoolId} classId={classId} subjects={plan.data?.subjects ?? []} />
          <h2>{t("students")}</h2>
          <Students schoolId={schoolId} classId={classId} />
        </Page>
      )}
    </Resource>
  );
}
