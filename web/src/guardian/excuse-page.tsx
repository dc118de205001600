import { Button, Group, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import { messages } from "@/attendance/notices-messages";
import { attendanceQuery } from "@/attendance/notices-queries";
import { answerOf, client } from "@/platform/api";
import { gregorianDay, today } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { useLocale, useText } from "@/platform/messages";
import { studentYearsQuery } from "@/results/queries";
import { messages as helpWords } from "./help-messages";
import { RequestForm } from "./request-form";

const MANY = 8;
const CERTIFIERS = ["none", "health_centre", "government_hospital", "private_hospital"] as const;

/** Days without an excuse, the latest first: pressed, one is that of the excuse. */
function OpenDays({ first, last, choose }: { first: string; last: string; choose: (day: string) => void }) {
  const t = useText(messages);
  const locale = useLocale();
  const { schoolId = "", studentId = "" } = useParams();
  const years = useQuery(studentYearsQuery(schoolId, studentId));
  const yearId = years.data?.years[0]?.school_year_id;
  const attendance = useQuery({ ...attendanceQuery(schoolId, studentId, yearId ?? ""), enabled: yearId !== undefined });
  if (!attendance.data) return null;
  const openDays = [...new Set(attendance.data.absences.filter((each) => !each.is_excused).map((each) => each.day))].sort().reverse();
  return (
    <div>
      <p className="notice-quiet">{t(openDays.length > 0 ? "open_days" : "no_open_days")}</p>
      <Group gap="xs">
        {openDays.slice(0, MANY).map((day) => (
          <Button key={day} type="button" size="compact-md" variant={first === day && last === day ? "filled" : "default"} aria-pressed={first === day && last === day} onClick={() => choose(day)}>
            {gregorianDay(day, locale)}
          </Button>
        ))}
      </Group>
    </div>
  );
}

export default function ExcusePage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const { schoolId = "", studentId = "" } = useParams();
  const [first, setFirst] = useState("");
  const [last, setLast] = useState("");
  const [kind, setKind] = useState<"medical" | "non_medical">("medical");
  const [certifier, setCertifier] = useState<(typeof CERTIFIERS)[number]>("none");
  const [document, setDocument] = useState("");
  const isReversed = first !== "" && last !== "" && last < first;
  const send = (key: string) =>
    answerOf(
      client.POST("/v1/schools/{school_id}/students/{student_id}/excuses", {
        params: { path: { school_id: schoolId, student_id: studentId }, header: { "Idempotency-Key": key } },
        body: { first_day: first, last_day: last, kind, ...(kind === "medical" ? { certifier } : {}), ...(document.trim() === "" ? {} : { document: document.trim() }), submitted_on: today() },
      }),
    );
  return (
    <RequestForm title={t("excuse")} about={t("excuse_help")} help={help("excuse")} of={[first, last, kind, certifier, document]} isComplete={first !== "" && last !== "" && !isReversed} send={send}>
      {(wasTried) => (
        <>
          <OpenDays
            first={first}
            last={last}
            choose={(day) => {
              setFirst(day);
              setLast(day);
            }}
          />
          <DayField
            label={t("first_day")}
            value={first}
            max={today()}
            error={wasTried && first === "" ? t("day_needed") : undefined}
            onChange={(day) => {
              setFirst(day);
              if (day !== "" && last < day) setLast(day);
            }}
          />
          <DayField label={t("last_day")} value={last} max={today()} error={isReversed ? t("days_reversed") : wasTried && last === "" ? t("day_needed") : undefined} onChange={setLast} />
          <SegmentedControl
            aria-label={t("kind_of_excuse")}
            value={kind}
            data={[
              { value: "medical", label: t("medical") },
              { value: "non_medical", label: t("non_medical") },
            ]}
            onChange={(value) => setKind(value === "medical" ? "medical" : "non_medical")}
          />
          {kind === "medical" && <Select label={t("certifier")} allowDeselect={false} value={certifier} data={CERTIFIERS.map((each) => ({ value: each, label: t("certifier_of", { certifier: each }) }))} onChange={(value) => setCertifier(CERTIFIERS.find((each) => each === value) ?? "none")} />}
          <TextInput label={t("document")} maxLength={200} value={document} onChange={(event) => setDocument(event.currentTarget.value)} />
        </>
      )}
    </RequestForm>
  );
}
