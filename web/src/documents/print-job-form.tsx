/** What a new print job is to be: the paper, its look, the classes, drafts or issue; an issue is asked once in words. */
import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { useMutation, useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { inDigits } from "@/platform/digits";
import { localeTag, useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { useRequestKey } from "@/platform/request-key";
import { Nothing, Resource } from "@/platform/resource";
import { ButtonDialog } from "@/school/desk/dialog";
import { messages as desk } from "@/school/desk/messages";
import { Section } from "@/school/desk/parts";
import { classesQuery, plansQuery, studentsQuery } from "@/school/queries";
import { useMay } from "@/school/use-may";
import { messages as words } from "@/school/words";
import { IssueProblem, KeyWarning, useKeyState } from "./issue";
import { isStanding } from "./issued-table";
import { messages as documentWords } from "./messages";
import { AboutKind, kindsFor, PaperFields, usePaperChoice, type Kind } from "./paper-choice";
import { messages } from "./print-messages";
import { documentsOfClassQuery, kindsQuery } from "./queries";
import type { PrintJob } from "./unprinted";
import "./print-jobs.css";

type Class = Schemas["Class"];
type Year = Schemas["SchoolYear"];
type Order = Schemas["PrintJobRequest"];
type Plan = Schemas["StudyPlan"];
type Stage = PrintJob["stage"];
type Form = PrintJob["form"];

function beginJob(schoolId: string, stage: Stage, body: Order, key: string): Promise<PrintJob> {
  const given = { params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } }, body };
  return stage === "issue" ? answerOf(client.POST("/v1/schools/{school_id}/issue-print-jobs", given)) : answerOf(client.POST("/v1/schools/{school_id}/draft-print-jobs", given));
}

/** «بطاقة المتابعة: الفصل الأول». */
export function useTitleOf(): (kind: Pick<Kind, "title_ar" | "title_en">, part: string) => string {
  const t = useText(messages);
  const d = useText(documentWords);
  const pick = usePick();
  return (kind, part) => (part === "" ? pick(kind.title_ar, kind.title_en) : t("paper_part", { paper: pick(kind.title_ar, kind.title_en), part: d("part_name", { part }) }));
}

export function useListed(): (names: readonly string[]) => string {
  const tag = localeTag(useLocale());
  return (names) => new Intl.ListFormat(tag, { type: "conjunction" }).format(names);
}

function ClassTicks({ classes, chosen, onChoose }: { classes: readonly Class[]; chosen: ReadonlySet<string>; onChoose: (chosen: ReadonlySet<string>) => void }) {
  const t = useText(messages);
  const w = useText(words);
  const grades = [...new Set(classes.map((each) => each.grade))].sort((one, other) => one - other);
  const tickOf = (some: readonly Class[]) => {
    const count = some.filter((each) => chosen.has(each.class_id)).length;
    const isAll = count === some.length;
    const onChange = () => {
      const next = new Set(chosen);
      for (const each of some) {
        if (isAll) next.delete(each.class_id);
        else next.add(each.class_id);
      }
      onChoose(next);
    };
    return { checked: isAll, indeterminate: !isAll && count > 0, onChange };
  };
  return (
    <div className="class-ticks">
      {classes.length > 1 && <Checkbox label={t("all_classes")} {...tickOf(classes)} />}
      {grades.map((grade) => {
        const of = classes.filter((each) => each.grade === grade);
        return (
          <div key={grade} className="grade-ticks">
            {of.length > 1 && grades.length > 1 && <Checkbox className="grade-tick" label={w("grade", { grade })} aria-label={t("all_of_grade", { grade })} {...tickOf(of)} />}
            {of.map((each) => (
              <Checkbox key={each.class_id} label={w("class_name", { grade: each.grade, name: each.name })} {...tickOf([each])} />
            ))}
          </div>
        );
      })}
    </div>
  );
}

/** How many papers that is; nothing while the students are counted. */
function useCount(schoolId: string, kind: Kind, classIds: readonly string[]): { count: number | undefined; failure: unknown } {
  const lists = useQueries({ queries: (kind.about === "student" ? classIds : []).map((classId) => studentsQuery(schoolId, classId)) });
  if (kind.about === "class") return { count: classIds.length, failure: undefined };
  const count = lists.every((each) => each.data !== undefined) ? lists.reduce((sum, each) => sum + (each.data?.items.length ?? 0), 0) : undefined;
  return { count, failure: lists.find((each) => each.isError)?.error };
}

