/** Decisions of the published results, class by class; each class leads to its results. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { PieceBar } from "@/platform/charts";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import type { Purpose } from "@/platform/purpose";
import { Nothing, Resource } from "@/platform/resource";
import { Section } from "../desk/parts";
import { Table } from "../desk/table";
import { percentOf } from "./counting";
import { messages } from "./messages";
import { classCountsQuery } from "./queries";

/** A count; a blanked one in words. */
export function Count({ value }: { value: number | null }) {
  const t = useText(messages);
  const { digits } = useLocale();
  return value === null ? <span className="desk-quiet">{t("blanked")}</span> : <>{inDigits(String(value), digits)}</>;
}

export function ResultsByClass({ schoolId, yearId, purpose }: { schoolId: string; yearId: string; purpose: Purpose }) {
  const t = useText(messages);
  const { digits } = useLocale();
  const query = useQuery(classCountsQuery(schoolId, yearId, purpose));
  return (
    <Section title={t("results")}>
      <Resource query={query}>
        {({ items }) => {
          const published = items.filter((each) => each.total !== 0);
          if (published.length === 0) return <Nothing>{t("no_results")}</Nothing>;
          return (
            <>
              <Table
                label={t("results")}
                rows={published}
                keyOf={(each) => each.class_id}
                columns={[
                  { head: t("class"), isName: true, cell: (each) => <Link to={`/schools/${schoolId}/results/${yearId}/classes/${each.class_id}`}>{t("class_name", { grade: each.grade, name: each.name })}</Link> },
                  {
                    head: t("picture"),
                    isPicture: true,
                    cell: (each) => (
                      <PieceBar
                        pieces={[
                          { count: each.passed, kind: "done" },
                          { count: each.second_chance, kind: "attention" },
                          { count: each.not_passed, kind: "refusal" },
                          { count: each.named === null || each.open === null ? null : each.named + each.open, kind: "quiet" },
                        ]}
                      />
                    ),
                  },
                  { head: t("passed"), isNumber: true, cell: (each) => <span className="desk-state-done"><Count value={each.passed} /></span> },
                  { head: t("second_chance"), isNumber: true, cell: (each) => <span className="desk-state-attention"><Count value={each.second_chance} /></span> },
                  { head: t("not_passed"), isNumber: true, cell: (each) => <span className="desk-state-refusal"><Count value={each.not_passed} /></span> },
                  { head: t("named"), isNumber: true, cell: (each) => <Count value={each.named} /> },
                  { head: t("open"), isNumber: true, cell: (each) => <Count value={each.open} /> },
                  { head: t("share"), isNumber: true, cell: (each) => (each.pass_share ? t("percent", { percent: inDigits(percentOf(each.pass_share.shown), digits) }) : <Count value={null} />) },
                ]}
              />
              {published.some((each) => each.total === null || each.passed === null) && <p className="desk-quiet">{t("blanked_about")}</p>}
            </>
          );
        }}
      </Resource>
    </Section>
  );
}
