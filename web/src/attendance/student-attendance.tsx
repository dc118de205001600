/** A student's attendance of a year: counts, days, notices with what became of them, excuses and leaves; and the forms for them. */
import { Button, Checkbox, Group, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { gregorianDay, hijriDay, today } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { messages } from "./attendance-messages";
import { ExcuseRow, LatenessRow, LeaveRow, useRefresh } from "./decisions";
import { IssueNotice } from "./notice-button";
import { attendanceQuery, conductQuery, offencesQuery } from "./requests";
import "./attendance.css";

type Year = Schemas["AttendanceYear"];
type Permits = (permission: string) => boolean;

interface Person {
  schoolId: string;
  studentId: string;
  yearId: string;
  name: string;
  guardians: readonly { guardian_id: string; name: string }[];
  permits: Permits;
}

const CERTIFIERS = ["none", "health_centre", "government_hospital", "private_hospital"] as const;
const GROUNDS = ["medical_appointment", "emergency", "government_visit"] as const;
const EVENTS = ["posted", "received", "acknowledged", "withdrawn"] as const;

/** A form that is folded away until it is asked for, and folds when it was saved. */
function Folded({ label, onSave, children }: { label: string; onSave: () => Promise<unknown>; children: ReactNode }) {
  const t = useText(messages);
  const [isOpen, setOpen] = useState(false);
  const save = useMutation({ mutationFn: onSave, onSuccess: () => setOpen(false) });
  if (!isOpen)
    return (
      <Button
        variant="default"
        onClick={() => {
          save.reset();
          setOpen(true);
        }}
      >
        {label}
      </Button>
    );
  return (
    <form
      className="form-grid"
      aria-label={label}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {children}
      <ProblemAlert failure={save.error} />
      <Group gap="xs">
        <Button type="submit" loading={save.isPending}>
          {t("save")}
        </Button>
        <Button variant="default" onClick={() => setOpen(false)}>
          {t("cancel")}
        </Button>
      </Group>
    </form>
  );
}

function NewExcuse({ schoolId, studentId }: Person) {
  const t = useText(messages);
  const refresh = useRefresh(schoolId);
  const [first, setFirst] = useState(today);
  const [last, setLast] = useState(today);
  const [kind, setKind] = useState<"medical" | "non_medical">("medical");
  const [document, setDocument] = useState("");
  const [certifier, setCertifier] = useState<(typeof CERTIFIERS)[number]>("none");
  const [onForm, setOnForm] = useState(false);
  const [isCertified, setCertified] = useState(false);
  const [key, setKey] = useState(newKey);
  const save = async () => {
    await answerOf(
      client.POST("/v1/schools/{school_id}/students/{student_id}/excuses", {
        params: { path: { school_id: schoolId, student_id: studentId }, header: { "Idempotency-Key": key } },
        body: { first_day: first, last_day: last < first ? first : last, kind, document, certifier, on_school_form: onForm, school_health_certified: isCertified },
      }),
    );
    setKey(newKey());
    await refresh();
  };
  return (
    <Folded label={t("new_excuse")} onSave={save}>
      <TextInput required type="date" label={t("day")} value={first} onChange={(event) => setFirst(event.currentTarget.value)} />
      <TextInput required type="date" label={t("last_day")} value={last} min={first} onChange={(event) => setLast(event.currentTarget.value)} />
      <NativeSelect label={t("kind")} value={kind} data={[{ value: "medical", label: t("medical") }, { value: "non_medical", label: t("non_medical") }]} onChange={(event) => setKind(event.currentTarget.value === "medical" ? "medical" : "non_medical")} />
      <TextInput label={t("paper")} value={document} onChange={(event) => setDocument(event.currentTarget.value)} />
      <NativeSelect label={t("certifier")} value={certifier} data={CERTIFIERS.map((each) => ({ value: each, label: t(`certifier_${each}`) }))} onChange={(event) => setCertifier(CERTIFIERS.find((each) => each === event.currentTarget.value) ?? "none")} />
      <Checkbox label={t("on_form")} checked={onForm} onChange={(event) => setOnForm(event.currentTarget.checked)} />
      <Checkbox label={t("health_certified")} checked={isCertified} onChange={(event) => setCertified(event.currentTarget.checked)} />
    </Folded>
  );
}

function NewLeave({ schoolId, studentId, guardians }: Person) {
  const t = useText(messages);
  const refresh = useRefresh(schoolId);
  const [day, setDay] = useState(today);
  const [period, setPeriod] = useState("1");
  const [ground, setGround] = useState<(typeof GROUNDS)[number]>("medical_appointment");
  const [guardian, setGuardian] = useState(guardians[0]?.guardian_id ?? "");
  const [document, setDocument] = useState("");
  const [key, setKey] = useState(newKey);
  const save = async () => {
    await answerOf(
      client.POST("/v1/schools/{school_id}/students/{student_id}/leaves", {
        params: { path: { school_id: schoolId, student_id: studentId }, header: { "Idempotency-Key": key } },
        body: { day, first_period: Number(period), ground, requested_by: guardian, ...(document.trim() === "" ? {} : { document: document.trim() }) },
      }),
    );
    setKey(newKey());
    await refresh();
  };
  return (
    <Folded label={t("new_leave")} onSave={save}>
      <TextInput required type="date" label={t("day")} value={day} onChange={(event) => setDay(event.currentTarget.value)} />
      <NativeSelect label={t("first_period")} value={period} data={["1", "2", "3", "4", "5", "6", "7", "8"]} onChange={(event) => setPeriod(event.currentTarget.value)} />
      <NativeSelect label={t("ground")} value={ground} data={GROUNDS.map((each) => ({ value: each, label: t(each) }))} onChange={(event) => setGround(GROUNDS.find((each) => each === event.currentTarget.value) ?? "emergency")} />
      <NativeSelect required label={t("guardian")} value={guardian} data={guardians.map((each) => ({ value: each.guardian_id, label: each.name }))} onChange={(event) => setGuardian(event.currentTarget.value)} />
      <TextInput label={t("paper")} value={document} onChange={(event) => setDocument(event.currentTarget.value)} />
    </Folded>
  );
}

function NewActivity({ schoolId, studentId }: Person) {
  const t = useText(messages);
  const refresh = useRefresh(schoolId);
  const [first, setFirst] = useState(today);
  const [last, setLast] = useState(today);
  const [letter, setLetter] = useState("");
  const [key, setKey] = useState(newKey);
  const save = async () => {
    await answerOf(
      client.POST("/v1/schools/{school_id}/students/{student_id}/official-activities", {
        params: { path: { school_id: schoolId, student_id: studentId }, header: { "Idempotency-Key": key } },
        body: { letter, first_day: first, last_day: last < first ? first : last },
      }),
    );
    setKey(newKey());
    await refresh();
  };
  return (
    <Folded label={t("new_activity")} onSave={save}>
      <TextInput required label={t("letter")} value={letter} onChange={(event) => setLetter(event.currentTarget.value)} />
      <TextInput required type="date" label={t("day")} value={first} onChange={(event) => setFirst(event.currentTarget.value)} />
      <TextInput required type="date" label={t("last_day")} value={last} min={first} onChange={(event) => setLast(event.currentTarget.value)} />
    </Folded>
  );
}

function NoticeRow({ person, notice }: { person: Person; notice: Schemas["KeptNotice"] }) {
  const { schoolId, guardians, permits } = person;
  const t = useText(messages);
  const locale = useLocale();
  const refresh = useRefresh(schoolId);
  const [kind, setKind] = useState<(typeof EVENTS)[number]>("posted");
  const [day, setDay] = useState(today);
  const [reference, setReference] = useState("");
  const [guardian, setGuardian] = useState(guardians[0]?.guardian_id ?? "");
  const [key, setKey] = useState(newKey);
  const save = async () => {
    await answerOf(
      client.POST("/v1/schools/{school_id}/notices/{notice_id}/events", {
        params: { path: { school_id: schoolId, notice_id: notice.notice_id }, header: { "Idempotency-Key": key } },
        body: { kind, day, ...(reference.trim() === "" ? {} : { reference: reference.trim() }), ...(kind === "acknowledged" && guardian !== "" ? { guardian_id: guardian } : {}) },
      }),
    );
    setKey(newKey());
    await refresh();
  };
  return (
    <li className="decision-row">
      <strong>{t(notice.kind)}</strong>
      <span className="row-about">{t("issued_on", { day: gregorianDay(notice.issued_on, locale) })}</span>
      {!notice.is_supported && <span className="decision-state">{t("unsupported")}</span>}
      {notice.events.map((event) => (
        <span key={event.notice_event_id} className="row-about">
          {t(event.kind, { day: gregorianDay(event.day, locale) })}
          {event.reference !== "" && ` (${inDigits(event.reference, locale.digits)})`}
        </span>
      ))}
      {permits("notice_issue") && (
        <div className="decision-form">
          <Folded label={t("add_event")} onSave={save}>
            <NativeSelect label={t("event_kind")} value={kind} data={EVENTS.map((each) => ({ value: each, label: t(`kind_${each}`) }))} onChange={(event) => setKind(EVENTS.find((each) => each === event.currentTarget.value) ?? "posted")} />
            <TextInput required type="date" label={t("day")} value={day} max={today()} onChange={(event) => setDay(event.currentTarget.value)} />
            {kind === "acknowledged" ? (
              <NativeSelect required label={t("guardian")} value={guardian} data={guardians.map((each) => ({ value: each.guardian_id, label: each.name }))} onChange={(event) => setGuardian(event.currentTarget.value)} />
            ) : (
              <TextInput required label={t("reference")} value={reference} onChange={(event) => setReference(event.currentTarget.value)} />
            )}
          </Folded>
        </div>
      )}
    </li>
  );
}

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

/** Conduct: what happened, what was done about it; an entry is withdrawn by another, never erased. */
export function StudentConduct({ schoolId, studentId, yearId, permits }: Person) {
  const t = useText(messages);
  const query = useQuery(conductQuery(schoolId, studentId, yearId));
  return (
    <Resource query={query} lines={4}>
      {(year) => (
        <>
          {(year.terms ?? [])
            .filter((term) => term.mark !== undefined)
            .map((term) => (
              <BehaviourLine key={term.term} term={term} />
            ))}
          {year.entries.length === 0 ? (
            <Nothing>{t("no_conduct")}</Nothing>
          ) : (
            <ul className="rows">
              {[...year.entries].reverse().map((entry) => (
                <ConductRow key={entry.conduct_entry_id} schoolId={schoolId} studentId={studentId} yearId={yearId} entry={entry} isWithdrawn={year.entries.some((each) => each.withdraws === entry.conduct_entry_id)} mayRecord={permits("conduct_record")} />
              ))}
            </ul>
          )}
          {permits("conduct_record") && <NewConduct schoolId={schoolId} studentId={studentId} yearId={yearId} />}
        </>
      )}
    </Resource>
  );
}

function BehaviourLine({ term }: { term: Schemas["BehaviourTerm"] }) {
  const t = useText(messages);
  const { digits } = useLocale();
  return <p>{inDigits(t("behaviour_term", { term: term.term, mark: term.mark ?? "" }), digits)}</p>;
}

function useConductWrite(schoolId: string, studentId: string, yearId: string) {
  const queries = useQueryClient();
  return async (key: string, body: Schemas["ConductRequest"]) => {
    await answerOf(client.POST("/v1/schools/{school_id}/students/{student_id}/conduct", { params: { path: { school_id: schoolId, student_id: studentId }, header: { "Idempotency-Key": key } }, body }));
    await queries.invalidateQueries({ queryKey: conductQuery(schoolId, studentId, yearId).queryKey });
  };
}

function ConductRow({ schoolId, studentId, yearId, entry, isWithdrawn, mayRecord }: { schoolId: string; studentId: string; yearId: string; entry: Schemas["ConductEntry"]; isWithdrawn: boolean; mayRecord: boolean }) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const offences = useQuery({ ...offencesQuery(schoolId), enabled: entry.offence !== "" });
  const write = useConductWrite(schoolId, studentId, yearId);
  const [action, setAction] = useState("");
  const [key, setKey] = useState(newKey);
  const offence = offences.data?.items.find((each) => each.code === entry.offence);
  return (
    <li className="decision-row">
      <strong>{t(`conduct_${entry.kind}`)}</strong>
      {entry.offence !== "" && (
        <span>
          {offence ? pick(offence.name_ar, offence.name_en) : ""} <span className="row-about">{inDigits(t("degree", { degree: entry.degree }), locale.digits)}</span>
        </span>
      )}
      {entry.mark !== null && entry.mark !== "" && <span>{inDigits(entry.mark, locale.digits)}</span>}
      <span className="row-about">{gregorianDay(entry.day, locale)}</span>
      <span>{entry.action}</span>
      {isWithdrawn && <span className="decision-state">{t("withdrawn_entry")}</span>}
      {mayRecord && !isWithdrawn && entry.kind !== "withdrawal" && (
        <div className="decision-form">
          <Folded
            label={t("withdraw")}
            onSave={async () => {
              await write(key, { day: today(), kind: "withdrawal", action, withdraws: entry.conduct_entry_id });
              setKey(newKey());
            }}
          >
            <TextInput required label={t("reason")} value={action} onChange={(event) => setAction(event.currentTarget.value)} />
          </Folded>
        </div>
      )}
    </li>
  );
}

