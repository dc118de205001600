/** A student's attendance of a year: counts, days, notices, excuses and leaves; and the forms for them. */
import { Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "@/platform/api";
import { gregorianDay, hijriDay } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { messages } from "./attendance-messages";
import { ExcuseRow, LatenessRow, LeaveRow } from "./decisions";
import { IssueNotice } from "./notice-button";
import { attendanceQuery } from "./requests";
import { NoticeRow } from "./student-notices";
import { NewActivity, NewExcuse, NewLeave, type Person } from "./student-requests";
import "./attendance.css";

type Year = Schemas["AttendanceYear"];

function Counts({ term }: { term: Year["terms"][number] }) {
  const t = useText(messages);
  const { digits } = useLocale();
  const numbers: [string, number | string | undefined][] = [
    [t("count_unexcused"), term.unexcused_days],
    [t("count_excused"), term.excused_days],
    [t("count_converted"), term.converted_days || undefined],
    [t("count_periods"), term.missed_periods || undefined],
    [t("count_late"), term.latenesses_unaccepted],
    [t("count_mark"), term.mark],
  ];
  return (
    <dl className="counts" aria-label={t("term", { number: String(term.term) })}>
      {numbers
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{inDigits(String(value), digits)}</dd>
          </div>
        ))}
    </dl>
  );
}

function YearView({ person, year }: { person: Person; year: Year }) {
  const t = useText(messages);
  const locale = useLocale();
  const { schoolId, studentId, yearId, permits } = person;
  const mayDecide = permits("excuse_decide");
  return (
    <>
      {year.terms.map((term) => (
        <section key={term.term}>
          <h2 className="section-title">{t("term", { number: String(term.term) })}</h2>
          <Counts term={term} />
        </section>
      ))}
      <section>
        <h2 className="section-title">{t("notices")}</h2>
        {permits("notice_issue") && year.due.length > 0 && (
          <Group gap="xs" mb="sm">
            {year.due.map((due) => (
              <IssueNotice key={`${due.term}${due.kind}`} schoolId={schoolId} studentId={studentId} yearId={yearId} name={person.name} due={due} />
            ))}
          </Group>
        )}
        {year.notices.length === 0 ? (
          <Nothing>{t("no_notices")}</Nothing>
        ) : (
          <ul className="rows">
            {year.notices.map((notice) => (
              <NoticeRow key={notice.notice_id} person={person} notice={notice} />
            ))}
          </ul>
        )}
      </section>
      <section>
        <h2 className="section-title">{t("absences")}</h2>
        {year.absences.length === 0 ? (
          <Nothing>{t("no_absences")}</Nothing>
        ) : (
          <ul className="rows">
            {[...year.absences].reverse().map((absence) => (
              <li key={`${absence.day}/${absence.period ?? 0}`} className="decision-row">
                <span>
                  {gregorianDay(absence.day, locale)} – {hijriDay(absence.day, locale)}
                </span>
                {absence.period !== undefined && <span className="row-about">{inDigits(t("of_period", { period: absence.period }), locale.digits)}</span>}
                <span className="decision-state" data-state={absence.is_excused ? "accepted" : undefined}>
                  {t(absence.is_excused ? "absence_excused" : "absence_unexcused")}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      {year.latenesses.length > 0 && (
        <section>
          <h2 className="section-title">{t("latenesses")}</h2>
          <ul className="rows">
            {[...year.latenesses].reverse().map((lateness) => (
              <LatenessRow key={lateness.day} schoolId={schoolId} studentId={studentId} lateness={lateness} mayDecide={mayDecide} />
            ))}
          </ul>
        </section>
      )}
      {year.excuses.length > 0 && (
        <section>
          <h2 className="section-title">{t("excuses")}</h2>
          <ul className="rows">
            {[...year.excuses].reverse().map((excuse) => (
              <ExcuseRow key={excuse.excuse_id} schoolId={schoolId} excuse={excuse} mayDecide={mayDecide} />
            ))}
          </ul>
        </section>
      )}
      {year.leaves.length > 0 && (
        <section>
          <h2 className="section-title">{t("leaves")}</h2>
          <ul className="rows">
            {[...year.leaves].reverse().map((leave) => (
              <LeaveRow key={leave.leave_id} schoolId={schoolId} leave={leave} mayDecide={mayDecide} guardians={person.guardians} />
            ))}
          </ul>
        </section>
      )}
      <div className="student-forms">
        {permits("excuse_submit") && <NewExcuse {...person} />}
        {permits("excuse_submit") && person.guardians.length > 0 && <NewLeave {...person} />}
        {mayDecide && <NewActivity {...person} />}
      </div>
    </>
  );
}

export function StudentAttendance(person: Person) {
  const query = useQuery(attendanceQuery(person.schoolId, person.studentId, person.yearId));
  return (
    <Resource query={query} lines={8}>
      {(year) => <YearView person={person} year={year} />}
    </Resource>
  );
}
