import { Alert, Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, ApiFailure, client, newKey, type Schemas } from "@/platform/api";
import { inDigits, toAsciiDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { ProblemAlert, problemText } from "@/platform/problem-alert";
import { Loading, Resource } from "@/platform/resource";
import { LeaveGuard } from "./desk/leave-guard";
import { messages as desk } from "./desk/messages";
import { regulationOf } from "./plans-page";
import { planQuery, plansQuery } from "./queries";
import { messages } from "./setup-messages";
import { useMay } from "./use-may";
import { messages as words } from "./words";

type Plan = Schemas["StudyPlan"];

interface Line {
  subject: string;
  name_ar: string;
  name_en: string;
  group: Schemas["PlanSubject"]["group"];
  periods: string;
  settings: Schemas["PlanSubject"]["settings"];
}

const GROUPS = ["ISLAMIC", "ARABIC", "OTHER"] as const;
const EMPTY: Line = { subject: "", name_ar: "", name_en: "", group: "", periods: "", settings: {} };

function linesOf(subjects: readonly Schemas["PlanSubject"][]): Line[] {
  return subjects.map((each) => ({ subject: each.subject, name_ar: each.name_ar, name_en: each.name_en, group: each.group, periods: String(each.weekly_periods), settings: each.settings }));
}

export function periodsTogether(lines: readonly { periods: string }[]): number {
  return lines.reduce((sum, line) => sum + (Number(toAsciiDigits(line.periods)) || 0), 0);
}

/** "/subjects/3/name_ar": the third line, if a problem is about one. */
export function lineOf(field: string | undefined): number | undefined {
  const match = /^\/?subjects\/(\d+)/.exec(field ?? "");
  return match ? Number(match[1]) : undefined;
}

function Editor({ initial, isOpen, save }: { initial: readonly Line[]; isOpen: boolean; save: (lines: readonly Line[], key: string) => Promise<unknown> }) {
  const t = useText(messages);
  const d = useText(desk);
  const w = useText(words);
  const { digits, language } = useLocale();
  const [lines, setLines] = useState<readonly Line[]>(initial.length === 0 ? [EMPTY] : initial);
  const [isUnsaved, setUnsaved] = useState(false);
  const [key, setKey] = useState(newKey);
  const write = useMutation({ mutationFn: () => save(lines, key), onSuccess: () => setUnsaved(false) });
  const set = (place: number, part: Partial<Line>) => {
    setLines(lines.map((line, other) => (other === place ? { ...line, ...part } : line)));
    setUnsaved(true);
    setKey(newKey());
    write.reset();
  };
  const wrong = write.error instanceof ApiFailure ? lineOf(write.error.problem.field) : undefined;
  return (
    <>
      <LeaveGuard isUnsaved={isUnsaved} />
      <div className="desk-scroll">
        <table className="desk-table plan-table" aria-label={t("subjects")}>
          <thead>
            <tr>
              <th scope="col">{t("subject_ar")}</th>
              <th scope="col">{t("subject_en")}</th>
              <th scope="col">{t("code")}</th>
              <th scope="col">{t("group")}</th>
              <th scope="col">{t("periods")}</th>
              {isOpen && (
                <th scope="col">
                  <span className="unseen">{d("actions")}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, place) => (
              <tr key={place}>
                <td data-head={t("subject_ar")}>
                  <TextInput aria-label={t("subject_ar")} value={line.name_ar} readOnly={!isOpen} error={wrong === place ? problemText(write.error, language) : undefined} onChange={(event) => set(place, { name_ar: event.currentTarget.value })} />
                </td>
                <td data-head={t("subject_en")}>
                  <TextInput aria-label={t("subject_en")} dir="ltr" value={line.name_en} readOnly={!isOpen} onChange={(event) => set(place, { name_en: event.currentTarget.value })} />
                </td>
                <td data-head={t("code")}>
                  <TextInput aria-label={t("code")} dir="ltr" value={line.subject} readOnly={!isOpen} onChange={(event) => set(place, { subject: event.currentTarget.value.trim() })} />
                </td>
                <td data-head={t("group")}>
                  <NativeSelect aria-label={t("group")} value={line.group} disabled={!isOpen} data={[{ value: "", label: d("none") }, ...GROUPS.map((value) => ({ value, label: w(`group_${value}`) }))]} onChange={(event) => set(place, { group: GROUPS.find((each) => each === event.currentTarget.value) ?? "" })} />
                </td>
                <td data-head={t("periods")}>
                  <TextInput aria-label={t("periods")} className="plan-periods" inputMode="numeric" value={inDigits(line.periods, digits)} readOnly={!isOpen} onChange={(event) => set(place, { periods: toAsciiDigits(event.currentTarget.value) })} />
                </td>
                {isOpen && (
                  <td>
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      aria-label={t("remove_subject", { name: line.name_ar })}
                      onClick={() => {
                        setLines(lines.filter((_, other) => other !== place));
                        setUnsaved(true);
                        setKey(newKey());
                      }}
                    >
                      {t("take_away")}
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p role="status">{t("total", { count: periodsTogether(lines) })}</p>
      {wrong === undefined && <ProblemAlert failure={write.error} />}
      {isOpen && (
        <div className="desk-buttons">
          <Button loading={write.isPending} onClick={() => write.mutate()}>
            {t("save_plan")}
          </Button>
          <Button variant="default" onClick={() => setLines([...lines, EMPTY])}>
            {t("add_subject")}
          </Button>
          {write.isSuccess && (
            <Alert role="status" variant="light" className="desk-saved">
              {d("saved")}
            </Alert>
          )}
        </div>
      )}
    </>
  );
}

function bodyOf(lines: readonly Line[]) {
  return lines.map((line) => ({ subject: line.subject, name_ar: line.name_ar.trim(), name_en: line.name_en.trim(), group: line.group, weekly_periods: Number(line.periods) || 0, settings: line.settings }));
}

/** A new plan: its grade and regulation were chosen before, its subjects are written here. */
function NewPlan({ schoolId, yearId }: { schoolId: string; yearId: string }) {
  const t = useText(messages);
  const w = useText(words);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [search] = useSearchParams();
  const grade = Number(search.get("grade") ?? "1");
  const track = search.get("track") ?? "";
  const regulation = regulationOf(search.get("regulation") ?? "");
  const plans = useQuery(plansQuery(schoolId, yearId));
  if (plans.isPending) return <Loading />;
  const copied = plans.data?.items.find((each) => each.study_plan_id === search.get("copy"));
  return (
    <Page help={t("plans_help")} title={t("plan_title", { grade, track }).trim()} about={w(`regulation_${regulation}`)} wide>
      <Editor
        initial={linesOf(copied?.subjects ?? [])}
        isOpen
        save={async (lines, key) => {
          const added = await answerOf(client.POST("/v1/schools/{school_id}/school-years/{school_year_id}/plans", { params: { path: { school_id: schoolId, school_year_id: yearId }, header: { "Idempotency-Key": key } }, body: { grade, track, regulation, subjects: bodyOf(lines) } }));
          await queries.invalidateQueries({ queryKey: ["plans", schoolId] });
          void navigate(`/schools/${schoolId}/years/${yearId}/plans/${added.study_plan_id}`, { replace: true });
        }}
      />
    </Page>
  );
}

function StandingPlan({ schoolId, yearId, plan }: { schoolId: string; yearId: string; plan: Plan }) {
  const t = useText(messages);
  const w = useText(words);
  const may = useMay(schoolId);
  const queries = useQueryClient();
  return (
    <Page help={t("plans_help")}
      title={t("plan_title", { grade: plan.grade, track: plan.track }).trim()}
      wide
      about={
        <>
          <Link to={`/schools/${schoolId}/years/${yearId}/plans`}>{t("plans")}</Link> – {w(`regulation_${plan.regulation}`)}
        </>
      }
    >
      <Editor
        key={plan.version}
        initial={linesOf(plan.subjects)}
        isOpen={may("school_manage")}
        save={async (lines, key) => {
          await answerOf(client.PATCH("/v1/schools/{school_id}/plans/{study_plan_id}", { params: { path: { school_id: schoolId, study_plan_id: plan.study_plan_id }, header: { "Idempotency-Key": key } }, body: { regulation: plan.regulation, subjects: bodyOf(lines), version: plan.version } }));
          for (const part of ["plan", "plans"]) void queries.invalidateQueries({ queryKey: [part, schoolId] });
        }}
      />
    </Page>
  );
}

export default function PlanPage() {
  const { schoolId = "", yearId = "", planId = "" } = useParams();
  const query = useQuery({ ...planQuery(schoolId, planId), enabled: planId !== "new" });
  if (planId === "new") return <NewPlan schoolId={schoolId} yearId={yearId} />;
  return (
    <Resource query={query} lines={8}>
      {(plan) => <StandingPlan schoolId={schoolId} yearId={yearId} plan={plan} />}
    </Resource>
  );
}
