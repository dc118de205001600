/** The attendance ladder: how many students reached each step, in the school and in each class; each class leads to its attendance. */
import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { messages as noticeWords } from "@/attendance/notices-messages";
import type { Schemas } from "@/platform/api";
import { PieceBar } from "@/platform/charts";
import { today } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import type { Purpose } from "@/platform/purpose";
import { Nothing, Resource } from "@/platform/resource";
import { termOfDay } from "@/platform/scope";
import { Section } from "../desk/parts";
import { Table } from "../desk/table";
import { ladderOf, reached } from "./counting";
import { messages } from "./messages";
import { workQuery } from "./queries";
import { Count } from "./results-by-class";

export function Absence({ schoolId, year, purpose }: { schoolId: string; year: Schemas["SchoolYear"]; purpose: Purpose }) {
  const t = useText(messages);
  const n = useText(noticeWords);
  const { digits } = useLocale();
  const [chosen, choose] = useState<number>();
  const query = useQuery(workQuery(schoolId, year.school_year_id, purpose));
  const term = chosen ?? termOfDay(year, today()) ?? year.terms.at(-1)?.number ?? 1;
  const choice = year.terms.length > 1 && <NativeSelect size="xs" aria-label={t("term")} value={String(term)} onChange={(event) => choose(Number(event.currentTarget.value))} data={year.terms.map(({ number }) => ({ value: String(number), label: t("term_name", { term: String(number) }) }))} />;
  return (
    <Section title={t("absence")} actions={choice}>
      <p className="desk-quiet">{t("absence_about")}</p>
      <Resource query={query}>
        {(classes) => {
          const ladder = ladderOf(classes, term);
          const students = classes.reduce((sum, one) => sum + one.students, 0);
          const notCounted = classes.reduce((sum, one) => sum + one.not_counted, 0);
          return (
            <>
              {ladder.length === 0 ? (
                <Nothing>{t("no_absence")}</Nothing>
              ) : (
                <Table
                  label={t("absence")}
                  rows={ladder}
                  keyOf={({ kind }) => kind}
                  columns={[
                    { head: t("step"), isName: true, cell: ({ kind }) => n("kind", { kind }) },
                    { head: t("picture"), isPicture: true, cell: (rung) => <PieceBar of={students} pieces={[{ count: rung.students, kind: "attention" }]} /> },
                    { head: t("students"), isNumber: true, cell: (rung) => <Count value={rung.students} /> },
                  ]}
                />
              )}
              <h3 className="figures-part">{t("absence_by_class")}</h3>
              <Table
                label={t("absence_by_class")}
                rows={classes}
                keyOf={(one) => one.class_id}
                columns={[
                  { head: t("class"), isName: true, cell: (one) => <Link to={`/schools/${schoolId}/classes/${one.class_id}/attendance`}>{t("class_name", { grade: one.grade, name: one.name })}</Link> },
                  { head: t("students"), isNumber: true, cell: (one) => <Count value={one.students} /> },
                  { head: t("days_unexcused"), isNumber: true, cell: (one) => <Count value={one.terms.find((each) => each.term === term)?.unexcused_days ?? 0} /> },
                  { head: t("days_excused"), isNumber: true, cell: (one) => <Count value={one.terms.find((each) => each.term === term)?.excused_days ?? 0} /> },
                  { head: t("mean_days"), isNumber: true, cell: (one) => inDigits(one.terms.find((each) => each.term === term)?.mean_unexcused_days?.shown ?? "0", digits) },
                  ...ladder.map(({ kind }) => ({ head: n("kind", { kind }), isNumber: true, cell: (one: Schemas["ClassWork"]) => <Count value={reached(one, term, kind)} /> })),
                ]}
              />
              {notCounted > 0 && <p className="desk-quiet">{t("not_counted", { count: notCounted })}</p>}
            </>
          );
        }}
      </Resource>
    </Section>
  );
}
