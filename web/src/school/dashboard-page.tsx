import { NativeSelect, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { Page } from "@/app/page";
import type { Schemas } from "@/platform/api";
import { PieceBar } from "@/platform/charts";
import { today } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { messages } from "./dashboard-messages";
import { Section, State } from "./desk/parts";
import { Table } from "./desk/table";
import { Figures } from "./figures/figures";
import { currentYear, plansQuery, schoolQuery, yearsQuery } from "./queries";
import { useMay } from "./use-may";
import { messages as words } from "./words";
import { progressQuery } from "./year-queries";

type Group = Schemas["ProgressGroup"];

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
  const [by, setBy] = useState<"teacher" | "class" | "subject">("teacher");
  const query = useQuery(progressQuery(schoolId, yearId, by));
  const plans = useQuery(plansQuery(schoolId, yearId));
  const nameOf = (group: Group) => {
    if (by === "class") return w("class_name", { grade: group.grade ?? 0, name: group.class_name ?? "" });
    if (by === "teacher") return group.staff_member_id === undefined ? t("no_teacher") : pick(group.name_ar, group.name_en);
    const found = plans.data?.items.flatMap((plan) => plan.subjects).find((each) => each.subject === group.subject);
    return found ? pick(found.name_ar, found.name_en) : (group.subject ?? "");
  };
  // Where what is missing stands, sheet by sheet.
  const pathOf = (group: Group) => {
    if (by === "class") return group.class_id && `classes/${group.class_id}/overview`;
    return by === "teacher" ? group.staff_member_id && `staff/${group.staff_member_id}` : group.subject && `subjects/${group.subject}`;
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
                  { head: t(`by_${by}`), isName: true, cell: (group) => (pathOf(group) === undefined ? nameOf(group) : <Link to={`/schools/${schoolId}/${pathOf(group)}`}>{nameOf(group)}</Link>) },
                  { head: t("entered"), isPicture: true, cell: (group) => <PieceBar of={group.needed} pieces={[{ count: group.needed - group.missing, kind: "plain" }]} /> },
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
          {may("result_preview") && <Figures schoolId={schoolId} year={year} />}
        </>
      )}
    </Page>
  );
}
