import { Alert, Button, NativeSelect } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { moment } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Loading, Nothing, Resource } from "@/platform/resource";
import { useClassChoices } from "./class-choice";
import { YearName } from "./class-name";
import { AskOnce, ButtonDialog } from "./desk/dialog";
import { RecordForm } from "./desk/form";
import { Section, State, type Tone } from "./desk/parts";
import { Table } from "./desk/table";
import { yearsQuery } from "./queries";
import { messages } from "./promotion-messages";
import { messages as words } from "./words";

type Plan = Schemas["Plan"];
type MoveState = Schemas["PlannedMove"]["state"];

const STATES = ["moves", "waits", "to_be_moved_anew", "moved", "left"] as const satisfies readonly MoveState[];
const TONES: Record<MoveState, Tone> = { moves: "plain", waits: "attention", to_be_moved_anew: "attention", moved: "done", left: "quiet" };

function PlanView({ schoolId, yearId, plan, wish, onPlan, onRun }: { schoolId: string; yearId: string; plan: Plan; wish: Schemas["PlanRequest"]; onPlan: (wish: Schemas["PlanRequest"]) => void; onRun: (moved: Schemas["Moved"]) => void }) {
  const t = useText(messages);
  const w = useText(words);
  const { digits, language } = useLocale();
  const queries = useQueryClient();
  const [only, setOnly] = useState<string>(plan.counts.waits > 0 ? "waits" : "");
  const [choices, setChoices] = useState<ReadonlyMap<string, string>>(() => new Map((wish.students ?? []).map((each) => [each.student_id, each.to_class_id])));
  const all = useClassChoices(schoolId, plan.to_year_id);
  const isChanged = JSON.stringify([...choices]) !== JSON.stringify((wish.students ?? []).map((each) => [each.student_id, each.to_class_id]));
  const students = [...choices].filter(([, to]) => to !== "").map(([student_id, to_class_id]) => ({ student_id, to_class_id }));
  const counts: Record<MoveState, number> = plan.counts;
  const shown = plan.students.filter((each) => only === "" || each.state === only);
  const reload = () => {
    for (const part of ["promotions", "head-counts", "students", "student-file", "classes"]) void queries.invalidateQueries({ queryKey: [part, schoolId] });
  };
  return (
    <>
      <dl className="promotion-counts">
        {STATES.map((state) => (
          <div key={state}>
            <dt>
              <State tone={TONES[state]}>{t(`state_${state}`)}</State>
            </dt>
            <dd>{inDigits(String(counts[state]), digits)}</dd>
          </div>
        ))}
      </dl>
      <div className="desk-tools">
        <NativeSelect label={t("only")} value={only} onChange={(event) => setOnly(event.currentTarget.value)} data={[{ value: "", label: t("everyone") }, ...STATES.filter((state) => counts[state] > 0).map((state) => ({ value: state, label: t(`state_${state}`) }))]} />
        {isChanged && (
          <Button variant="default" onClick={() => onPlan({ ...wish, students })}>
            {t("again")}
          </Button>
        )}
        {counts.moves > 0 && !isChanged && (
          <AskOnce
            label={t("run", { count: counts.moves })}
            title={t("run_title")}
            text={<p>{t("run_text")}</p>}
            confirm={t("run", { count: counts.moves })}
            variant="filled"
            act={async (key) => {
              const moved = await answerOf(client.POST("/v1/schools/{school_id}/school-years/{school_year_id}/promotions", { params: { path: { school_id: schoolId, school_year_id: yearId }, header: { "Idempotency-Key": key } }, body: { ...wish, plan_digest: plan.plan_digest } }));
              onRun(moved);
            }}
            onDone={reload}
          />
        )}
      </div>
      <Table
        label={t("students")}
        rows={shown}
        keyOf={(each) => each.student_id}
        columns={[
          { head: t("name"), isName: true, cell: (each) => <Link to={`/schools/${schoolId}/students/${each.student_id}/file`}>{each.name_ar}</Link> },
          { head: t("from_class"), cell: (each) => w("class_name", { grade: each.grade, name: each.from_class }) },
          { head: t("step"), cell: (each) => each.step?.[language] },
          {
            head: t("to_class"),
            cell: (each) =>
              each.state === "moves" || each.state === "waits" ? (
                <NativeSelect size="xs" aria-label={t("to_class_of", { name: each.name_ar })} value={choices.get(each.student_id) ?? ""} data={[{ value: "", label: each.to_class !== undefined && each.to_grade !== undefined ? w("class_name", { grade: each.to_grade, name: each.to_class }) : t("by_itself") }, ...all]} onChange={(event) => setChoices(new Map(choices).set(each.student_id, event.currentTarget.value))} />
              ) : (
                each.to_class !== undefined && each.to_grade !== undefined && w("class_name", { grade: each.to_grade, name: each.to_class })
              ),
          },
          { head: t("why"), cell: (each) => each.reason?.[language] },
          { head: t("state"), cell: (each) => <State tone={TONES[each.state]}>{t(`state_${each.state}`)}</State> },
          {
            head: "",
            cell: (each) =>
              each.state === "to_be_moved_anew" && (
                <ButtonDialog label={t("one")} size="compact-sm" ariaLabel={t("one_of", { name: each.name_ar })}>
                  {(close) => (
                    <>
                      <p>{t("one_text")}</p>
                      <RecordForm
                        fields={[
                          { name: "to_class_id", label: t("to_class"), kind: "choice", isOptional: true, choices: all },
                          { name: "reference", label: t("reference"), isOptional: true },
                        ]}
                        initial={{ to_class_id: "", reference: "" }}
                        submit={t("one")}
                        send={(values, { key }) =>
                          answerOf(
                            client.POST("/v1/schools/{school_id}/students/{student_id}/promotions/{school_year_id}", {
                              params: { path: { school_id: schoolId, student_id: each.student_id, school_year_id: yearId }, header: { "Idempotency-Key": key } },
                              body: { to_year_id: plan.to_year_id, ...(values.to_class_id === "" ? {} : { to_class_id: values.to_class_id }), ...(values.reference === "" ? {} : { reference: values.reference }) },
                            }),
                          )
                        }
                        onSaved={() => {
                          reload();
                          close();
                          onPlan(wish);
                        }}
                        onCancel={close}
                      />
                    </>
                  )}
                </ButtonDialog>
              ),
          },
        ]}
      />
      <Section title={t("classes")}>
        <Table
          label={t("classes")}
          rows={plan.classes}
          keyOf={(each) => each.class_id}
          columns={[
            { head: t("class"), isName: true, cell: (each) => w("class_name", { grade: each.grade, name: each.name }) },
            { head: t("taken"), isNumber: true, cell: (each) => inDigits(String(each.taken), digits) },
            { head: t("coming"), isNumber: true, cell: (each) => inDigits(String(each.coming), digits) },
            { head: t("capacity"), isNumber: true, cell: (each) => inDigits(String(each.capacity), digits) },
          ]}
        />
      </Section>
    </>
  );
}

