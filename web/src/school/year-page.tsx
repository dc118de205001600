import { Alert } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client } from "@/platform/api";
import { moment } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { Resource } from "@/platform/resource";
import { AskOnce, ButtonDialog } from "./desk/dialog";
import { FromTo, Section, State, type Tone } from "./desk/parts";
import { Table } from "./desk/table";
import { calendarQuery, plansQuery, yearsQuery } from "./queries";
import { messages } from "./setup-messages";
import { useMay } from "./use-may";
import { messages as words } from "./words";
import { yearBody, YearForm, yearValues } from "./year-form";
import { findingsQuery, headCountsQuery, sheetProgressQuery, windowsQuery } from "./year-queries";

/** Where the setting up of a year stands: each step with its state, in the order in which they are done. */
export default function YearPage() {
  const t = useText(messages);
  const w = useText(words);
  const locale = useLocale();
  const { schoolId = "", yearId = "" } = useParams();
  const may = useMay(schoolId);
  const queries = useQueryClient();
  const years = useQuery(yearsQuery(schoolId));
  const calendar = useQuery(calendarQuery(schoolId, yearId));
  const plans = useQuery(plansQuery(schoolId, yearId));
  const counts = useQuery(headCountsQuery(schoolId, yearId));
  const findings = useQuery({ ...findingsQuery(schoolId, yearId), enabled: may("timetable_manage") });
  const windows = useQuery(windowsQuery(schoolId, yearId));
  const progress = useQuery({ ...sheetProgressQuery(schoolId, yearId), enabled: may("mark_read") });
  const manages = may("school_manage");
  const at = `/schools/${schoolId}/years/${yearId}`;
  const students = (counts.data?.items ?? []).reduce((sum, each) => sum + each.enrolled, 0);
  const sheets = (progress.data?.groups ?? []).reduce((sum, each) => sum + each.sheets, 0);
  const steps: { to: string; label: string; about?: string | undefined; tone: Tone }[] = [
    { to: `${at}/calendar`, label: t("step_calendar"), about: calendar.data && t("step_calendar_done", { days: calendar.data.days.length, points: calendar.data.points.length }), tone: calendar.data && calendar.data.days.length + calendar.data.points.length > 0 ? "done" : "attention" },
    { to: `${at}/plans`, label: t("step_plans"), about: plans.data && t("step_plans_done", { count: plans.data.items.length }), tone: plans.data && plans.data.items.length > 0 ? "done" : "attention" },
    { to: `${at}/classes`, label: t("step_classes"), about: counts.data && t("step_classes_done", { count: counts.data.items.length, students }), tone: counts.data && counts.data.items.length > 0 ? "done" : "attention" },
    ...(may("timetable_manage") ? [{ to: `${at}/timetable`, label: t("step_timetable"), about: findings.data && t("step_timetable_done", { count: findings.data.items.length }), tone: (findings.data?.items.length === 0 ? "done" : "attention") as Tone }] : []),
    { to: `${at}/windows`, label: t("step_windows"), about: windows.data && t("step_windows_done", { count: windows.data.windows.length, sheets }), tone: windows.data && windows.data.windows.length > 0 && sheets > 0 ? "done" : "attention" },
    ...(may("promotion_run") ? [{ to: `${at}/promotion`, label: t("step_promotion"), tone: "quiet" as Tone }] : []),
  ];
  return (
    <Resource query={years} lines={8}>
      {({ items }) => {
        const year = items.find((each) => each.school_year_id === yearId);
        if (year === undefined) return null;
        const change = () => {
          for (const part of ["years", "calendar"]) void queries.invalidateQueries({ queryKey: [part, schoolId] });
        };
        return (
          <Page help={t("help")}
            title={t("year_title", { name: inDigits(year.name, locale.digits) })}
            about={
              <>
                <Link to={`/schools/${schoolId}/setup`}>{t("setup")}</Link> – <FromTo first={year.first_day} last={year.last_day} />
              </>
            }
            actions={
              manages &&
              year.sealed_at === null && (
                <>
                  <ButtonDialog label={t("edit_year")} wide>
                    {(close) => (
                      <YearForm
                        initial={yearValues(year)}
                        version={year.version}
                        submit={t("edit_year")}
                        send={(values, { key, version }) => answerOf(client.PATCH("/v1/schools/{school_id}/school-years/{school_year_id}", { params: { path: { school_id: schoolId, school_year_id: yearId }, header: { "Idempotency-Key": key } }, body: { ...yearBody(values), version } }))}
                        reread={async () => {
                          const now = (await answerOf(client.GET("/v1/schools/{school_id}/school-years", { params: { path: { school_id: schoolId } } }))).items.find((each) => each.school_year_id === yearId);
                          return { values: yearValues(now ?? year), version: now?.version ?? year.version };
                        }}
                        onSaved={() => {
                          change();
                          close();
                        }}
                        onCancel={close}
                      />
                    )}
                  </ButtonDialog>
                  <AskOnce label={t("seal")} title={t("seal")} text={<p>{t("seal_text")}</p>} confirm={t("seal")} isDanger act={(key) => answerOf(client.POST("/v1/schools/{school_id}/school-years/{school_year_id}/seal", { params: { path: { school_id: schoolId, school_year_id: yearId }, header: { "Idempotency-Key": key } }, body: { version: year.version } }))} onDone={change} />
                </>
              )
            }
          >
            {year.sealed_at !== null && (
              <Alert variant="light" mb="md">
                {t("is_sealed", { when: moment(year.sealed_at, locale) })}
              </Alert>
            )}
            <Section title={t("steps")}>
              <ol className="rows">
                {steps.map((step) => (
                  <li key={step.to}>
                    <Link className="row-link" to={step.to}>
                      <span>{step.label}</span>
                      {step.about !== undefined && <State tone={step.tone}>{step.about}</State>}
                    </Link>
                  </li>
                ))}
              </ol>
            </Section>
            <Section title={t("terms")}>
              <Table
                label={t("terms")}
                rows={year.terms}
                keyOf={(each) => String(each.number)}
                columns={[
                  { head: t("term"), isName: true, cell: (each) => w("term", { term: String(each.number) }) },
                  { head: t("period"), cell: (each) => <FromTo first={each.first_day} last={each.last_day} /> },
                ]}
              />
              <p className="desk-quiet">
                {t("weekdays")}: {year.weekdays.map((weekday) => w(weekday)).join("، ")}
              </p>
            </Section>
          </Page>
        );
      }}
    </Resource>
  );
}
