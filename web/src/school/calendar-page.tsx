import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { gregorianDay } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { MonthsOfYear } from "./calendar-months";
import { daysBetween, weekdayOf } from "./calendar-days";
import { ButtonDialog } from "./desk/dialog";
import { RecordForm } from "./desk/form";
import { BothDays, Section } from "./desk/parts";
import { Table } from "./desk/table";
import { calendarQuery } from "./queries";
import { messages } from "./setup-messages";
import { useMay } from "./use-may";

type Calendar = Schemas["Calendar"];
type Change = Omit<Schemas["CalendarChange"], "version">;

const POINTS = ["decision_day", "holiday_start", "holiday_end", "first_placement", "first_performance", "second_round", "PG.second_round_ends", "next_second_term_start", "last_two_months_start", "make_up_window_start", "make_up_window_end", "make_up_window_5_start", "make_up_window_5_end"] as const;

function usePointName(): (name: string) => string {
  const t = useText(messages);
  return (name) => {
    const known = POINTS.find((each) => each === name);
    return known ? t(`point_${known}`) : t("point_other", { name });
  };
}

function Work({ schoolId, calendar, isOpen }: { schoolId: string; calendar: Calendar; isOpen: boolean }) {
  const t = useText(messages);
  const locale = useLocale();
  const pointName = usePointName();
  const queries = useQueryClient();
  const change = (body: Change, key: string) =>
    answerOf(client.PATCH("/v1/schools/{school_id}/school-years/{school_year_id}/calendar", { params: { path: { school_id: schoolId, school_year_id: calendar.school_year_id }, header: { "Idempotency-Key": key } }, body: { version: calendar.version, ...body } }));
  const onChange = () => {
    for (const part of ["calendar", "years"]) void queries.invalidateQueries({ queryKey: [part, schoolId] });
  };
  const remove = useMutation({ mutationFn: (body: Change) => change(body, newKey()), onSuccess: onChange });
  return (
    <>
      <ProblemAlert failure={remove.error} />
      <Section
        title={t("holidays")}
        actions={
          isOpen && (
            <ButtonDialog label={t("add_days")} variant="filled">
              {(close) => (
                <RecordForm
                  fields={[
                    { name: "kind", label: t("day_kind"), kind: "choice", choices: [{ value: "holiday", label: t("holiday") }, { value: "school_day", label: t("school_day") }] },
                    { name: "label", label: t("label") },
                    { name: "first_day", label: t("first_day"), kind: "day", at: "days" },
                    { name: "last_day", label: t("last_day"), kind: "day", isOptional: true },
                  ]}
                  initial={{ kind: "holiday", label: "", first_day: "", last_day: "" }}
                  submit={t("add_days")}
                  send={(values, { key }) => {
                    // A day off is one on which there would be school.
                    const days = daysBetween(values.first_day, values.last_day === "" ? values.first_day : values.last_day).filter((day) => values.kind === "school_day" || calendar.weekdays.includes(weekdayOf(day)));
                    return change({ days: days.map((day) => ({ day, kind: values.kind === "school_day" ? "school_day" : "holiday", label: values.label })) }, key);
                  }}
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
        {calendar.days.length === 0 ? (
          <Nothing>{t("no_holidays")}</Nothing>
        ) : (
          <Table
            label={t("holidays")}
            rows={calendar.days}
            keyOf={(each) => each.day}
            columns={[
              { head: t("day"), isName: true, cell: (each) => <BothDays day={each.day} /> },
              { head: t("day_kind"), cell: (each) => t(each.kind) },
              { head: t("label"), cell: (each) => each.label },
              {
                head: "",
                cell: (each) =>
                  isOpen && (
                    <Button size="compact-sm" variant="subtle" aria-label={t("take_away_day", { day: gregorianDay(each.day, locale) })} onClick={() => remove.mutate({ days: [{ day: each.day, kind: "ordinary" }] })}>
                      {t("take_away")}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Section>
      <Section
        title={t("points")}
        actions={
          isOpen && (
            <ButtonDialog label={t("add_point")}>
              {(close) => (
                <RecordForm
                  fields={[
                    { name: "name", label: t("point"), kind: "choice", choices: POINTS.map((value) => ({ value, label: t(`point_${value}`) })) },
                    { name: "day", label: t("day"), kind: "day", at: "points" },
                  ]}
                  initial={{ name: "", day: "" }}
                  submit={t("add_point")}
                  send={(values, { key }) => change({ points: [{ name: values.name, day: values.day }] }, key)}
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
        {calendar.points.length === 0 ? (
          <Nothing>{t("no_points")}</Nothing>
        ) : (
          <Table
            label={t("points")}
            rows={calendar.points}
            keyOf={(each) => each.name}
            columns={[
              { head: t("point"), isName: true, cell: (each) => pointName(each.name) },
              { head: t("day"), cell: (each) => <BothDays day={each.day} /> },
              {
                head: "",
                cell: (each) =>
                  isOpen && (
                    <Button size="compact-sm" variant="subtle" aria-label={t("take_away_day", { day: pointName(each.name) })} onClick={() => remove.mutate({ points: [{ name: each.name, day: null }] })}>
                      {t("take_away")}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Section>
      <Section title={t("months")}>
        <MonthsOfYear calendar={calendar} />
      </Section>
    </>
  );
}

export default function CalendarPage() {
  const t = useText(messages);
  const { digits } = useLocale();
  const { schoolId = "", yearId = "" } = useParams();
  const may = useMay(schoolId);
  const query = useQuery(calendarQuery(schoolId, yearId));
  return (
    <Page help={t("calendar_help")} title={t("calendar")} wide about={<Link to={`/schools/${schoolId}/years/${yearId}`}>{query.data ? t("year_title", { name: inDigits(query.data.name, digits) }) : "…"}</Link>}>
      <Resource query={query} lines={10}>
        {(calendar) => <Work schoolId={schoolId} calendar={calendar} isOpen={may("school_manage") && calendar.sealed_at === null} />}
      </Resource>
    </Page>
  );
}
