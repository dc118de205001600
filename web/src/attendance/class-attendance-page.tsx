import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SegmentedControl } from "@mantine/core";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { useSession } from "@/access/session";
import { permitsIn } from "@/marks/permits";
import type { Schemas } from "@/platform/api";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { classQuery } from "@/school/queries";
import { messages } from "./attendance-messages";
import { ExcuseRow, LatenessRow, LeaveRow } from "./decisions";
import { messages as rollMessages } from "./messages";
import { IssueNotice } from "./notice-button";
import { classAttendanceQuery } from "./requests";
import "./attendance.css";

type Row = Schemas["AttendanceInClass"];

/** The term that the numbers are of: the last one in which anything was counted. */
function usualTerm(students: readonly Row[]): number {
  const counted = students.flatMap((student) => (student.terms ?? []).filter((term) => term.unexcused_days + term.excused_days + term.latenesses_unaccepted + term.latenesses_accepted > 0).map((term) => term.term));
  return counted.length > 0 ? Math.max(...counted) : 1;
}

function Attendance({ schoolId, yearId, students, mayIssue, mayDecide }: { schoolId: string; yearId: string; students: readonly Row[]; mayIssue: boolean; mayDecide: boolean }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  const terms = [...new Set(students.flatMap((student) => (student.terms ?? []).map((term) => term.term)))].sort();
  const [term, setTerm] = useState(() => usualTerm(students));
  const number = (value: number | undefined) => inDigits(String(value ?? 0), digits);
  const excuses = students.flatMap((student) => (student.excuses ?? []).map((excuse) => ({ ...excuse, name_ar: student.name_ar, name_en: student.name_en })));
  const leaves = students.flatMap((student) => (student.leaves ?? []).map((leave) => ({ ...leave, name_ar: student.name_ar, name_en: student.name_en })));
  const latenesses = students.flatMap((student) => (student.latenesses ?? []).map((lateness) => ({ student, lateness })));
  return (
    <>
      {terms.length > 1 && <SegmentedControl mb="sm" value={String(term)} onChange={(value) => setTerm(Number(value))} data={terms.map((each) => ({ value: String(each), label: t("term", { number: String(each) }) }))} />}
      <table className="due-table">
        <thead>
          <tr>
            <th scope="col">{t("student")}</th>
            <th scope="col" className="due-number">
              {t("unexcused")}
            </th>
            <th scope="col" className="due-number">
              {t("excused")}
            </th>
            <th scope="col" className="due-number">
              {t("late")}
            </th>
            <th scope="col">{t("to_do")}</th>
          </tr>
        </thead>
        <tbody>
          {students.map((student) => {
            const counts = student.terms?.find((each) => each.term === term);
            const waiting = (student.excuses?.length ?? 0) + (student.leaves?.length ?? 0);
            return (
              <tr key={student.student_id}>
                <th scope="row">
                  <Link to={`/schools/${schoolId}/students/${student.student_id}`}>{pick(student.name_ar, student.name_en)}</Link>
                </th>
                <td className="due-number">{number(counts?.unexcused_days)}</td>
                <td className="due-number">{number(counts?.excused_days)}</td>
                <td className="due-number">{number((counts?.latenesses_unaccepted ?? 0) + (counts?.latenesses_accepted ?? 0))}</td>
                <td>
                  <div className="due-actions">
                    {student.refused && <span className="row-about">{t("refused_student", { code: student.refused.clause || student.refused.code })}</span>}
                    {(student.due ?? []).map((due) =>
                      mayIssue ? <IssueNotice key={`${due.term}${due.kind}`} schoolId={schoolId} studentId={student.student_id} yearId={yearId} name={pick(student.name_ar, student.name_en)} due={due} /> : <span key={`${due.term}${due.kind}`}>{t(due.kind)}</span>,
                    )}
                    {(student.unanswered ?? []).map((notice) => (
                      <span key={notice.notice_id} className="row-about">
                        {t("unanswered", { kind: t(notice.kind) })}
                      </span>
                    ))}
                    {waiting > 0 && <span className="row-about">{t("to_decide", { count: waiting })}</span>}
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {excuses.length > 0 && (
        <section>
          <h2 className="section-title">{t("excuses")}</h2>
          <ul className="rows">
            {excuses.map((excuse) => (
              <ExcuseRow key={excuse.excuse_id} schoolId={schoolId} excuse={excuse} mayDecide={mayDecide} />
            ))}
          </ul>
        </section>
      )}
      {leaves.length > 0 && (
        <section>
          <h2 className="section-title">{t("leaves")}</h2>
          <ul className="rows">
            {leaves.map((leave) => (
              <LeaveRow key={leave.leave_id} schoolId={schoolId} leave={leave} mayDecide={mayDecide} />
            ))}
          </ul>
        </section>
      )}
      {latenesses.length > 0 && (
        <section>
          <h2 className="section-title">{t("latenesses")}</h2>
          <ul className="rows">
            {latenesses.map(({ student, lateness }) => (
              <LatenessRow key={`${student.student_id}${lateness.day}`} schoolId={schoolId} studentId={student.student_id} lateness={lateness} mayDecide={mayDecide} named={student} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

export default function ClassAttendancePage() {
  const t = useText(messages);
  const roll = useText(rollMessages);
  const { session } = useSession();
  const { schoolId = "", classId = "" } = useParams();
  const found = useQuery(classQuery(schoolId, classId));
  const query = useQuery(classAttendanceQuery(schoolId, classId));
  const permits = permitsIn(session.grants, schoolId, classId);
  return (
    <Page help={t("help_class")} title={t("class_attendance")} about={found.data && roll("class_name", { grade: found.data.grade, name: found.data.name })} actions={permits("attendance_record") && <Link to={`/schools/${schoolId}/classes/${classId}/roll`}>{t("to_roll")}</Link>}
    >
      <Resource query={query} lines={12}>
        {({ school_year_id: yearId, students }) => (students.length === 0 ? <Nothing>{roll("no_students")}</Nothing> : <Attendance schoolId={schoolId} yearId={yearId} students={students} mayIssue={permits("notice_issue")} mayDecide={permits("excuse_decide")} />)}
      </Resource>
    </Page>
  );
}
