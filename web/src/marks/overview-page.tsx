/** How a class stands: who needs help and what would change it, what is still to be entered by whom. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { useSession } from "@/access/session";
import { messages as attendanceWords } from "@/attendance/attendance-messages";
import { answerOf, client, type Schemas } from "@/platform/api";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { classQuery, planQuery, sheetsQuery } from "@/school/queries";
import { permitsIn } from "./permits";
import { ProgressTable } from "./progress-table";
import { progressQuery } from "./requests";
import { messages as skillWords } from "./skill-messages";
import { messages } from "./student-messages";
import "./overview-page.css";

const evaluationOf = (schoolId: string, yearId: string, classId: string) => ({
  queryKey: ["evaluation", schoolId, yearId, classId],
  queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/school-years/{school_year_id}/evaluation", { params: { path: { school_id: schoolId, school_year_id: yearId }, query: { class_id: classId } } })),
});

function AtRisk({ schoolId, yearId, found, subjects }: { schoolId: string; yearId: string; found: Schemas["EvaluatedClass"]; subjects: readonly Schemas["PlanSubject"][] }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits, language } = useLocale();
  const name = (code: string) => {
    const subject = subjects.find((each) => each.subject === code);
    return subject ? pick(subject.name_ar, subject.name_en) : code;
  };
  // Who only waits for marks is counted, not named as one at risk.
  const risky = found.students.filter((student) => student.is_at_risk === true && !(student.is_open === true && (student.not_passed?.length ?? 0) === 0));
  const open = found.students.filter((student) => student.is_open === true).length;
  return (
    <>
      {open > 0 && <p className="row-about">{t("open_count", { count: open })}</p>}
      {found.refused > 0 && <p className="row-about">{t("refused_count", { count: found.refused })}</p>}
      {risky.length === 0 ? (
        <Nothing>{t("none_at_risk")}</Nothing>
      ) : (
        <ul className="rows">
          {risky.map((student) => {
            const changes = student.what_would_change?.[language] ?? [];
            return (
              <li key={student.student_id} className="risk-row">
                <div className="risk-head">
                  <Link to={`/schools/${schoolId}/students/${student.student_id}`}>
                    <strong>{student.name_ar}</strong>
                  </Link>
                  {student.decision && <Link to={`/schools/${schoolId}/students/${student.student_id}/results/${yearId}`}>{inDigits(student.decision[language], digits)}</Link>}
                </div>
                {(student.not_passed?.length ?? 0) > 0 && <p>{t("not_passed", { subjects: (student.not_passed ?? []).map(name).join(language === "ar" ? "، " : ", ") })}</p>}
                {changes.length > 0 && (
                  <details>
                    <summary>{t("what_would_change")}</summary>
                    <ul>
                      {changes.map((change, index) => (
                        <li key={index}>{inDigits(change, digits)}</li>
                      ))}
                    </ul>
                  </details>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

export default function OverviewPage() {
  const t = useText(messages);
  const skill = useText(skillWords);
  const attendance = useText(attendanceWords);
  const pick = usePick();
  const { session } = useSession();
  const { schoolId = "", classId = "" } = useParams();
  const found = useQuery(classQuery(schoolId, classId));
  const yearId = found.data?.school_year_id ?? "";
  const plan = useQuery({ ...planQuery(schoolId, found.data?.study_plan_id ?? ""), enabled: found.data !== undefined });
  const permits = permitsIn(session.grants, schoolId, classId);
  const mayEvaluate = permits("result_preview");
  const mayRead = permits("mark_read");
  const evaluation = useQuery({ ...evaluationOf(schoolId, yearId, classId), enabled: yearId !== "" && mayEvaluate });
  const progress = useQuery({ ...progressQuery(schoolId, yearId, { class_id: classId }), enabled: yearId !== "" && mayRead });
  const sheets = useQuery({ ...sheetsQuery(schoolId, classId), enabled: mayRead });
  const subjects = plan.data?.subjects ?? [];
  const withSkills = subjects.filter((subject) => sheets.data?.sheets.some((sheet) => sheet.subject === subject.subject && sheet.part === "skills"));
  return (
    <Page help={t("help_overview")} title={t("overview")} about={found.data && t("class_name", { grade: found.data.grade, name: found.data.name })} actions={permits("attendance_read") && <Link to={`/schools/${schoolId}/classes/${classId}/attendance`}>{attendance("class_attendance")}</Link>}
    >
      {mayEvaluate && (
        <section>
          <h2 className="section-title">{t("at_risk")}</h2>
          <Resource query={evaluation} lines={6}>
            {({ items }) => (items[0] ? <AtRisk schoolId={schoolId} yearId={yearId} found={items[0]} subjects={subjects} /> : <Nothing>{t("none_at_risk")}</Nothing>)}
          </Resource>
        </section>
      )}
      {withSkills.length > 0 && (
        <section>
          <h2 className="section-title">{t("boards")}</h2>
          <ul className="rows">
            {withSkills.map((subject) => (
              <li key={subject.subject}>
                <Link className="row-link" to={`/schools/${schoolId}/classes/${classId}/subjects/${subject.subject}/skills`}>
                  {skill("board", { subject: pick(subject.name_ar, subject.name_en) })}
                </Link>
              </li>
            ))}
            <li>
              <Link className="row-link" to={`/schools/${schoolId}/classes/${classId}/reports`}>
                {skill("reports")}
              </Link>
            </li>
          </ul>
        </section>
      )}
      {mayRead && (
        <section>
          <h2 className="section-title">{t("missing_entries")}</h2>
          <Resource query={progress} lines={6}>
            {(list) => <ProgressTable schoolId={schoolId} sheets={list.filter((sheet) => sheet.state !== "signed")} subjects={subjects} />}
          </Resource>
        </section>
      )}
      {!mayEvaluate && !mayRead && <Nothing>{t("not_permitted")}</Nothing>}
    </Page>
  );
}
