import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Loading, Nothing, Resource } from "@/platform/resource";
import { YearName } from "./class-name";
import { ButtonDialog } from "./desk/dialog";
import { RecordForm } from "./desk/form";
import { Section, State } from "./desk/parts";
import { Table } from "./desk/table";
import { plansQuery } from "./queries";
import { messages } from "./setup-messages";
import { useMay } from "./use-may";
import { messages as words } from "./words";

export const REGULATIONS = ["kw_primary_2016", "sa_1426", "sa_guide", "sa_1447"] as const;

export function regulationOf(value: string): Schemas["StudyPlan"]["regulation"] {
  return REGULATIONS.find((each) => each === value) ?? "kw_primary_2016";
}

/** The plans that the regulation itself fixes: told first, then made. */
function ByRegulation({ schoolId, yearId, onMade }: { schoolId: string; yearId: string; onMade: () => void }) {
  const t = useText(messages);
  const w = useText(words);
  const pick = usePick();
  const seed = (isTrial: boolean) =>
    answerOf(client.POST("/v1/schools/{school_id}/years/{school_year_id}/plans/by-regulation", { params: { path: { school_id: schoolId, school_year_id: yearId }, header: { "Idempotency-Key": newKey() } }, body: { regulation: "kw_primary_2016", dry_run: isTrial } }));
  const trial = useQuery({ queryKey: ["seed-plans", schoolId, yearId], queryFn: () => seed(true), staleTime: 0, gcTime: 0 });
  const make = useMutation({ mutationFn: () => seed(false), onSuccess: onMade });
  if (trial.isPending) return <Loading />;
  return (
    <>
      <ProblemAlert failure={trial.error ?? make.error} />
      {trial.data && (
        <>
          <p>
            {w("regulation_kw_primary_2016")}. {t("by_regulation_text")}
          </p>
          <Table
            label={t("by_regulation")}
            rows={trial.data.plans}
            keyOf={(each) => String(each.grade)}
            columns={[
              { head: t("grade"), isName: true, cell: (each) => w("grade", { grade: each.grade }) },
              { head: t("subjects"), cell: (each) => each.plan.subjects.map((one) => pick(one.name_ar, one.name_en)).join("، ") },
              { head: t("state"), cell: (each) => (each.outcome === "made" ? <State tone="plain">{t("outcome_made")}</State> : <State tone="quiet">{t("outcome_standing")}</State>) },
              { head: "", cell: (each) => each.differences.map((one) => t("differences", { subject: named(each.plan, one.subject, pick), periods: one.periods, wanted: one.wanted })).join("، ") },
            ]}
          />
          <Button mt="md" disabled={!trial.data.plans.some((each) => each.outcome === "made")} loading={make.isPending} onClick={() => make.mutate()}>
            {t("make")}
          </Button>
        </>
      )}
    </>
  );
}

function named(plan: Schemas["StudyPlan"], subject: string, pick: (arabic: string, english: string) => string): string {
  const found = plan.subjects.find((each) => each.subject === subject);
  return found ? pick(found.name_ar, found.name_en) : subject;
}

export default function PlansPage() {
  const t = useText(messages);
  const w = useText(words);
  const { digits } = useLocale();
  const { schoolId = "", yearId = "" } = useParams();
  const may = useMay(schoolId);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const query = useQuery(plansQuery(schoolId, yearId));
  const onChange = () => void queries.invalidateQueries({ queryKey: ["plans", schoolId] });
  const manages = may("school_manage");
  const grades = Array.from({ length: 12 }, (_, place) => ({ value: String(place + 1), label: inDigits(String(place + 1), digits) }));
  return (
    <Page help={t("plans_help")}
      title={t("plans")}
      wide
      about={
        <Link to={`/schools/${schoolId}/years/${yearId}`}>
          <YearName schoolId={schoolId} yearId={yearId} />
        </Link>
      }
      actions={
        manages && (
          <>
            <ButtonDialog label={t("by_regulation")} wide>
              {(close) => (
                <ByRegulation
                  schoolId={schoolId}
                  yearId={yearId}
                  onMade={() => {
                    onChange();
                    close();
                  }}
                />
              )}
            </ButtonDialog>
            <ButtonDialog label={t("add_plan")} variant="filled">
              {(close) => (
                <RecordForm
                  fields={[
                    { name: "grade", label: t("grade"), kind: "choice", choices: grades },
                    { name: "track", label: t("track"), isOptional: true },
                    { name: "regulation", label: t("regulation"), kind: "choice", isWide: true, choices: REGULATIONS.map((value) => ({ value, label: w(`regulation_${value}`) })) },
                    { name: "copy", label: t("copy_from"), kind: "choice", isOptional: true, isWide: true, choices: (query.data?.items ?? []).map((each) => ({ value: each.study_plan_id, label: t("plan_title", { grade: each.grade, track: each.track }).trim() })) },
                  ]}
                  initial={{ grade: "", track: "", regulation: "", copy: "" }}
                  submit={t("add_plan")}
                  send={(values) => {
                    // The subjects are written on the plan's own page: a plan without one is none.
                    const search = new URLSearchParams({ grade: values.grade, track: values.track, regulation: values.regulation, copy: values.copy });
                    return Promise.resolve(navigate(`/schools/${schoolId}/years/${yearId}/plans/new?${search.toString()}`));
                  }}
                  onCancel={close}
                />
              )}
            </ButtonDialog>
          </>
        )
      }
    >
      <Resource query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>{t("no_plans")}</Nothing>
          ) : (
            <Section title={t("plans")}>
              <Table
                label={t("plans")}
                rows={items}
                keyOf={(each) => each.study_plan_id}
                columns={[
                  { head: t("grade"), isName: true, cell: (each) => <Link to={`/schools/${schoolId}/years/${yearId}/plans/${each.study_plan_id}`}>{t("plan_title", { grade: each.grade, track: each.track }).trim()}</Link> },
                  { head: t("regulation"), cell: (each) => w(`regulation_${each.regulation}`) },
                  { head: t("subjects"), isNumber: true, cell: (each) => inDigits(String(each.subjects.length), digits) },
                  { head: t("periods"), isNumber: true, cell: (each) => inDigits(String(each.subjects.reduce((sum, one) => sum + one.weekly_periods, 0)), digits) },
                ]}
              />
            </Section>
          )
        }
      </Resource>
    </Page>
  );
}
