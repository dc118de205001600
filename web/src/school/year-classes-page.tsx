import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client } from "@/platform/api";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { YearName } from "./class-name";
import { ButtonDialog } from "./desk/dialog";
import { RecordForm } from "./desk/form";
import { Table } from "./desk/table";
import { classesQuery, plansQuery } from "./queries";
import { messages } from "./setup-messages";
import { useMay } from "./use-may";
import { messages as words } from "./words";
import { headCountsQuery } from "./year-queries";

export default function YearClassesPage() {
  const t = useText(messages);
  const w = useText(words);
  const { digits } = useLocale();
  const { schoolId = "", yearId = "" } = useParams();
  const may = useMay(schoolId);
  const queries = useQueryClient();
  const plans = useQuery(plansQuery(schoolId, yearId));
  const classes = useQuery(classesQuery(schoolId, yearId));
  const counts = useQuery(headCountsQuery(schoolId, yearId));
  const onChange = () => {
    for (const part of ["classes", "class", "head-counts"]) void queries.invalidateQueries({ queryKey: [part, schoolId] });
  };
  const figure = (count: number | undefined) => (count === undefined ? "" : inDigits(String(count), digits));
  const countOf = (classId: string) => counts.data?.items.find((each) => each.class_id === classId);
  const manages = may("school_manage");
  return (
    <Page help={t("help")}
      title={t("classes")}
      wide
      about={
        <Link to={`/schools/${schoolId}/years/${yearId}`}>
          <YearName schoolId={schoolId} yearId={yearId} />
        </Link>
      }
      actions={
        manages && (
          <ButtonDialog label={t("add_class")} variant="filled">
            {(close) => (
              <RecordForm
                fields={[
                  { name: "study_plan_id", label: t("plan"), kind: "choice", isWide: true, choices: (plans.data?.items ?? []).map((each) => ({ value: each.study_plan_id, label: t("plan_title", { grade: each.grade, track: each.track }).trim() })) },
                  { name: "name", label: t("class_letter") },
                  { name: "capacity", label: t("capacity"), kind: "number" },
                ]}
                initial={{ study_plan_id: "", name: "", capacity: "30" }}
                submit={t("add_class")}
                send={(values, { key }) => answerOf(client.POST("/v1/schools/{school_id}/classes", { params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } }, body: { study_plan_id: values.study_plan_id, name: values.name, capacity: Number(values.capacity) } }))}
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
      <Resource query={classes}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>{t("no_classes")}</Nothing>
          ) : (
            <Table
              label={t("classes")}
              rows={items}
              keyOf={(each) => each.class_id}
              columns={[
                { head: t("class"), isName: true, cell: (each) => <Link to={`/schools/${schoolId}/classes/${each.class_id}`}>{w("class_name", { grade: each.grade, name: each.name })}</Link> },
                { head: t("enrolled"), isNumber: true, cell: (each) => figure(countOf(each.class_id)?.enrolled) },
                { head: t("temporary"), isNumber: true, cell: (each) => figure(countOf(each.class_id)?.temporary) },
                { head: t("counted"), isNumber: true, cell: (each) => figure(countOf(each.class_id)?.counted) },
                { head: t("capacity"), isNumber: true, cell: (each) => figure(each.capacity) },
                { head: t("timetable"), cell: (each) => may("timetable_manage") && <Link to={`/schools/${schoolId}/years/${yearId}/timetable/${each.class_id}`}>{t("timetable")}</Link> },
                {
                  head: "",
                  cell: (each) =>
                    manages && (
                      <ButtonDialog label={t("edit")} title={t("edit_class")} size="compact-sm">
                        {(close) => (
                          <RecordForm
                            fields={[
                              { name: "name", label: t("class_letter") },
                              { name: "capacity", label: t("capacity"), kind: "number" },
                            ]}
                            initial={{ name: each.name, capacity: String(each.capacity) }}
                            version={each.version}
                            send={(values, { key, version }) => answerOf(client.PATCH("/v1/schools/{school_id}/classes/{class_id}", { params: { path: { school_id: schoolId, class_id: each.class_id }, header: { "Idempotency-Key": key } }, body: { name: values.name, capacity: Number(values.capacity), version } }))}
                            reread={async () => {
                              const now = await answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}", { params: { path: { school_id: schoolId, class_id: each.class_id } } }));
                              return { values: { name: now.name, capacity: String(now.capacity) }, version: now.version };
                            }}
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
    </Page>
  );
}