function Runs({ schoolId, yearId }: { schoolId: string; yearId: string }) {
  const t = useText(messages);
  const locale = useLocale();
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ["promotions", schoolId, yearId], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/school-years/{school_year_id}/promotions", { params: { path: { school_id: schoolId, school_year_id: yearId } } })) });
  return (
    <Section title={t("runs")}>
      <Resource query={query} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>{t("no_runs")}</Nothing>
          ) : (
            <Table
              label={t("runs")}
              rows={items}
              keyOf={(each) => each.promotion_id}
              columns={[
                { head: t("when"), isName: true, cell: (each) => moment(each.moved_at, locale) },
                { head: t("kind"), cell: (each) => t(`kind_${each.kind}`) },
                { head: t("to_year"), cell: (each) => <YearName schoolId={schoolId} yearId={each.to_year_id} /> },
                { head: t("students"), isNumber: true, cell: (each) => inDigits(String(each.students), locale.digits) },
                { head: t("state"), cell: (each) => (each.undone_at === null ? <State tone="done">{t("in_force")}</State> : <State tone="quiet">{t("undone", { reason: each.undone_reason ?? "" })}</State>) },
                {
                  head: "",
                  cell: (each) =>
                    each.undone_at === null && (
                      <ButtonDialog label={t("undo")} size="compact-sm">
                        {(close) => (
                          <>
                            <p>{t("undo_text")}</p>
                            <RecordForm
                              fields={[{ name: "reason", label: t("reason"), isWide: true }]}
                              initial={{ reason: "" }}
                              submit={t("undo")}
                              send={(values, { key }) => answerOf(client.POST("/v1/schools/{school_id}/promotions/{promotion_id}/undo", { params: { path: { school_id: schoolId, promotion_id: each.promotion_id }, header: { "Idempotency-Key": key } }, body: values }))}
                              onSaved={() => {
                                void queries.invalidateQueries({ queryKey: ["promotions", schoolId] });
                                close();
                              }}
                              onCancel={close}
                            />
                          </>
                        )}
                      </ButtonDialog>
                    ),
                },
              ]}
            />
          )
        }
      </Resource>
    </Section>
  );
}

