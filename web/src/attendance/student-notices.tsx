/** A notice of absence and what became of it: posted, received, acknowledged, withdrawn. */
import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { gregorianDay, today } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { messages } from "./attendance-messages";
import { useRefresh } from "./decisions";
import { Folded } from "./folded";
import type { Person } from "./student-requests";
import "./attendance.css";

const EVENTS = ["posted", "received", "acknowledged", "withdrawn"] as const;

export function NoticeRow({ person, notice }: { person: Person; notice: Schemas["KeptNotice"] }) {
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
            <DayField required label={t("day")} value={day} max={today()} onChange={setDay} />
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
