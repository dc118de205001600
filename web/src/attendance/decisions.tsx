/** Excuses, leaves and latenesses with what is decided about them. */
import { Button, Checkbox, Group, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { gregorianDay } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { messages } from "./attendance-messages";
import { attendanceKeys } from "./requests";

export function useRefresh(schoolId: string) {
  const queries = useQueryClient();
  return () => Promise.all(attendanceKeys(schoolId).map((queryKey) => queries.invalidateQueries({ queryKey })));
}

interface Named {
  name_ar?: string;
  name_en?: string;
}

function Name({ schoolId, studentId, named }: { schoolId: string; studentId: string; named: Named }) {
  const pick = usePick();
  if (named.name_ar === undefined) return null;
  return (
    <strong>
      <Link to={`/schools/${schoolId}/students/${studentId}`}>{pick(named.name_ar, named.name_en)}</Link>
    </strong>
  );
}

export function ExcuseRow({ schoolId, excuse, mayDecide }: { schoolId: string; excuse: Schemas["JudgedExcuse"] & Named; mayDecide: boolean }) {
  const t = useText(messages);
  const locale = useLocale();
  const refresh = useRefresh(schoolId);
  const [reason, setReason] = useState("");
  const [isLate, setLate] = useState(false);
  const [key] = useState(newKey);
  const decide = useMutation({
    mutationFn: (judgement: "accepted" | "refused") =>
      answerOf(
        client.POST("/v1/schools/{school_id}/excuses/{excuse_id}/decisions", {
          params: { path: { school_id: schoolId, excuse_id: excuse.excuse_id }, header: { "Idempotency-Key": `${key}-${judgement}-${isLate}` } },
          body: { judgement, reason: reason.trim(), ...(isLate ? { after_limit: true } : {}) },
        }),
      ),
    onSuccess: refresh,
  });
  const first = gregorianDay(excuse.first_day, locale);
  const about = [
    t(excuse.kind),
    excuse.document !== "" ? t("document", { number: inDigits(excuse.document, locale.digits) }) : "",
    excuse.certifier === "none" ? "" : t(`certifier_${excuse.certifier}`),
    excuse.on_school_form ? t("on_form") : "",
    excuse.school_health_certified ? t("health_certified") : "",
    t("submitted", { day: gregorianDay(excuse.submitted_on, locale) }),
  ].filter((part) => part !== "");
  return (
    <li className="decision-row">
      <Name schoolId={schoolId} studentId={excuse.student_id} named={excuse} />
      <span>{excuse.first_day === excuse.last_day ? t("days_one", { first }) : t("days_many", { first, last: gregorianDay(excuse.last_day, locale) })}</span>
      <span className="row-about">{about.join(locale.language === "ar" ? "، " : ", ")}</span>
      {excuse.judgement !== "undecided" || !mayDecide ? (
        <span className="decision-state" data-state={excuse.judgement}>
          {t(`judgement_${excuse.judgement}`)}
        </span>
      ) : (
        <form
          className="decision-form"
          onSubmit={(event) => {
            event.preventDefault();
            decide.mutate("accepted");
          }}
        >
          <TextInput required label={t("reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Checkbox label={t("after_limit")} checked={isLate} onChange={(event) => setLate(event.currentTarget.checked)} />
          <Group gap="xs">
            <Button type="submit" size="sm" loading={decide.isPending}>
              {t("accept")}
            </Button>
            <Button size="sm" variant="default" disabled={reason.trim() === ""} loading={decide.isPending} onClick={() => decide.mutate("refused")}>
              {t("refuse")}
            </Button>
          </Group>
        </form>
      )}
      <ProblemAlert failure={decide.error} />
    </li>
  );
}

export function LeaveRow({ schoolId, leave, mayDecide, guardians }: { schoolId: string; leave: Schemas["JudgedLeave"] & Named; mayDecide: boolean; guardians?: readonly { guardian_id: string; name: string }[] }) {
  const t = useText(messages);
  const locale = useLocale();
  const refresh = useRefresh(schoolId);
  const [reason, setReason] = useState("");
  const [guardian, setGuardian] = useState(leave.requested_by);
  const [key] = useState(newKey);
  const decide = useMutation({
    mutationFn: (decision: "approved" | "refused" | "left_without_approval") =>
      answerOf(
        client.POST("/v1/schools/{school_id}/leaves/{leave_id}/decisions", {
          params: { path: { school_id: schoolId, leave_id: leave.leave_id }, header: { "Idempotency-Key": `${key}-${decision}` } },
          body: { decision, ...(reason.trim() === "" ? {} : { reason: reason.trim() }), ...(decision === "approved" ? { collected_by: guardian } : {}) },
        }),
      ),
    onSuccess: refresh,
  });
  return (
    <li className="decision-row">
      <Name schoolId={schoolId} studentId={leave.student_id} named={leave} />
      <span>{inDigits(t("leave_line", { day: gregorianDay(leave.day, locale), period: leave.first_period }), locale.digits)}</span>
      <span className="row-about">
        {t(leave.ground)}
        {leave.document !== "" && ` – ${t("document", { number: inDigits(leave.document, locale.digits) })}`}
      </span>
      {leave.decision !== "undecided" || !mayDecide ? (
        <span className="decision-state" data-state={leave.decision}>
          {leave.decision === "undecided" ? t("judgement_undecided") : t(`decision_${leave.decision}`)}
        </span>
      ) : (
        <div className="decision-form">
          {guardians && guardians.length > 1 && <NativeSelect label={t("collected_by")} value={guardian} data={guardians.map((each) => ({ value: each.guardian_id, label: each.name }))} onChange={(event) => setGuardian(event.currentTarget.value)} />}
          <TextInput label={t("reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Group gap="xs">
            <Button size="sm" loading={decide.isPending} onClick={() => decide.mutate("approved")}>
              {t("approve")}
            </Button>
            <Button size="sm" variant="default" disabled={reason.trim() === ""} onClick={() => decide.mutate("refused")}>
              {t("refuse")}
            </Button>
            <Button size="sm" variant="default" onClick={() => decide.mutate("left_without_approval")}>
              {t("left")}
            </Button>
          </Group>
        </div>
      )}
      <ProblemAlert failure={decide.error} />
    </li>
  );
}

export function LatenessRow({ schoolId, studentId, lateness, mayDecide, named }: { schoolId: string; studentId: string; lateness: Schemas["Lateness"]; mayDecide: boolean; named?: Named }) {
  const t = useText(messages);
  const locale = useLocale();
  const refresh = useRefresh(schoolId);
  const [reason, setReason] = useState("");
  const [key] = useState(newKey);
  const judge = useMutation({
    mutationFn: (judgement: "accepted" | "refused") =>
      answerOf(
        client.POST("/v1/schools/{school_id}/students/{student_id}/lateness-judgements", {
          params: { path: { school_id: schoolId, student_id: studentId }, header: { "Idempotency-Key": `${key}-${judgement}` } },
          body: { day: lateness.day, judgement, reason: reason.trim() },
        }),
      ),
    onSuccess: refresh,
  });
  return (
    <li className="decision-row">
      {named && <Name schoolId={schoolId} studentId={studentId} named={named} />}
      <span>{inDigits(t("lateness_line", { day: gregorianDay(lateness.day, locale), minutes: lateness.minutes ?? -1 }), locale.digits)}</span>
      {lateness.judgement !== "undecided" || !mayDecide ? (
        <span className="decision-state" data-state={lateness.judgement}>
          {t(`judgement_${lateness.judgement}`)}
        </span>
      ) : (
        <div className="decision-form">
          <TextInput label={t("reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Group gap="xs">
            <Button size="sm" disabled={reason.trim() === ""} loading={judge.isPending} onClick={() => judge.mutate("accepted")}>
              {t("accept")}
            </Button>
            <Button size="sm" variant="default" disabled={reason.trim() === ""} loading={judge.isPending} onClick={() => judge.mutate("refused")}>
              {t("refuse")}
            </Button>
          </Group>
        </div>
      )}
      <ProblemAlert failure={judge.error} />
    </li>
  );
}