function IssueQuestion({ schoolId, kind, title, classes, count, order, onBegun, onCancel }: { schoolId: string; kind: Kind; title: string; classes: readonly Class[]; count: number; order: Order; onBegun: () => void; onCancel: () => void }) {
  const t = useText(messages);
  const d = useText(documentWords);
  const b = useText(desk);
  const w = useText(words);
  const listed = useListed();
  const may = useMay(schoolId);
  const state = useKeyState(schoolId);
  const [key] = useState(newKey);
  const write = useMutation({ mutationFn: () => beginJob(schoolId, "issue", order, key), onSuccess: onBegun });
  const registers = useQueries({ queries: (may("document_read") ? order.class_ids : []).map((classId) => documentsOfClassQuery(schoolId, classId)) });
  const again = new Set(registers.flatMap((each) => each.data?.items ?? []).filter((each) => each.kind === kind.kind && isStanding(each)).map((each) => each.student_id ?? each.class_id)).size;
  return (
    <>
      <div className="desk-question">
        <p>
          <strong>{d("issue_text", { count, title })}</strong>
        </p>
        <p>{t("issue_where", { count: classes.length, classes: listed(classes.map((each) => w("class_name", { grade: each.grade, name: each.name }))) })}</p>
        <p>{d("issue_means")}</p>
        <p>{t("issue_past")}</p>
        {again > 0 && order.leaves_out_holders !== true && <p>{d("issue_again", { count: again })}</p>}
      </div>
      {write.error === null && <KeyWarning schoolId={schoolId} />}
      <IssueProblem schoolId={schoolId} failure={write.error} />
      <div className="desk-buttons">
        <Button loading={write.isPending} disabled={state === "closed" || state === "missing"} onClick={() => write.mutate()}>
          {d("issue")}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {b("cancel")}
        </Button>
      </div>
    </>
  );
}

function BeginDrafts({ schoolId, order, count, onBegun }: { schoolId: string; order: Order; count: number; onBegun: () => void }) {
  const t = useText(messages);
  const key = useRequestKey();
  const write = useMutation({
    mutationFn: () => beginJob(schoolId, "draft", order, key.of(order)),
    onSuccess: () => {
      key.done();
      onBegun();
    },
  });
  return (
    <>
      <ProblemAlert failure={write.error} />
      <Button disabled={order.class_ids.length === 0} loading={write.isPending} onClick={() => write.mutate()}>
        {t("print_drafts", { count })}
      </Button>
    </>
  );
}

