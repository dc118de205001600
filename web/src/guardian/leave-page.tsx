import { Button, Group, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { Page } from "@/app/page";
import { messages } from "@/attendance/notices-messages";
import { answerOf, client, newKey } from "@/platform/api";
import { today } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { studentQuery } from "@/school/queries";
import { messages as helpWords } from "./help-messages";
import { useChild } from "./child-page";
import { DayField } from "./excuse-page";
import "@/results/result-page.css";
import "@/attendance/notices.css";

const GROUNDS = ["medical_appointment", "emergency", "government_visit"] as const;
const PERIODS = ["1", "2", "3", "4", "5", "6", "7", "8"];

export default function LeavePage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const pick = usePick();
  const { digits } = useLocale();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const child = useChild();
  const { schoolId = "", studentId = "" } = useParams();
  const student = useQuery(studentQuery(schoolId, studentId));
  const [day, setDay] = useState(today());
  const [period, setPeriod] = useState("1");
  const [ground, setGround] = useState<(typeof GROUNDS)[number]>("medical_appointment");
  const [document, setDocument] = useState("");
  const key = useRef(newKey());
  const send = useMutation({
    mutationFn: () =>
      answerOf(
        client.POST("/v1/schools/{school_id}/students/{student_id}/leaves", {
          params: { path: { school_id: schoolId, student_id: studentId }, header: { "Idempotency-Key": key.current } },
          body: { day, first_period: Number(period), ground, requested_by: child?.guardianId ?? "", ...(document.trim() === "" ? {} : { document: document.trim() }) },
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (day !== "" && child?.guardianId !== undefined) send.mutate();
  };
  return (
    <Page help={help("leave")} title={student.data ? `${t("leave")}: ${pick(student.data.name_ar, student.data.name_en)}` : t("leave")} about={t("leave_help")}>
      <form className="notice-form" onSubmit={submit} onChange={changed}>
        <DayField label={t("day")} value={day} error={day === "" ? t("day_needed") : undefined} onChange={setDay} />
        <Select
          label={t("period")}
          allowDeselect={false}
          value={period}
          data={PERIODS.map((each) => ({ value: each, label: inDigits(each, digits) }))}
          onChange={(value) => {
            changed();
            setPeriod(value ?? "1");
          }}
        />
        <Select
          label={t("ground")}
          allowDeselect={false}
          value={ground}
          data={GROUNDS.map((each) => ({ value: each, label: t("ground_of", { ground: each }) }))}
          onChange={(value) => {
            changed();
            setGround(GROUNDS.find((each) => each === value) ?? "medical_appointment");
          }}
        />
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
