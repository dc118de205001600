/** Notices, attendance and reports of a child, as guardians and students see them. */
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { gregorianDay, hijriDay } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { messages } from "./notices-messages";
import { answerTo, type KeptNotice } from "./notices-queries";
import "./notices.css";

type AttendanceYear = Schemas["AttendanceYear"];

function Notice({ schoolId, notice, mayAcknowledge }: { schoolId: string; notice: KeptNotice; mayAcknowledge: boolean }) {
  const t = useText(messages);
  const locale = useLocale();
  const queries = useQueryClient();
  const key = useRef(newKey());
  const send = useMutation({
    mutationFn: () =>
      answerOf(
        client.POST("/v1/schools/{school_id}/students/{student_id}/notices/{notice_id}/acknowledgement", {
          params: { path: { school_id: schoolId, student_id: notice.student_id, notice_id: notice.notice_id }, header: { "Idempotency-Key": key.current } },
          body: {},
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["attendance", schoolId, notice.student_id] }),
  });
  const both = (day: string) => ({ day: gregorianDay(day, locale), hijri: hijriDay(day, locale) });
  const answer = answerTo(notice);
  const kind = t("kind", { kind: notice.kind });
  return (
    <li className="notice" data-waiting={answer === undefined}>
      <p className="notice-kind">{kind}</p>
      <p>
        {notice.kind === "lateness_warning" ? t("for_latenesses", { count: notice.latenesses }) : t("for_days", { count: notice.unexcused_days })}
        {"، "}
        {t("term", { term: String(notice.term) })}
        {!notice.is_supported && ` – ${t("not_supported")}`}
      </p>
      <p className="notice-quiet">{t("issued_on", both(notice.issued_on))}</p>
      {answer !== undefined ? (
        <p className="notice-done" role="status">
          {answer.kind === "withdrawn" ? t("withdrawn") : `✓ ${t("acknowledged_on", both(answer.day))}`}
        </p>
      ) : (
        mayAcknowledge && (
          <>
            <Button variant="light" loading={send.isPending} aria-label={t("acknowledge_of", { notice: kind })} onClick={() => send.mutate()}>
              {t("acknowledge")}
            </Button>
            <ProblemAlert failure={send.error} />
          </>
        )
      )}
    </li>
  );
}

/** Those that wait first. */
export function Notices({ schoolId, notices, mayAcknowledge }: { schoolId: string; notices: readonly KeptNotice[]; mayAcknowledge: boolean }) {
  const t = useText(messages);
  if (notices.length === 0) return <p className="notice-quiet">{t("no_notices")}</p>;
  const rank = (notice: KeptNotice) => (answerTo(notice) === undefined ? 0 : 1);
  const sorted = [...notices].sort((one, other) => rank(one) - rank(other) || other.issued_on.localeCompare(one.issued_on));
  return (
    <ul className="rows notices">
      {sorted.map((notice) => (
        <Notice key={notice.notice_id} schoolId={schoolId} notice={notice} mayAcknowledge={mayAcknowledge} />
      ))}
    </ul>
  );
}

/** A sentence a term, and the days beneath when they are asked for. */
export function Attendance({ year }: { year: AttendanceYear }) {
  const t = useText(messages);
  const locale = useLocale();
  const days = [...year.absences.map((each) => ({ day: each.day, period: each.period, what: t(each.is_excused ? "absent_excused" : "absent_unexcused") })), ...year.latenesses.map((each) => ({ day: each.day, period: undefined, what: t("was_late") }))].sort((one, other) =>
    other.day.localeCompare(one.day),
  );
  return (
    <>
      {year.terms.length === 0 && <p>{t("all_present")}</p>}
      <dl className="terms">
        {year.terms.map((term) => (
          <div key={term.term}>
            <dt>{t("term", { term: String(term.term) })}</dt>
            <dd>
              {t("list", {
                unexcused: t("unexcused", { count: term.unexcused_days }),
                excused: t("excused", { count: term.excused_days }),
                late: t("late", { count: term.latenesses_unaccepted }),
              })}
            </dd>
          </div>
        ))}
      </dl>
      {days.length > 0 && (
        <details className="days">
          <summary>{t("days", { count: days.length })}</summary>
          <ul>
            {days.map((each, index) => (
              <li key={index}>
                {gregorianDay(each.day, locale)} – {hijriDay(each.day, locale)}: {each.what}
                {each.period !== undefined && `، ${t("in_period", { period: each.period })}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Excuses and leaves with what became of them. */
export function Requests({ year }: { year: AttendanceYear }) {
  const t = useText(messages);
  const locale = useLocale();
  if (year.excuses.length + year.leaves.length === 0) return null;
  const rows = [
    ...year.excuses.map((each) => ({
      id: each.excuse_id,
      day: each.first_day,
      text: t(each.first_day === each.last_day ? "excuse_line" : "excuse_days", { kind: each.kind, first: gregorianDay(each.first_day, locale), last: gregorianDay(each.last_day, locale) }),
      judgement: each.judgement as string,
    })),
    ...year.leaves.map((each) => ({ id: each.leave_id, day: each.day, text: t("leave_line", { day: gregorianDay(each.day, locale), period: each.first_period }), judgement: each.decision as string })),
  ].sort((one, other) => other.day.localeCompare(one.day));
  return (
    <>
      <h3>{t("requests")}</h3>
      <ul className="rows requests">
        {rows.map((row) => (
          <li key={row.id} className="request">
            <span>{row.text}</span>
            <span data-judgement={row.judgement}>{t("judged", { judgement: row.judgement })}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

type Report = Schemas["PeriodicReports"]["reports"][number];

function ReportView({ report, isOpen }: { report: Report; isOpen: boolean }) {
  const t = useText(messages);
  const locale = useLocale();
  return (
    <details className="report" open={isOpen}>
      <summary>{t("report", { number: report.number, day: gregorianDay(report.on, locale) })}</summary>
      {report.guardian.subjects.map((subject) => (
        <div key={subject.subject} className="report-subject">
          <p>
            <strong>{subject.subject}</strong> {subject.level !== null && subject.level !== undefined && <span className="notice-quiet">{t("level", { level: subject.level })}</span>}
          </p>
          {subject.unmastered.length === 0 ? (
            <p className="notice-quiet">{t("all_mastered")}</p>
          ) : (
            <>
              <p className="notice-quiet">{t("to_master")}</p>
              <ul>
                {subject.unmastered.map((skill, index) => (
                  <li key={index}>
                    {inDigits(skill.text, locale.digits)}
                    {skill.minimum === true && <span className="notice-quiet"> – {t("minimum")}</span>}
                    {skill.not_assessed_yet === true && <span className="notice-quiet"> – {t("not_assessed")}</span>}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      ))}
      {report.guardian.remarks !== undefined && <p>{t("remarks", { remarks: report.guardian.remarks })}</p>}
    </details>
  );
}

/** The newest stands open: it covers those before it. */
export function PeriodicReports({ reports }: { reports: readonly Report[] }) {
  const newestFirst = [...reports].sort((one, other) => other.number - one.number);
  return (
    <div className="reports">
      {newestFirst.map((report, index) => (
        <ReportView key={report.number} report={report} isOpen={index === 0} />
      ))}
    </div>
  );
}
