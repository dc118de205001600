import { SegmentedControl } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";
import { Page } from "@/app/page";
import { useSession } from "@/access/session";
import { StudentAttendance } from "@/attendance/student-attendance";
import { StudentConduct } from "@/attendance/student-conduct";
import { answerOf, client, type Schemas } from "@/platform/api";
import { gregorianDay } from "@/platform/dates";
import { digitsOfName, inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { classQuery, planQuery, studentQuery } from "@/school/queries";
import { messages as people } from "@/school/words";
import { messages as helpWords } from "./help-messages";
import { shownValue } from "./cell-view";
import { messages as words } from "./messages";
import { permitsIn, subjectsToAsk } from "./permits";
import { boardQuery } from "./requests";
import { SkillSentences } from "./skill-sentences";
import { messages } from "./student-messages";
import "./student-page.css";

type Sheet = Schemas["StudentSheet"];
type Subjects = Schemas["PlanSubject"][];

function useMarks(schoolId: string, studentId: string, yearId: string, subjects: readonly string[] | undefined) {
  return useQueries({
    queries: (subjects ?? [undefined]).map((subject) => ({
      queryKey: ["student-marks", schoolId, studentId, yearId, subject ?? ""],
      queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/marks/{school_year_id}", { params: { path: { school_id: schoolId, student_id: studentId, school_year_id: yearId }, query: subject === undefined ? {} : { subject } } })),
    })),
  });
}

function SheetOfStudent({ schoolId, studentId, sheet }: { schoolId: string; studentId: string; sheet: Sheet }) {
  const t = useText(messages);
  const word = useText(words);
  const pick = usePick();
  const locale = useLocale();
  return (
    <section className="student-sheet">
      <h3>
        <Link to={`/schools/${schoolId}/sheets/${sheet.sheet_id}?student=${studentId}`}>{pick(sheet.title_ar, sheet.title_en)}</Link> <span className="row-about">{t("term", { term: String(sheet.term) })}</span>
      </h3>
      <dl className="student-cells">
        {sheet.cells.map((cell) => (
          <div key={`${cell.column}/${cell.occurrence}`}>
            <dt>{digitsOfName(pick(cell.label_ar, cell.label_en), locale.digits)}</dt>
            <dd title={cell.assessed_on && gregorianDay(cell.assessed_on, locale)}>
              {shownValue(cell, word, locale)}
              {cell.mark !== undefined && cell.maximum !== undefined && <small>{inDigits(`/${cell.maximum}`, locale.digits)}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Marks({ schoolId, studentId, yearId, subjects, asked }: { schoolId: string; studentId: string; yearId: string; subjects: Subjects; asked: readonly string[] | undefined }) {
  const t = useText(messages);
  const pick = usePick();
  const queries = useMarks(schoolId, studentId, yearId, asked);
  const failed = queries.find((query) => query.isError);
  const first = failed ?? queries.find((query) => query.isPending) ?? queries[0];
  if (!first) return <Nothing>{t("not_permitted")}</Nothing>;
  return (
    <Resource query={first} lines={8}>
      {() => {
        const sheets = queries.flatMap((query) => query.data?.sheets ?? []).filter((sheet) => sheet.part !== "skills");
        if (sheets.length === 0) return <Nothing>{t("no_marks")}</Nothing>;
        const order = [...new Set([...subjects.map((each) => each.subject), ...sheets.map((sheet) => sheet.subject)])];
        return order
          .map((code) => ({ code, of: sheets.filter((sheet) => sheet.subject === code), subject: subjects.find((each) => each.subject === code) }))
          .filter(({ of }) => of.length > 0)
          .map(({ code, of, subject }) => (
            <section key={code}>
              <h2 className="section-title">{subject ? pick(subject.name_ar, subject.name_en) : <bdi>{code}</bdi>}</h2>
              {of.map((sheet) => (
                <SheetOfStudent key={sheet.sheet_id} schoolId={schoolId} studentId={studentId} sheet={sheet} />
              ))}
            </section>
          ));
      }}
    </Resource>
  );
}

function Skills({ schoolId, classId, studentId, subjects }: { schoolId: string; classId: string; studentId: string; subjects: Subjects }) {
  const t = useText(messages);
  const pick = usePick();
  const boards = useQueries({ queries: subjects.map((subject) => boardQuery(schoolId, classId, subject.subject)) });
  const pending = boards.find((board) => board.isPending) ?? boards.find((board) => board.isError) ?? boards[0];
  if (!pending) return <Nothing>{t("not_permitted")}</Nothing>;
  return (
    <Resource query={pending} lines={6}>
      {() =>
        subjects.map((subject, index) => {
          const board = boards[index]?.data;
          if (!board || board.skills.length === 0) return null;
          return (
            <section key={subject.subject}>
              <h2 className="section-title">
                <Link to={`/schools/${schoolId}/classes/${classId}/subjects/${subject.subject}/skills`}>{pick(subject.name_ar, subject.name_en)}</Link>
              </h2>
              <SkillSentences board={board} studentId={studentId} />
            </section>
          );
        })
      }
    </Resource>
  );
}

function Cases({ schoolId, studentId }: { schoolId: string; studentId: string }) {
  const t = useText(messages);
  const locale = useLocale();
  const query = useQuery({
    queryKey: ["cases", schoolId, studentId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/cases", { params: { path: { school_id: schoolId, student_id: studentId } } })),
  });
  return (
    <Resource query={query} lines={3}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing>{t("no_cases")}</Nothing>
        ) : (
          <ul className="rows">
            {items.map((each) => (
              <li key={each.case_id} className="decision-row">
                <strong>{t(`case_${each.kind}`)}</strong>
                <span className="row-about">{t("opened", { day: gregorianDay(each.opened_on, locale) })}</span>
                {each.decisions.length === 0 && <span className="row-about">{t("waits")}</span>}
                {each.decisions.map((decision) => (
                  <span key={decision.case_decision_id}>
                    {t("decided", { decision: t(`decision_${decision.decision}`), day: gregorianDay(decision.decided_on, locale) })}
                    {decision.reasons !== "" && <span className="row-about"> {decision.reasons}</span>}
                  </span>
                ))}
              </li>
            ))}
          </ul>
        )
      }
    </Resource>
  );
}

type Part = "marks" | "skills" | "attendance" | "conduct" | "cases";

function StudentView({ schoolId, student }: { schoolId: string; student: Schemas["StudentPage"] }) {
  const t = useText(messages);
  const help = useText(helpWords);
  const relation = useText(people);
  const pick = usePick();
  const { digits } = useLocale();
  const { session } = useSession();
  const [search, setSearch] = useSearchParams();
  const enrolment = student.enrolments.at(-1);
  const classId = enrolment?.class_id ?? "";
  const yearId = enrolment?.school_year_id ?? "";
  const found = useQuery({ ...classQuery(schoolId, classId), enabled: enrolment !== undefined });
  const plan = useQuery({ ...planQuery(schoolId, found.data?.study_plan_id ?? ""), enabled: found.data !== undefined });
  const permits = permitsIn(session.grants, schoolId, classId);
  const asked = subjectsToAsk(session.grants, schoolId, classId);
  const subjects = (plan.data?.subjects ?? []).filter((subject) => asked === undefined || asked.includes(subject.subject));
  // A class that goes by skills has sheets of them: asked of the class, once.
  const sheets = useQueries({
    queries: (asked ?? [undefined]).slice(0, 1).map((subject) => ({
      queryKey: ["sheets", schoolId, classId, subject ?? ""],
      queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}/mark-sheets", { params: { path: { school_id: schoolId, class_id: classId }, query: subject === undefined ? {} : { subject } } })),
      enabled: enrolment !== undefined,
    })),
  });
  const hasSkills = sheets.some((query) => query.data?.sheets.some((sheet) => sheet.part === "skills"));
  const hasMarks = sheets.some((query) => query.data?.sheets.some((sheet) => sheet.part !== "skills"));
  const maySeeMarks = asked === undefined || asked.length > 0;
  const parts: Part[] = [];
  if (maySeeMarks && (hasMarks || !hasSkills)) parts.push("marks");
  if (maySeeMarks && hasSkills) parts.push("skills");
  if (permits("attendance_read")) parts.push("attendance", "conduct");
  if (permits("case_read")) parts.push("cases");
  const wanted = search.get("part");
  const part = parts.find((each) => each === wanted) ?? parts[0];
  const guardians = student.guardians.filter((guardian) => guardian.last_day === null).map((guardian) => ({ guardian_id: guardian.guardian_id, name: relation(`relation_${guardian.relation}`) }));
  const person = { schoolId, studentId: student.student_id, yearId, name: pick(student.name_ar, student.name_en), guardians, permits };
  return (
    <Page
      help={help("student")}
      title={person.name}
      about={found.data && inDigits(t("student_about", { grade: found.data.grade, name: found.data.name, number_text: student.student_number }), digits)}
      actions={
        <>
          {yearId !== "" && (permits("result_read") || permits("result_preview")) && <Link to={`/schools/${schoolId}/students/${student.student_id}/results/${yearId}`}>{t("result")}</Link>}
          {permits("student_manage") && <Link to={`/schools/${schoolId}/students/${student.student_id}/file`}>{t("file")}</Link>}
        </>
      }
    >
      {enrolment === undefined ? (
        <Nothing>{t("no_enrolment")}</Nothing>
      ) : part === undefined ? (
        <Nothing>{t("not_permitted")}</Nothing>
      ) : (
        <>
          {parts.length > 1 && <SegmentedControl className="student-parts" aria-label={t("parts")} value={part} onChange={(value) => setSearch({ part: value }, { replace: true })} data={parts.map((each) => ({ value: each, label: t(each) }))} />}
          {part === "marks" && <Marks schoolId={schoolId} studentId={student.student_id} yearId={yearId} subjects={plan.data?.subjects ?? []} asked={asked} />}
          {part === "skills" && <Skills schoolId={schoolId} classId={classId} studentId={student.student_id} subjects={subjects} />}
          {part === "attendance" && <StudentAttendance {...person} />}
          {part === "conduct" && <StudentConduct {...person} />}
          {part === "cases" && <Cases schoolId={schoolId} studentId={student.student_id} />}
        </>
      )}
    </Page>
  );
}

export default function StudentPage() {
  const { schoolId = "", studentId = "" } = useParams();
  const query = useQuery(studentQuery(schoolId, studentId));
  return (
    <Resource query={query} lines={8}>
      {(student) => <StudentView schoolId={schoolId} student={student} />}
    </Resource>
  );
}
