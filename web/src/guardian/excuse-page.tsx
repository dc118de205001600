import { Button, Group, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { Page } from "@/app/page";
import { messages } from "@/attendance/notices-messages";
import { attendanceQuery } from "@/attendance/notices-queries";
import { answerOf, client, newKey } from "@/platform/api";
import { gregorianDay, hijriDay, today } from "@/platform/dates";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { studentYearsQuery } from "@/results/queries";
import { studentQuery } from "@/school/queries";
import "@/results/result-page.css";
import "@/attendance/notices.css";
import { messages as helpWords } from "./help-messages";

const MANY = 8;
const CERTIFIERS = ["none", "health_centre", "government_hospital", "private_hospital"] as const;

/** A day that is typed or chosen, with both calendars beneath it. */
export function DayField({ label, value, error, onChange }: { label: string; value: string; error?: string | undefined; onChange: (day: string) => void }) {
  const t = useText(messages);
  const locale = useLocale();
  return (
    <TextInput
      type="date"
      max={today()}
      label={label}
      value={value}
      error={error}
      description={value === "" ? undefined : t("both_days", { day: gregorianDay(value, locale), hijri: hijriDay(value, locale) })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

export default function ExcusePage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const pick = usePick();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { schoolId = "", studentId = "" } = useParams();
  const student = useQuery(studentQuery(schoolId, studentId));
  const locale = useLocale();
  const years = useQuery(studentYearsQuery(schoolId, studentId));
  const yearId = years.data?.years[0]?.school_year_id;
  const attendance = useQuery({ ...attendanceQuery(schoolId, studentId, yearId ?? ""), enabled: yearId !== undefined });
  const openDays = [...new Set((attendance.data?.absences ?? []).filter((each) => !each.is_excused).map((each) => each.day))].sort().reverse();
  const [first, setFirst] = useState("");
  const [last, setLast] = useState("");
  const [wasSent, setSent] = useState(false);
  const [kind, setKind] = useState<"medical" | "non_medical">("medical");
  const [certifier, setCertifier] = useState<(typeof CERTIFIERS)[number]>("none");
  const [document, setDocument] = useState("");
  const key = useRef(newKey());
  const send = useMutation({
    mutationFn: () =>
      answerOf(
        client.POST("/v1/schools/{school_id}/students/{student_id}/excuses", {
          params: { path: { school_id: schoolId, student_id: studentId }, header: { "Idempotency-Key": key.current } },
          body: { first_day: first, last_day: last, kind, ...(kind === "medical" ? { certifier } : {}), ...(document.trim() === "" ? {} : { document: document.trim() }), submitted_on: today() },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["attendance", schoolId, studentId] });
      await navigate(`/children/${schoolId}/${studentId}`);
    },
  });
  const changed = () => {
    key.current = newKey();
  };
  const isReversed = first !== "" && last !== "" && last < first;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (first !== "" && last !== "" && !isReversed) send.mutate();
  };
  return (
    <Page help={help("excuse")} title={student.data ? `${t("excuse")}: ${pick(student.data.name_ar, student.data.name_en)}` : t("excuse")} about={t("excuse_help")}>
      <form className="notice-form" onSubmit={submit} onChange={changed}>
        {attendance.data && (
          <div>
            <p className="notice-quiet">{t(openDays.length > 0 ? "open_days" : "no_open_days")}</p>
            <Group gap="xs">
              {openDays.slice(0, MANY).map((day) => (
                <Button
                  key={day}
                  type="button"
                  size="compact-md"
                  variant={first === day && last === day ? "filled" : "default"}
                  aria-pressed={first === day && last === day}
                  onClick={() => {
                    changed();
                    setFirst(day);
                    setLast(day);
                  }}
                >
                  {gregorianDay(day, locale)}
                </Button>
              ))}
            </Group>
          </div>
        )}
        <DayField
          label={t("first_day")}
          value={first}
          error={wasSent && first === "" ? t("day_needed") : undefined}
          onChange={(day) => {
            setFirst(day);
            if (last < day) setLast(day);
          }}
        />
        <DayField label={t("last_day")} value={last} error={isReversed ? t("days_reversed") : wasSent && last === "" ? t("day_needed") : undefined} onChange={setLast} />
        <SegmentedControl
          aria-label={t("kind_of_excuse")}
          value={kind}
          data={[
            { value: "medical", label: t("medical") },
            { value: "non_medical", label: t("non_medical") },
          ]}
          onChange={(value) => {
            changed();
            setKind(value === "medical" ? "medical" : "non_medical");
          }}
        />
        {kind === "medical" && (
          <Select
            label={t("certifier")}
            allowDeselect={false}
            value={certifier}
            data={CERTIFIERS.map((each) => ({ value: each, label: t("certifier_of", { certifier: each }) }))}
            onChange={(value) => {
              changed();
              setCertifier(CERTIFIERS.find((each) => each === value) ?? "none");
            }}
          />
        )}
        <TextInput label={t("document")} maxLength={200} value={document} onChange={(event) => setDocument(event.currentTarget.value)} />
        <ProblemAlert failure={send.error} />
        <Group>
          <Button type="submit" loading={send.isPending}>
            {t("send")}
          </Button>
          <Link className="page-link" to={`/children/${schoolId}/${studentId}`}>
            {t("cancel")}
          </Link>
        </Group>
      </form>
    </Page>
  );
}
