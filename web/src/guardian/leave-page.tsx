import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useParams } from "react-router";
import { messages } from "@/attendance/notices-messages";
import { answerOf, client } from "@/platform/api";
import { today } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { useChild } from "./child-page";
import { messages as helpWords } from "./help-messages";
import { RequestForm } from "./request-form";

const GROUNDS = ["medical_appointment", "emergency", "government_visit"] as const;
const PERIODS = ["1", "2", "3", "4", "5", "6", "7", "8"];

export default function LeavePage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const { digits } = useLocale();
  const child = useChild();
  const { schoolId = "", studentId = "" } = useParams();
  const [day, setDay] = useState(today);
  const [period, setPeriod] = useState("1");
  const [ground, setGround] = useState<(typeof GROUNDS)[number]>("medical_appointment");
  const [document, setDocument] = useState("");
  const send = (key: string) =>
    answerOf(
      client.POST("/v1/schools/{school_id}/students/{student_id}/leaves", {
        params: { path: { school_id: schoolId, student_id: studentId }, header: { "Idempotency-Key": key } },
        body: { day, first_period: Number(period), ground, requested_by: child?.guardianId ?? "", ...(document.trim() === "" ? {} : { document: document.trim() }) },
      }),
    );
  return (
    <RequestForm title={t("leave")} about={t("leave_help")} help={help("leave")} of={[day, period, ground, document]} isComplete={day !== "" && child?.guardianId !== undefined} send={send}>
      {(wasTried) => (
        <>
          <DayField label={t("day")} value={day} max={today()} error={wasTried && day === "" ? t("day_needed") : undefined} onChange={setDay} />
          <Select label={t("period")} allowDeselect={false} value={period} data={PERIODS.map((each) => ({ value: each, label: inDigits(each, digits) }))} onChange={(value) => setPeriod(value ?? "1")} />
          <Select label={t("ground")} allowDeselect={false} value={ground} data={GROUNDS.map((each) => ({ value: each, label: t("ground_of", { ground: each }) }))} onChange={(value) => setGround(GROUNDS.find((each) => each === value) ?? "medical_appointment")} />
          <TextInput label={t("document")} maxLength={200} value={document} onChange={(event) => setDocument(event.currentTarget.value)} />
        </>
      )}
    </RequestForm>
  );
}
