/** The school's years side by side: the share that passed, and the mean of what is chosen; each year leads to its results. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Columns, MarkBar } from "@/platform/charts";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import type { Purpose } from "@/platform/purpose";
import { Nothing, Resource } from "@/platform/resource";
import { Section } from "../desk/parts";
import { Table } from "../desk/table";
import { percentOf, type SubjectMarks } from "./counting";
import { messages } from "./messages";
import { yearCountsQuery } from "./queries";
import { Count } from "./results-by-class";
import { useSubjectName } from "./subject-name";

const MOST_YEARS = 6;

export function Trend({ schoolId, purpose, grade, subject }: { schoolId: string; purpose: Purpose; grade?: number; subject?: SubjectMarks }) {
  const t = useText(messages);
  const { digits } = useLocale();
  const nameOf = useSubjectName();
  const query = useQuery(yearCountsQuery(schoolId, subject?.subject ?? "", purpose));
  const percent = (share: string) => t("percent", { percent: inDigits(percentOf(share), digits) });
  return (
    <Section title={t("trend")}>
      <Resource query={query}>
        {({ items }) => {
          const years = items.filter(({ total }) => total !== 0).slice(-MOST_YEARS);
          if (years.length === 0) return <Nothing>{t("no_trend")}</Nothing>;
          const meanOf = (year: (typeof years)[number]) => year.grades.find((each) => each.grade === grade)?.subjects.find((each) => each.term === (subject?.term ?? 0));
          return (
            <>
              {grade !== undefined && subject !== undefined && <p className="desk-quiet">{t("trend_about", { what: t("trend_what", { subject: nameOf(subject), grade: t("grade_name", { grade }) }) })}</p>}
              <div className="figures-pair">
                <Columns
                  columns={years.flatMap((year) =>
                    year.pass_share ? [{ key: year.school_year_id, name: inDigits(year.name, digits), share: Number(year.pass_share.shown), shown: percent(year.pass_share.shown), about: t("counted", { count: year.total ?? 0 }) }] : [],
                  )}
                />
                <Table
                  label={t("trend")}
                  rows={years}
                  keyOf={(year) => year.school_year_id}
                  columns={[
                    { head: t("year"), isName: true, cell: (year) => <Link to={`/schools/${schoolId}/results/${year.school_year_id}`}>{inDigits(year.name, digits)}</Link> },
                    { head: t("published"), isNumber: true, cell: (year) => <Count value={year.total} /> },
                    { head: t("passed"), isNumber: true, cell: (year) => <Count value={year.passed} /> },
                    { head: t("share"), isNumber: true, cell: (year) => (year.pass_share ? percent(year.pass_share.shown) : <Count value={null} />) },
                    ...(grade === undefined
                      ? []
                      : [
                          { head: t("picture"), isPicture: true, cell: (year: (typeof years)[number]) => (meanOf(year)?.mean ? <MarkBar mark={meanOf(year)?.mean?.shown ?? "0"} of={meanOf(year)?.maximum ?? "100"} /> : null) },
                          { head: t("mean"), isNumber: true, cell: (year: (typeof years)[number]) => (meanOf(year)?.mean ? inDigits(meanOf(year)?.mean?.shown ?? "", digits) : <span className="desk-quiet">{t("no_mean")}</span>) },
                        ]),
                  ]}
                />
              </div>
            </>
          );
        }}
      </Resource>
    </Section>
  );
}
