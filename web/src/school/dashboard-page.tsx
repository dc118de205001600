import { NativeSelect, SegmentedControl } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { Page } from "@/app/page";
import type { Schemas } from "@/platform/api";
import { today } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { Columns, PieceBar, type Piece } from "./charts";
import { messages } from "./dashboard-messages";
import { Section, State } from "./desk/parts";
import { Table } from "./desk/table";
import { currentYear, plansQuery, schoolQuery, yearsQuery } from "./queries";
import { useMay } from "./use-may";
import { messages as words } from "./words";
import { progressQuery, statisticsQuery } from "./year-queries";
import "./charts.css";

type Group = Schemas["ProgressGroup"];
type ClassCounts = Schemas["ClassCounts"];

const YEARS_OF_TREND = 6;

/** The work that is furthest behind first: what is overdue, then what has most left. */
export function furthestBehind<Each extends Pick<Group, "overdue" | "missing">>(groups: readonly Each[]): Each[] {
  return [...groups].sort((one, other) => other.overdue - one.overdue || other.missing - one.missing);
}

function Work({ schoolId }: { schoolId: string }) {
  const t = useText(messages);
  const may = useMay(schoolId);
  const at = `/schools/${schoolId}`;
  const links = [
    { to: `${at}/setup`, label: t("to_setup"), about: t("to_setup_about"), is: may("school_manage") || may("timetable_manage") },
    { to: `${at}/students`, label: t("to_students"), about: t("to_students_about"), is: may("student_manage") },
    { to: `${at}/guardians`, label: t("to_guardians"), about: t("to_guardians_about"), is: may("student_manage") },
    { to: `${at}/staff`, label: t("to_staff"), about: t("to_staff_about"), is: may("staff_read") },
    { to: `${at}/accounts`, label: t("to_accounts"), about: t("to_accounts_about"), is: may("account_manage") },
    { to: `${at}/imports`, label: t("to_imports"), about: t("to_imports_about"), is: may("import_run") || may("mark_import") || may("school_manage") },
    { to: `${at}/committees`, label: t("to_committees"), about: t("to_committees_about"), is: may("case_read") },
    { to: `${at}/audit`, label: t("to_audit"), about: t("to_audit_about"), is: may("audit_read") },
  ].filter((each) => each.is);
  return (
    <nav aria-label={t("work")}>
      <ul className="desk-links">
        {links.map((each) => (
          <li key={each.to}>
            <Link to={each.to}>
              <strong>{each.label}</strong>
              <span className="desk-quiet">{each.about}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Entry({ schoolId, yearId }: { schoolId: string; yearId: string }) {
  const t = useText(messages);
  const w = useText(words);
  const pick = usePick();
  const { language } = useLocale();
  const [by, setBy] = useState<"teacher" | "class" | "subject">("teacher");
  const query = useQuery(progressQuery(schoolId, yearId, by));
  const plans = useQuery(plansQuery(schoolId, yearId));
  const nameOf = (group: Group) => {
    if (by === "class") return w("class_name", { grade: group.grade ?? 0, name: group.class_name ?? "" });
    if (by === "teacher") return group.staff_member_id === undefined ? t("no_teacher") : pick(group.name_ar, group.name_en);
    const found = plans.data?.items.flatMap((plan) => plan.subjects).find((each) => each.subject === group.subject);
    return found ? pick(found.name_ar, found.name_en) : (group.subject ?? "");
  };
  return (
    <Section title={t("entry")} actions={<SegmentedControl size="xs" aria-label={t("by")} value={by} onChange={(value) => setBy(value === "class" || value === "subject" ? value : "teacher")} data={[{ value: "teacher", label: t("by_teacher") }, { value: "class", label: t("by_class") }, { value: "subject", label: t("by_subject") }]} />}>
      <Resource query={query}>
        {({ groups }) => {
          const sum = (of: (group: Group) => number) => groups.reduce((total, group) => total + of(group), 0);
          if (groups.length === 0) return <Nothing>{t("no_sheets")}</Nothing>;
          return (
            <>
              <p>{t("entry_now", { signed: sum((group) => group.signed), sheets: sum((group) => group.sheets), missing: sum((group) => group.missing) })}</p>
              <Table
                label={t("entry")}
                rows={furthestBehind(groups)}
                keyOf={(group) => `${group.staff_member_id ?? ""} ${group.class_id ?? ""} ${group.subject ?? ""}`}
                columns={[
                  { head: t(`by_${by}`), isName: true, cell: (group) => (by === "teacher" && group.staff_member_id !== undefined ? <Link to={`/schools/${schoolId}/staff/${group.staff_member_id}`}>{nameOf(group)}</Link> : by === "class" && group.class_id !== undefined ? <Link to={`/schools/${schoolId}/classes/${group.class_id}`}>{nameOf(group)}</Link> : nameOf(group)) },
                  {
                    head: t("entered"),
                    cell: (group) => (
                      <PieceBar
                        isRightToLeft={language === "ar"}
                        of={group.needed}
                        pieces={[{ count: group.needed - group.missing, kind: "plain", label: t("entered") }]}
                      />
                    ),
                  },
                  { head: t("left"), cell: (group) => (group.missing === 0 ? <State tone="done">{t("all_entered")}</State> : t("missing_of", { missing: group.missing, needed: group.needed })) },
                  { head: "", cell: (group) => group.overdue > 0 && <State tone="attention">{t("overdue", { count: group.overdue })}</State> },
                ]}
              />
            </>
          );
        }}
      </Resource>
    </Section>
  );
}

function Results({ schoolId, yearId }: { schoolId: string; yearId: string }) {
  const t = useText(messages);
  const w = useText(words);
  const { digits, language } = useLocale();
  const query = useQuery(statisticsQuery(schoolId, yearId));
  const figure = (count: number | null) => (count === null ? "–" : inDigits(String(count), digits));
  const pieces = (counts: ClassCounts): Piece[] => [
    { count: counts.passed ?? 0, kind: "done", label: t("passed") },
    { count: counts.second_chance ?? 0, kind: "attention", label: t("second_chance") },
    { count: counts.not_passed ?? 0, kind: "refusal", label: t("not_passed") },
    { count: (counts.named ?? 0) + (counts.open ?? 0), kind: "quiet", label: t("open") },
  ];
  return (
    <Section title={t("results")}>
      <Resource query={query}>
        {({ items }) => {
          const published = items.filter((each) => (each.total ?? 0) > 0);
          return published.length === 0 ? (
            <Nothing>{t("no_results")}</Nothing>
          ) : (
            <Table
              label={t("results")}
              rows={published}
              keyOf={(each) => each.class_id}
              columns={[
                { head: t("class"), isName: true, cell: (each) => <Link to={`/schools/${schoolId}/classes/${each.class_id}`}>{w("class_name", { grade: each.grade, name: each.name })}</Link> },
                { head: t("picture"), cell: (each) => <PieceBar isRightToLeft={language === "ar"} pieces={pieces(each)} /> },
                { head: t("passed"), isNumber: true, cell: (each) => <span className="desk-state-done">{figure(each.passed)}</span> },
                { head: t("second_chance"), isNumber: true, cell: (each) => <span className="desk-state-attention">{figure(each.second_chance)}</span> },
                { head: t("not_passed"), isNumber: true, cell: (each) => <span className="desk-state-refusal">{figure(each.not_passed)}</span> },
                { head: t("open"), isNumber: true, cell: (each) => figure(each.open) },
                { head: t("share"), isNumber: true, cell: (each) => (each.pass_share ? t("percent", { percent: inDigits(percentOf(each.pass_share.shown), digits) }) : "–") },
              ]}
            />
          );
        }}
      </Resource>
    </Section>
  );
}

/** A share that the server rounded to hundredths ("0.83") as the whole hundredths that it has ("83"). */
export function percentOf(share: string): string {
  const [whole = "0", part = ""] = share.split(".");
  return String(Number(whole + part.padEnd(2, "0").slice(0, 2)));
}

/** Of the classes of a year together. */
export function together(items: readonly Pick<ClassCounts, "passed" | "total">[]): { passed: number; total: number } {
  return items.reduce<{ passed: number; total: number }>((sum, each) => ({ passed: sum.passed + (each.passed ?? 0), total: sum.total + (each.total ?? 0) }), { passed: 0, total: 0 });
}

function Trend({ schoolId, years }: { schoolId: string; years: readonly Schemas["SchoolYear"][] }) {
  const t = useText(messages);
  const { digits, language } = useLocale();
  const past = [...years].slice(0, YEARS_OF_TREND).reverse();
  const found = useQueries({ queries: past.map((year) => statisticsQuery(schoolId, year.school_year_id)) });
  const columns = past.flatMap((year, place) => {
    const counts = together(found[place]?.data?.items ?? []);
    if (counts.total === 0) return [];
    const share = counts.passed / counts.total;
    return [{ name: inDigits(year.name, digits), share, shown: t("percent", { percent: inDigits(String(Math.round(100 * share)), digits) }), about: t("counted", { count: counts.total }) }];
  });
  return (
    <Section title={t("trend")}>
      {columns.length === 0 ? <Nothing>{t("no_trend")}</Nothing> : <Columns columns={columns} isRightToLeft={language === "ar"} label={columns.map((column) => t("trend_of", { year: column.name, share: column.shown })).join("، ")} />}
    </Section>
  );
}

export default function DashboardPage() {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  const { schoolId = "" } = useParams();
  const may = useMay(schoolId);
  const [search, setSearch] = useSearchParams();
  const school = useQuery(schoolQuery(schoolId));
  const years = useQuery(yearsQuery(schoolId));
  const items = years.data?.items ?? [];
  const year = items.find((each) => each.school_year_id === search.get("year")) ?? currentYear(items, today());
  return (
    <Page help={t("help")}
      title={school.data ? pick(school.data.name_ar, school.data.name_en) : "…"}
      wide
      actions={items.length > 1 && year && <NativeSelect aria-label={t("year")} value={year.school_year_id} onChange={(event) => setSearch({ year: event.currentTarget.value }, { replace: true })} data={items.map((each) => ({ value: each.school_year_id, label: inDigits(each.name, digits) }))} />}
    >
      <Work schoolId={schoolId} />
      {year && (
        <>
          {may("mark_read") && <Entry schoolId={schoolId} yearId={year.school_year_id} />}
          {may("result_preview") && <Results schoolId={schoolId} yearId={year.school_year_id} />}
          {may("result_preview") && <Trend schoolId={schoolId} years={items} />}
        </>
      )}
    </Page>
  );
}
