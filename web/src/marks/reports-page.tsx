/** The four periodic reports of a class that goes by skills: their days, and each student's report in sentences with his remark. */
import { Alert, Button, Checkbox, Group, SegmentedControl, Textarea } from "@mantine/core";
import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { Page } from "@/app/page";
import { useSession } from "@/access/session";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { gregorianDay, hijriDay } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { digitsOfName, inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { classQuery, planQuery, sheetsQuery, studentsQuery } from "@/school/queries";
import { permitsIn } from "./permits";
import { boardQuery, reportsQuery } from "./requests";
import { messages } from "./skill-messages";
import { SkillSentences } from "./skill-sentences";
import "./reports-page.css";

type Board = Schemas["MasteryBoard"];
interface SubjectBoard {
  subject: Schemas["PlanSubject"];
  board: Board;
}

const NUMBERS = [1, 2, 3, 4] as const;

function Remark({ schoolId, classId, number, studentId, written, open, mayWrite }: { schoolId: string; classId: string; number: number; studentId: string; written: Schemas["MasteryRemark"] | undefined; open: { column: string; label: string }[]; mayWrite: boolean }) {
  const t = useText(messages);
  const { digits } = useLocale();
  const queries = useQueryClient();
  const [text, setText] = useState(written?.remarks ?? "");
  const [isConfirmed, setConfirmed] = useState((written?.confirmed_unassessed.length ?? 0) > 0);
  const [key, setKey] = useState(newKey);
  const save = useMutation({
    mutationFn: () =>
      answerOf(
        client.POST("/v1/schools/{school_id}/classes/{class_id}/mastery-reports/{number}/remarks", {
          params: { path: { school_id: schoolId, class_id: classId, number }, header: { "Idempotency-Key": key } },
          body: { student_id: studentId, remarks: text.trim(), ...(isConfirmed ? { confirmed_unassessed: open.map((each) => each.column) } : {}) },
        }),
      ),
    onSuccess: async () => {
      setKey(newKey());
      await queries.invalidateQueries({ queryKey: reportsQuery(schoolId, classId).queryKey });
    },
  });
  if (!mayWrite) return written ? <blockquote className="remark">{written.remarks}</blockquote> : null;
  return (
    <form
      className="remark-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Textarea required autosize={false} rows={2} label={t("remark")} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      {open.length > 0 && <Checkbox label={`${t("confirm_open")}: ${open.map((each) => digitsOfName(each.label, digits)).join("، ")}`} checked={isConfirmed} onChange={(event) => setConfirmed(event.currentTarget.checked)} />}
      <ProblemAlert failure={save.error} />
      <Group gap="sm">
        <Button type="submit" size="sm" variant="light" loading={save.isPending} disabled={text.trim() === "" || (text.trim() === written?.remarks && isConfirmed === (written?.confirmed_unassessed.length ?? 0) > 0)}>
          {t("save_remark")}
        </Button>
        {save.isSuccess && <span role="status">{t("remark_saved")}</span>}
      </Group>
    </form>
  );
}

function ReportDay({ schoolId, classId, number, report, mayOpen }: { schoolId: string; classId: string; number: number; report: Schemas["MasteryReport"] | undefined; mayOpen: boolean }) {
  const t = useText(messages);
  const locale = useLocale();
  const queries = useQueryClient();
  const [day, setDay] = useState(report?.day ?? "");
  const set = useMutation({
    mutationFn: () =>
      answerOf(
        client.PUT("/v1/schools/{school_id}/classes/{class_id}/mastery-reports/{number}", {
          params: { path: { school_id: schoolId, class_id: classId, number } },
          body: report ? { day, version: report.version } : { day },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: reportsQuery(schoolId, classId).queryKey }),
  });
  return (
    <>
      <p className="row-about">{report ? `${t("report_day", { day: gregorianDay(report.day, locale) })} – ${hijriDay(report.day, locale)}` : t("report_without_day")}</p>
      {mayOpen && (
        <form
          className="report-day"
          onSubmit={(event) => {
            event.preventDefault();
            set.mutate();
          }}
        >
          <DayField required label={t("day_of_report")} value={day} onChange={setDay} />
          <Button type="submit" variant="default" loading={set.isPending} disabled={day === (report?.day ?? "")}>
            {t("set_day")}
          </Button>
          <ProblemAlert failure={set.error} />
        </form>
      )}
    </>
  );
}

export default function ReportsPage() {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  const { session } = useSession();
  const { schoolId = "", classId = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const found = useQuery(classQuery(schoolId, classId));
  const plan = useQuery({ ...planQuery(schoolId, found.data?.study_plan_id ?? ""), enabled: found.data !== undefined });
  const reports = useQuery(reportsQuery(schoolId, classId));
  const students = useQuery(studentsQuery(schoolId, classId));
  const sheets = useQuery(sheetsQuery(schoolId, classId));
  const subjects = (plan.data?.subjects ?? []).filter((subject) => sheets.data?.sheets.some((sheet) => sheet.subject === subject.subject && sheet.part === "skills"));
  const boards = useQueries({ queries: subjects.map((subject) => boardQuery(schoolId, classId, subject.subject)) });
  const read: SubjectBoard[] = subjects.flatMap((subject, index) => {
    const board = boards[index]?.data;
    return board ? [{ subject, board }] : [];
  });
  const permits = permitsIn(session.grants, schoolId, classId);
  const number = NUMBERS.find((each) => String(each) === search.get("number")) ?? 1;
  const report = reports.data?.reports.find((each) => each.number === number);
  return (
    <Page help={t("help_reports")} title={t("reports")} about={found.data && t("board_about", { grade: found.data.grade, name: found.data.name })}>
      <SegmentedControl aria-label={t("reports")} value={String(number)} onChange={(value) => setSearch({ number: value }, { replace: true })} data={NUMBERS.map((each) => ({ value: String(each), label: t("report", { number: String(each) }) }))} />
      <Resource query={reports} lines={2}>
        {() => <ReportDay key={`${number}/${report?.version ?? ""}`} schoolId={schoolId} classId={classId} number={number} report={report} mayOpen={permits("scheme_manage")} />}
      </Resource>
      <Resource query={sheets} lines={6}>
        {() =>
          subjects.length === 0 && plan.data !== undefined ? (
            <Nothing>{t("no_subject_skills")}</Nothing>
          ) : (
            <Resource query={students} lines={8}>
              {({ items }) => (
                <>
                  {report && items.length > 0 && <Alert variant="light">{`${t("remark")}: ${inDigits(t("remarks_written", { written: report.remarks.length, all: items.length }), digits)}`}</Alert>}
                  <ul className="rows report-students">
                    {items.map((student) => {
                      const open = read.flatMap(({ board }) => {
                        const row = board.students.find((each) => each.student_id === student.student_id);
                        return board.skills.flatMap((skill, index) => (row && row.judgements[index] === null && skill.taught_on !== undefined ? [{ column: skill.column, label: pick(skill.label_ar, skill.label_en) }] : []));
                      });
                      const written = report?.remarks.find((remark) => remark.student_id === student.student_id);
                      return (
                        <li key={student.student_id} className="report-student">
                          <h2 className="section-title">
                            <Link to={`/schools/${schoolId}/students/${student.student_id}?part=skills`}>{pick(student.name_ar, student.name_en)}</Link>
                          </h2>
                          <div className="report-subjects">
                            {read.map(({ subject, board }) => (
                              <div key={subject.subject} className="report-subject">
                                <h3>{pick(subject.name_ar, subject.name_en)}</h3>
                                <SkillSentences board={board} studentId={student.student_id} />
                              </div>
                            ))}
                          </div>
                          {report && <Remark key={`${number}/${written?.remarks ?? ""}`} schoolId={schoolId} classId={classId} number={number} studentId={student.student_id} written={written} open={open} mayWrite={permits("card_write")} />}
                        </li>
                      );
                    })}
                  </ul>
                </>
              )}
            </Resource>
          )
        }
      </Resource>
    </Page>
  );
}
