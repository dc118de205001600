import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { gregorianDay, today } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { messages } from "./attendance-messages";
import { Folded } from "./folded";
import { conductQuery, offencesQuery } from "./requests";
import type { Person } from "./student-requests";
import "./attendance.css";

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
      <DayField required label={t("day")} value={day} max={today()} onChange={setDay} />
      <TextInput required label={t("action")} value={action} onChange={(event) => setAction(event.currentTarget.value)} />
    </Folded>
  );
}
