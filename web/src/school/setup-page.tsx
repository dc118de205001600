import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { today } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { ButtonDialog } from "./desk/dialog";
import { RecordForm, type Choice, type Field, type Values } from "./desk/form";
import { Facts, FromTo, Section, State } from "./desk/parts";
import { Table } from "./desk/table";
import { schoolQuery, yearsQuery } from "./queries";
import { messages } from "./setup-messages";
import { useMay } from "./use-may";
import { messages as words } from "./words";
import { EMPTY_YEAR, yearBody, YearForm } from "./year-form";

type School = Schemas["School"];
type Name = "ministry_number" | "name_ar" | "name_en" | "kind" | "shift" | "students_sex" | "teachers_sex" | "first_grade" | "last_grade" | "utc_offset_minutes";

const KINDS = ["government", "private", "memorisation", "literacy"] as const;
const GRADES = Array.from({ length: 12 }, (_, place) => String(place + 1));
const HOURS = [3, 4];

function schoolValues(school: School): Values<Name> {
  return { ...school, teachers_sex: school.teachers_sex ?? "", first_grade: String(school.first_grade), last_grade: String(school.last_grade), utc_offset_minutes: String(school.utc_offset_minutes) };
}

function SchoolForm({ school, onSaved, onCancel }: { school: School; onSaved: () => void; onCancel: () => void }) {
  const t = useText(messages);
  const w = useText(words);
  const { digits } = useLocale();
  const grades: Choice[] = GRADES.map((value) => ({ value, label: inDigits(value, digits) }));
  const fields: Field<Name>[] = [
    { name: "name_ar", label: t("name_ar"), isWide: true },
    { name: "name_en", label: t("name_en"), isCode: true, isWide: true },
    { name: "ministry_number", label: t("ministry_number"), isCode: true },
    { name: "kind", label: t("kind"), kind: "choice", choices: KINDS.map((value) => ({ value, label: w(`kind_${value}`) })) },
    { name: "shift", label: t("shift"), kind: "choice", choices: [{ value: "day", label: w("shift_day") }, { value: "night", label: w("shift_night") }] },
    { name: "students_sex", label: t("students_sex"), kind: "choice", choices: (["boys", "girls", "mixed"] as const).map((value) => ({ value, label: w(`sex_${value}`) })) },
    { name: "teachers_sex", label: t("teachers_sex"), kind: "choice", isOptional: true, choices: (["men", "women"] as const).map((value) => ({ value, label: w(`teachers_${value}`) })) },
    { name: "first_grade", label: t("first_grade"), kind: "choice", choices: grades },
    { name: "last_grade", label: t("last_grade"), kind: "choice", choices: grades },
    { name: "utc_offset_minutes", label: t("utc_offset"), kind: "choice", choices: HOURS.map((hours) => ({ value: String(hours * 60), label: t("utc_hint", { hours }) })) },
  ];
  return (
    <RecordForm
      fields={fields}
      initial={schoolValues(school)}
      version={school.version}
      send={(values, { key, version }) =>
        answerOf(
          client.PATCH("/v1/schools/{school_id}", {
            params: { path: { school_id: school.school_id }, header: { "Idempotency-Key": key } },
            body: {
              ministry_number: values.ministry_number,
              name_ar: values.name_ar,
              name_en: values.name_en,
              kind: KINDS.find((each) => each === values.kind) ?? "government",
              shift: values.shift === "night" ? "night" : "day",
              students_sex: values.students_sex === "girls" || values.students_sex === "mixed" ? values.students_sex : "boys",
              teachers_sex: values.teachers_sex === "men" || values.teachers_sex === "women" ? values.teachers_sex : null,
              first_grade: Number(values.first_grade),
              last_grade: Number(values.last_grade),
              utc_offset_minutes: Number(values.utc_offset_minutes),
              version,
            },
          }),
        )
      }
      reread={async () => {
        const now = await answerOf(client.GET("/v1/schools/{school_id}", { params: { path: { school_id: school.school_id } } }));
        return { values: schoolValues(now), version: now.version };
      }}
      onSaved={onSaved}
      onCancel={onCancel}
    />
  );
}

export default function SetupPage() {
  const t = useText(messages);
  const w = useText(words);
  const pick = usePick();
  const { digits } = useLocale();
  const { schoolId = "" } = useParams();
  const may = useMay(schoolId);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const school = useQuery(schoolQuery(schoolId));
  const years = useQuery(yearsQuery(schoolId));
  const manages = may("school_manage");
  const day = today();
  return (
    <Page help={t("help")} title={t("setup")} about={school.data && pick(school.data.name_ar, school.data.name_en)} wide>
      <Section
        title={t("years")}
        actions={
          manages && (
            <ButtonDialog label={t("add_year")} variant="filled" wide>
              {(close) => (
                <YearForm
                  initial={EMPTY_YEAR}
                  submit={t("add_year")}
                  send={async (values, { key }) => {
                    const added = await answerOf(client.POST("/v1/schools/{school_id}/school-years", { params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } }, body: yearBody(values) }));
                    await queries.invalidateQueries({ queryKey: ["years", schoolId] });
                    void navigate(`/schools/${schoolId}/years/${added.school_year_id}`);
                  }}
                  onSaved={close}
                  onCancel={close}
                />
              )}
            </ButtonDialog>
          )
        }
      >
        <Resource query={years}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing>{t("no_years")}</Nothing>
            ) : (
              <Table
                label={t("years")}
                rows={items}
                keyOf={(each) => each.school_year_id}
                columns={[
                  { head: t("year"), isName: true, cell: (each) => <Link to={`/schools/${schoolId}/years/${each.school_year_id}`}>{inDigits(each.name, digits)}</Link> },
                  { head: t("period"), cell: (each) => <FromTo first={each.first_day} last={each.last_day} /> },
                  { head: t("terms"), isNumber: true, cell: (each) => inDigits(String(each.terms.length), digits) },
                  { head: t("state"), cell: (each) => (each.sealed_at !== null ? <State tone="quiet">{t("sealed")}</State> : each.first_day <= day && day <= each.last_day ? <State tone="done">{t("now")}</State> : <State tone="plain">{t("open")}</State>) },
                ]}
              />
            )
          }
        </Resource>
      </Section>
      <Resource query={school}>
        {(found) => (
          <Section
            title={t("school")}
            actions={
              manages && (
                <ButtonDialog label={t("edit")} title={t("edit_school")} wide>
                  {(close) => (
                    <SchoolForm
                      school={found}
                      onSaved={() => {
                        void queries.invalidateQueries({ queryKey: ["school", schoolId] });
                        close();
                      }}
                      onCancel={close}
                    />
                  )}
                </ButtonDialog>
              )
            }
          >
            <Facts
              facts={[
                [t("name_ar"), found.name_ar],
                [t("name_en"), <bdi>{found.name_en}</bdi>],
                [t("ministry_number"), <bdi>{inDigits(found.ministry_number, digits)}</bdi>],
                [t("kind"), w(`kind_${found.kind}`)],
                [t("shift"), w(`shift_${found.shift}`)],
                [t("students_sex"), w(`sex_${found.students_sex}`)],
                [t("teachers_sex"), found.teachers_sex && w(`teachers_${found.teachers_sex}`)],
                [t("first_grade"), inDigits(String(found.first_grade), digits)],
                [t("last_grade"), inDigits(String(found.last_grade), digits)],
              ]}
            />
          </Section>
        )}
      </Resource>
    </Page>
  );
}