function Order({ schoolId, year, classes, planOf, onBegun }: { schoolId: string; year: Year; classes: readonly Class[]; planOf: (of: Class) => Plan | undefined; onBegun: () => void }) {
  const t = useText(messages);
  const d = useText(documentWords);
  const pick = usePick();
  const { digits } = useLocale();
  const may = useMay(schoolId);
  const titleOf = useTitleOf();
  const kinds = useQuery(kindsQuery(schoolId));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [wanted, setWanted] = useState<Stage>(may("document_draft") ? "draft" : "issue");
  const [wantedForm, setForm] = useState<Form>("one_file");
  const [leavesOut, setLeavesOut] = useState(false);
  const all = kinds.data?.items ?? [];
  const fits = (kind: Kind, of: Class) => kindsFor([kind], planOf(of)?.regulation).length > 0;
  const fitting = all.filter((kind) => (may("document_draft") || kind.is_issued) && classes.some((each) => fits(kind, each)));
  const choice = usePaperChoice(fitting);
  const { kind, look } = choice;
  if (kind === undefined) return <Nothing>{t("no_classes")}</Nothing>;
  const stages: Stage[] = [...(may("document_draft") ? (["draft"] as const) : []), ...(may("document_issue") && kind.is_issued ? (["issue"] as const) : [])];
  const stage = stages.find((each) => each === wanted) ?? stages[0] ?? "draft";
  const forms: Form[] = ["one_file", "zip", ...(kind.is_table && stage === "draft" ? (["tables"] as const) : [])];
  const form = forms.find((each) => each === wantedForm) ?? "one_file";
  const offered = classes.filter((each) => fits(kind, each));
  const these = offered.filter((each) => chosen.has(each.class_id));
  // Of the classes that are chosen, and before that of all: each subject once.
  const subjects = [...new Map((these.length > 0 ? these : offered).flatMap((each) => planOf(each)?.subjects ?? []).map((each) => [each.subject, { code: each.subject, name: pick(each.name_ar, each.name_en) }])).values()];
  const order: Order = { kind: kind.kind, class_ids: these.map((each) => each.class_id), language: look.language, digits: look.digits, form, ...(look.part === "" ? {} : { part: look.part }), ...(look.subject === "" ? {} : { subject: look.subject }), ...(leavesOut && kind.is_issued ? { leaves_out_holders: true } : {}) };
  return (
    <>
      <div className="desk-tools">
        <PaperFields kinds={fitting} choice={choice} subjects={subjects} />
        <NativeSelect label={t("stage")} value={stage} onChange={(event) => setWanted(event.currentTarget.value === "issue" ? "issue" : "draft")} data={stages.map((value) => ({ value, label: t(`stage_${value}`) }))} />
        <NativeSelect label={t("file_form")} value={form} onChange={(event) => setForm(forms.find((each) => each === event.currentTarget.value) ?? "one_file")} data={forms.map((value) => ({ value, label: t(`form_${value}`) }))} />
      </div>
      <AboutKind kind={kind} />
      {kind.is_issued && <Checkbox mb="sm" label={t("leave_out")} checked={leavesOut} onChange={(event) => setLeavesOut(event.currentTarget.checked)} />}
      <fieldset className="chosen-people">
        <legend>{t("classes", { year: inDigits(year.name, digits) })}</legend>
        <ClassTicks classes={offered} chosen={chosen} onChoose={setChosen} />
        {offered.length < classes.length && <p className="desk-quiet">{t("not_for", { count: classes.length - offered.length })}</p>}
      </fieldset>
      <Begin
        schoolId={schoolId}
        kind={kind}
        stage={stage}
        title={titleOf(kind, look.part)}
        classes={these}
        order={order}
        onBegun={() => {
          setChosen(new Set());
          onBegun();
        }}
        empty={d("issue_count", { count: 0 })}
      />
    </>
  );
}

function Begin({ schoolId, kind, stage, title, classes, order, empty, onBegun }: { schoolId: string; kind: Kind; stage: Stage; title: string; classes: readonly Class[]; order: Order; empty: string; onBegun: () => void }) {
  const t = useText(messages);
  const d = useText(documentWords);
  const { count, failure } = useCount(schoolId, kind, order.class_ids);
  const isCounting = count === undefined && failure === undefined;
  return (
    <div className="begin-job">
      <ProblemAlert failure={failure} />
      <div className="desk-buttons">
        {stage === "draft" ? (
          <BeginDrafts schoolId={schoolId} order={order} count={count ?? 0} onBegun={onBegun} />
        ) : count === undefined || count === 0 ? (
          <Button disabled>{empty}</Button>
        ) : (
          <ButtonDialog label={d("issue_count", { count })} title={d("issue")} variant="filled">
            {(close) => (
              <IssueQuestion
                schoolId={schoolId}
                kind={kind}
                title={title}
                classes={classes}
                count={count}
                order={order}
                onBegun={() => {
                  close();
                  onBegun();
                }}
                onCancel={close}
              />
            )}
          </ButtonDialog>
        )}
        {isCounting && (
          <span role="status" className="desk-quiet">
            {t("counting")}
          </span>
        )}
      </div>
    </div>
  );
}

export function PrintJobForm({ schoolId, year, onBegun }: { schoolId: string; year: Year; onBegun: () => void }) {
  const t = useText(messages);
  const classes = useQuery(classesQuery(schoolId, year.school_year_id));
  const plans = useQuery(plansQuery(schoolId, year.school_year_id));
  const kinds = useQuery(kindsQuery(schoolId));
  return (
    <Section title={t("new_job")}>
      <Resource query={classes} lines={5}>
        {({ items }) => (
          <Resource query={plans} lines={5}>
            {(found) => (
              <Resource query={kinds} lines={5}>
                {() => (items.length === 0 ? <Nothing>{t("no_classes")}</Nothing> : <Order key={year.school_year_id} schoolId={schoolId} year={year} classes={items} planOf={(of) => found.items.find((plan) => plan.study_plan_id === of.study_plan_id)} onBegun={onBegun} />)}
              </Resource>
            )}
          </Resource>
        )}
      </Resource>
    </Section>
  );
}