const CONDUCT_KINDS = ["offence", "recovered", "distinguished"] as const;

function NewConduct({ schoolId, studentId, yearId }: { schoolId: string; studentId: string; yearId: string }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  const offences = useQuery(offencesQuery(schoolId));
  const write = useConductWrite(schoolId, studentId, yearId);
  const listed = (offences.data?.items ?? []).filter((each) => each.is_listed);
  const [kind, setKind] = useState<(typeof CONDUCT_KINDS)[number]>("offence");
  const [offence, setOffence] = useState("");
  const [day, setDay] = useState(today);
  const [mark, setMark] = useState("");
  const [action, setAction] = useState("");
  const [key, setKey] = useState(newKey);
  return (
    <Folded
      label={t("new_conduct")}
      onSave={async () => {
        await write(key, { day, kind, action, ...(kind === "offence" ? { offence: offence || (listed[0]?.code ?? "") } : { mark }) });
        setKey(newKey());
        setAction("");
      }}
    >
      <NativeSelect label={t("kind")} value={kind} data={CONDUCT_KINDS.map((each) => ({ value: each, label: t(`conduct_${each}`) }))} onChange={(event) => setKind(CONDUCT_KINDS.find((each) => each === event.currentTarget.value) ?? "offence")} />
      {kind === "offence" ? (
        listed.length === 0 ? (
          <p className="row-about">{t("no_offences")}</p>
        ) : (
          <NativeSelect label={t("offence")} value={offence || (listed[0]?.code ?? "")} data={listed.map((each) => ({ value: each.code, label: `${pick(each.name_ar, each.name_en)} (${inDigits(t("degree", { degree: each.degree }), digits)})` }))} onChange={(event) => setOffence(event.currentTarget.value)} />
        )
      ) : (
        <TextInput required label={t("conduct_mark")} value={mark} inputMode="decimal" onChange={(event) => setMark(event.currentTarget.value)} />
      )}
      <TextInput required type="date" label={t("day")} value={day} max={today()} onChange={(event) => setDay(event.currentTarget.value)} />
      <TextInput required label={t("action")} value={action} onChange={(event) => setAction(event.currentTarget.value)} />
    </Folded>
  );
}
