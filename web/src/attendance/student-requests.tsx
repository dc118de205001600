/** Excuses, leaves and official activities of a student, as the school takes them in. */
import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { answerOf, client, newKey } from "@/platform/api";
import { today } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { useText } from "@/platform/messages";
import { messages } from "./attendance-messages";
import { useRefresh } from "./decisions";
import { Folded } from "./folded";
import "./attendance.css";

type Permits = (permission: string) => boolean;

export interface Person {
  schoolId: string;
  studentId: string;
  yearId: string;
  name: string;
  guardians: readonly { guardian_id: string; name: string }[];
  permits: Permits;
}

const CERTIFIERS = ["none", "health_centre", "government_hospital", "private_hospital"] as const;

const GROUNDS = ["medical_appointment", "emergency", "government_visit"] as const;

export function NewExcuse({ schoolId, studentId }: Person) {
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
      <DayField required label={t("day")} value={first} onChange={setFirst} />
      <DayField required label={t("last_day")} value={last} min={first || undefined} onChange={setLast} />
      <NativeSelect label={t("kind")} value={kind} data={[{ value: "medical", label: t("medical") }, { value: "non_medical", label: t("non_medical") }]} onChange={(event) => setKind(event.currentTarget.value === "medical" ? "medical" : "non_medical")} />
      <TextInput label={t("paper")} value={document} onChange={(event) => setDocument(event.currentTarget.value)} />
      <NativeSelect label={t("certifier")} value={certifier} data={CERTIFIERS.map((each) => ({ value: each, label: t(`certifier_${each}`) }))} onChange={(event) => setCertifier(CERTIFIERS.find((each) => each === event.currentTarget.value) ?? "none")} />
      <Checkbox label={t("on_form")} checked={onForm} onChange={(event) => setOnForm(event.currentTarget.checked)} />
      <Checkbox label={t("health_certified")} checked={isCertified} onChange={(event) => setCertified(event.currentTarget.checked)} />
    </Folded>
  );
}

export function NewLeave({ schoolId, studentId, guardians }: Person) {
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
      <DayField required label={t("day")} value={day} onChange={setDay} />
      <NativeSelect label={t("first_period")} value={period} data={["1", "2", "3", "4", "5", "6", "7", "8"]} onChange={(event) => setPeriod(event.currentTarget.value)} />
      <NativeSelect label={t("ground")} value={ground} data={GROUNDS.map((each) => ({ value: each, label: t(each) }))} onChange={(event) => setGround(GROUNDS.find((each) => each === event.currentTarget.value) ?? "emergency")} />
      <NativeSelect required label={t("guardian")} value={guardian} data={guardians.map((each) => ({ value: each.guardian_id, label: each.name }))} onChange={(event) => setGuardian(event.currentTarget.value)} />
      <TextInput label={t("paper")} value={document} onChange={(event) => setDocument(event.currentTarget.value)} />
    </Folded>
  );
}

export function NewActivity({ schoolId, studentId }: Person) {
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
      <DayField required label={t("day")} value={first} onChange={setFirst} />
      <DayField required label={t("last_day")} value={last} min={first || undefined} onChange={setLast} />
    </Folded>
  );
}