export default function PromotionPage() {
  const t = useText(messages);
  const { digits } = useLocale();
  const { schoolId = "", yearId = "" } = useParams();
  const years = useQuery(yearsQuery(schoolId));
  const year = years.data?.items.find((each) => each.school_year_id === yearId);
  const later = (years.data?.items ?? []).filter((each) => year !== undefined && each.first_day > year.last_day && each.sealed_at === null).reverse();
  const [wish, setWish] = useState<Schemas["PlanRequest"]>({});
  const [moved, setMoved] = useState<Schemas["Moved"]>();
  const plan = useMutation({ mutationFn: (body: Schemas["PlanRequest"]) => answerOf(client.POST("/v1/schools/{school_id}/school-years/{school_year_id}/promotion-plan", { params: { path: { school_id: schoolId, school_year_id: yearId } }, body })) });
  const work = async (body: Schemas["PlanRequest"]) => {
    setWish(body);
    await plan.mutateAsync(body);
  };
  const next = later[0];
  return (
    <Page help={t("help")}
      title={t("title")}
      wide
      about={
        <Link to={`/schools/${schoolId}/years/${yearId}`}>
          <YearName schoolId={schoolId} yearId={yearId} />
        </Link>
      }
    >
      {years.isPending ? (
        <Loading />
      ) : next === undefined ? (
        <Nothing>{t("no_next")}</Nothing>
      ) : (
        <RecordForm
          fields={[
            { name: "to_year_id", label: t("to_year"), kind: "choice", choices: later.map((each) => ({ value: each.school_year_id, label: inDigits(each.name, digits) })) },
            { name: "from", label: t("from"), kind: "day" },
          ]}
          initial={{ to_year_id: next.school_year_id, from: next.first_day }}
          submit={t("plan")}
          asksToLeave={false}
          send={(values) => {
            setMoved(undefined);
            return work({ to_year_id: values.to_year_id, from: values.from });
          }}
        />
      )}
      {plan.isPending && <p role="status">{t("planning")}</p>}
      <ProblemAlert failure={plan.error} />
      {moved ? (
        <Alert role="status" variant="light" my="md">
          {t("ran", { count: moved.students, promoted: moved.promoted, repeats: moved.repeats, graduated: moved.graduated })}
        </Alert>
      ) : (
        plan.data && <PlanView key={plan.data.plan_digest} schoolId={schoolId} yearId={yearId} plan={plan.data} wish={wish} onPlan={(body) => void work(body).catch(() => undefined)} onRun={setMoved} />
      )}
      <Runs schoolId={schoolId} yearId={yearId} />
    </Page>
  );
}
