import { Alert, Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { today } from "@/platform/dates";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { YearName } from "./class-name";
import { ButtonDialog } from "./desk/dialog";
import { RecordForm, type Choice } from "./desk/form";
import { FromTo, Section, State } from "./desk/parts";
import { Table } from "./desk/table";
import { classesQuery, plansQuery } from "./queries";
import { messages } from "./setup-messages";
import { useMay } from "./use-may";
import { messages as words } from "./words";
import { windowsQuery } from "./year-queries";

const PARTS = ["formative", "final", "coursework", "exam", "second_round", "placement", "performance", "oral", "skills"] as const;

function partName(part: string): (typeof PARTS)[number] | undefined {
  return PARTS.find((each) => each === part);
}

function StateOf({ window }: { window: Schemas["EntryWindow"] }) {
  const t = useText(messages);
  const day = today();
  if (window.first_day > day) return <State tone="plain">{t("window_later")}</State>;
  return window.last_day < day ? <State tone="quiet">{t("window_over")}</State> : <State tone="done">{t("window_open")}</State>;
}

/** All sheets of a year from its plans: tried first, then opened. */
function OpenSheets({ schoolId, yearId }: { schoolId: string; yearId: string }) {
  const t = useText(messages);
  const w = useText(words);
  const pick = usePick();
  const { language } = useLocale();
  const queries = useQueryClient();
  const plans = useQuery(plansQuery(schoolId, yearId));
  const classes = useQuery(classesQuery(schoolId, yearId));
  const [wish, setWish] = useState<Schemas["OpenSheets"]>();
  const open = (body: Schemas["OpenSheets"], key: string) => answerOf(client.POST("/v1/schools/{school_id}/years/{school_year_id}/mark-sheets/by-plan", { params: { path: { school_id: schoolId, school_year_id: yearId }, header: { "Idempotency-Key": key } }, body }));
  const trial = useMutation({ mutationFn: (body: Schemas["OpenSheets"]) => open({ ...body, dry_run: true }, newKey()) });
  const make = useMutation({ mutationFn: (body: Schemas["OpenSheets"]) => open(body, newKey()), onSuccess: () => queries.invalidateQueries({ queryKey: ["progress", schoolId] }) });
  const grades: Choice[] = [...new Set((classes.data?.items ?? []).map((each) => each.grade))].sort((one, other) => one - other).map((grade) => ({ value: String(grade), label: w("grade", { grade }) }));
  const subject = (code: string) => {
    const found = plans.data?.items.flatMap((plan) => plan.subjects).find((each) => each.subject === code);
    return found ? pick(found.name_ar, found.name_en) : code;
  };
  const report = make.data ?? trial.data;
  const refused = report?.classes.flatMap((one) => one.subjects.filter((each) => each.refused !== undefined).map((each) => ({ ...each, class_id: one.class_id, name: w("class_name", { grade: one.grade, name: one.class_name }) }))) ?? [];
  return (
    <Section title={t("sheets")}>
      <RecordForm
        fields={[
          { name: "on", label: t("on"), kind: "day" },
          { name: "grade", label: t("grade"), kind: "choice", isOptional: "silently", choices: [{ value: "", label: t("every_grade") }, ...grades] },
          { name: "part", label: t("part"), kind: "choice", isOptional: "silently", choices: [{ value: "", label: t("every_part") }, ...PARTS.map((value) => ({ value, label: w(`part_${value}`) }))] },
        ]}
        initial={{ on: today(), grade: "", part: "" }}
        submit={t("open_sheets")}
        asksToLeave={false}
        send={async (values) => {
          const body: Schemas["OpenSheets"] = { on: values.on, ...(values.grade === "" ? {} : { grade: Number(values.grade) }), ...(values.part === "" ? {} : { part: values.part }) };
          make.reset();
          await trial.mutateAsync(body);
          setWish(body);
        }}
      />
      {report && (
        <>
          <p role="status">{t("open_report", { made: report.made, standing: report.standing, refused: report.refused })}</p>
          {refused.length > 0 && (
            <Table
              label={t("sheets")}
              rows={refused}
              keyOf={(each) => `${each.class_id} ${each.subject}`}
              columns={[
                { head: t("class"), isName: true, cell: (each) => each.name },
                { head: t("subject"), cell: (each) => subject(each.subject) },
                { head: t("state"), cell: (each) => each.refused?.messages?.[language] },
              ]}
            />
          )}
          <ProblemAlert failure={make.error} />
          {make.isSuccess ? (
            <Alert role="status" variant="light">
              {t("opened")}
            </Alert>
          ) : (
            <Button mt="sm" disabled={report.made === 0 || wish === undefined} loading={make.isPending} onClick={() => wish && make.mutate(wish)}>
              {t("open_now")}
            </Button>
          )}
        </>
      )}
    </Section>
  );
}

export default function WindowsPage() {
  const t = useText(messages);
  const w = useText(words);
  const pick = usePick();
  const { schoolId = "", yearId = "" } = useParams();
  const may = useMay(schoolId);
  const queries = useQueryClient();
  const windows = useQuery(windowsQuery(schoolId, yearId));
  const plans = useQuery(plansQuery(schoolId, yearId));
  const onChange = () => void queries.invalidateQueries({ queryKey: ["windows", schoolId] });
  const subjects = new Map<string, string>();
  for (const plan of plans.data?.items ?? []) for (const each of plan.subjects) subjects.set(each.subject, pick(each.name_ar, each.name_en));
  const grades = [...new Set((plans.data?.items ?? []).map((each) => each.grade))].sort((one, other) => one - other);
  const manages = may("entry_window_manage");
  return (
    <Page help={t("windows_help")}
      title={t("windows")}
      wide
      about={
        <Link to={`/schools/${schoolId}/years/${yearId}`}>
          <YearName schoolId={schoolId} yearId={yearId} />
        </Link>
      }
    >
      <Section
        title={t("window_list")}
        actions={
          manages && (
            <ButtonDialog label={t("open_window")}>
              {(close) => (
                <RecordForm
                  fields={[
                    { name: "term", label: t("term"), kind: "choice", choices: ["1", "2", "3", "0"].map((value) => ({ value, label: w("term", { term: value }) })) },
                    { name: "part", label: t("part"), kind: "choice", isOptional: "silently", choices: [{ value: "", label: t("every_part") }, ...PARTS.map((value) => ({ value, label: w(`part_${value}`) }))] },
                    { name: "grade", label: t("grade"), kind: "choice", isOptional: "silently", choices: [{ value: "", label: t("every_grade") }, ...grades.map((grade) => ({ value: String(grade), label: w("grade", { grade }) }))] },
                    { name: "subject", label: t("subject"), kind: "choice", isOptional: "silently", choices: [{ value: "", label: t("every_subject") }, ...[...subjects].map(([value, label]) => ({ value, label }))] },
                    { name: "first_day", label: t("first_day"), kind: "day" },
                    { name: "last_day", label: t("last_day"), kind: "day" },
                  ]}
                  initial={{ term: "", part: "", grade: "", subject: "", first_day: today(), last_day: "" }}
                  submit={t("open_window")}
                  send={(values, { key }) =>
                    answerOf(
                      client.POST("/v1/schools/{school_id}/entry-windows", {
                        params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } },
                        body: { school_year_id: yearId, term: Number(values.term), part: values.part, grade: values.grade === "" ? 0 : Number(values.grade), subject: values.subject, first_day: values.first_day, last_day: values.last_day },
                      }),
                    )
                  }
                  onSaved={() => {
                    onChange();
                    close();
                  }}
                  onCancel={close}
                />
              )}
            </ButtonDialog>
          )
        }
      >
        <Resource query={windows}>
          {({ windows: items }) =>
            items.length === 0 ? (
              <Nothing>{t("no_windows")}</Nothing>
            ) : (
              <Table
                label={t("window_list")}
                rows={items}
                keyOf={(each) => each.entry_window_id}
                columns={[
                  { head: t("term"), isName: true, cell: (each) => w("term", { term: String(each.term) }) },
                  {
                    head: t("part"),
                    cell: (each) => {
                      const part = partName(each.part);
                      return part ? w(`part_${part}`) : t("every_part");
                    },
                  },
                  { head: t("grade"), cell: (each) => (each.grade === 0 ? t("every_grade") : w("grade", { grade: each.grade })) },
                  { head: t("subject"), cell: (each) => (each.subject === "" ? t("every_subject") : (subjects.get(each.subject) ?? each.subject)) },
                  { head: t("period"), cell: (each) => <FromTo first={each.first_day} last={each.last_day} /> },
                  { head: t("state"), cell: (each) => <StateOf window={each} /> },
                  {
                    head: "",
                    cell: (each) =>
                      manages && (
                        <ButtonDialog label={t("move")} size="compact-sm">
                          {(close) => (
                            <RecordForm
                              fields={[
                                { name: "first_day", label: t("first_day"), kind: "day" },
                                { name: "last_day", label: t("last_day"), kind: "day" },
                              ]}
                              initial={{ first_day: each.first_day, last_day: each.last_day }}
                              send={(values) => answerOf(client.PUT("/v1/schools/{school_id}/entry-windows/{entry_window_id}", { params: { path: { school_id: schoolId, entry_window_id: each.entry_window_id } }, body: { ...values, version: each.version } }))}
                              onSaved={() => {
                                onChange();
                                close();
                              }}
                              onCancel={close}
                            />
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
      {may("scheme_manage") && <OpenSheets schoolId={schoolId} yearId={yearId} />}
    </Page>
  );
}
