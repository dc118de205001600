/** Marks of the published results: by band, by class, by subject. Each bar is a row of a table, its numbers beside it. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { MarkBar, PieceBar } from "@/platform/charts";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import type { Purpose } from "@/platform/purpose";
import { Resource } from "@/platform/resource";
import { Section } from "../desk/parts";
import { Table } from "../desk/table";
import { bandsOf, keyOf, tenthsOf, type SubjectMarks } from "./counting";
import { messages } from "./messages";
import { marksQuery } from "./queries";
import { Count } from "./results-by-class";
import { useSubjectName } from "./subject-name";

function Mean({ marks }: { marks: SubjectMarks }) {
  const t = useText(messages);
  const { digits } = useLocale();
  return marks.mean ? <>{t("mean_of", { mean: inDigits(marks.mean.shown, digits), maximum: inDigits(marks.maximum, digits) })}</> : <span className="desk-quiet">{t("no_mean")}</span>;
}

const meanBar = (marks: SubjectMarks) => marks.mean && <MarkBar mark={marks.mean.shown} of={marks.maximum} />;

/** In the regulation's own words; where it has none, by tenths of the maximum. */
export function MarksByBand({ marks }: { marks: SubjectMarks }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  const nameOf = useSubjectName();
  const hasBands = marks.bands.length > 0;
  const percent = (value: number) => inDigits(String(value), digits);
  const rows = hasBands
    ? marks.bands.map(({ code, ar, en, students }) => ({ key: code, name: pick(ar, en), students }))
    : tenthsOf(marks.tenths).map(([from, students]) => ({ key: String(from), name: from === 90 ? t("last_tenth") : t("tenth_of", { from: percent(from), to: percent(from + 10) }), students }));
  const title = t(hasBands ? "by_band" : "by_tenth", { subject: nameOf(marks) });
  return (
    <Section title={title}>
      <Table
        label={title}
        rows={rows}
        keyOf={({ key }) => key}
        columns={[
          { head: t(hasBands ? "band" : "tenth"), isName: true, cell: ({ name }) => name },
          { head: t("picture"), isPicture: true, cell: ({ students }) => <PieceBar of={marks.students} pieces={[{ count: students, kind: "plain" }]} /> },
          { head: t("students"), isNumber: true, cell: ({ students }) => <Count value={students} /> },
        ]}
      />
    </Section>
  );
}

export function MarksByClass({ schoolId, yearId, purpose, grade, subject }: { schoolId: string; yearId: string; purpose: Purpose; grade: number; subject: SubjectMarks }) {
  const t = useText(messages);
  const pick = usePick();
  const nameOf = useSubjectName();
  const query = useQuery(marksQuery(schoolId, yearId, "class", purpose));
  const title = t("by_class", { subject: nameOf(subject) });
  return (
    <Section title={title}>
      <Resource query={query}>
        {({ items }) => {
          const rows = items.flatMap((one) => {
            const marks = one.grade === grade ? one.subjects.find((each) => keyOf(each) === keyOf(subject)) : undefined;
            return marks ? [{ ...one, marks }] : [];
          });
          const bands = bandsOf(rows.map(({ marks }) => marks));
          return (
            <Table
              label={title}
              rows={rows}
              keyOf={(one) => one.class_id ?? ""}
              columns={[
                { head: t("class"), isName: true, cell: (one) => <Link to={`/schools/${schoolId}/results/${yearId}/classes/${one.class_id}`}>{t("class_name", { grade: one.grade, name: one.name ?? "" })}</Link> },
                { head: t("picture"), isPicture: true, cell: ({ marks }) => meanBar(marks) },
                { head: t("mean"), isNumber: true, cell: ({ marks }) => <Mean marks={marks} /> },
                ...bands.map((band) => ({ head: pick(band.ar, band.en), isNumber: true, cell: ({ marks }: { marks: SubjectMarks }) => <Count value={marks.bands.find(({ code }) => code === band.code)?.students ?? 0} /> })),
                ...(bands.length > 0
                  ? []
                  : [
                      { head: t("passed"), isNumber: true, cell: ({ marks }: { marks: SubjectMarks }) => <Count value={marks.passed} /> },
                      { head: t("not_passed"), isNumber: true, cell: ({ marks }: { marks: SubjectMarks }) => <Count value={marks.not_passed} /> },
                    ]),
              ]}
            />
          );
        }}
      </Resource>
    </Section>
  );
}

/** A subject opens itself in the tables above. */
export function MarksBySubject({ grade, subjects, chosen, choose }: { grade: number; subjects: readonly SubjectMarks[]; chosen: string; choose: (key: string) => void }) {
  const t = useText(messages);
  const nameOf = useSubjectName();
  const title = t("by_subject", { grade: t("grade_name", { grade }) });
  if (subjects.length === 0) return null;
  return (
    <Section title={title}>
      <Table
        label={title}
        rows={subjects}
        keyOf={keyOf}
        columns={[
          {
            head: t("subject"),
            isName: true,
            cell: (marks) => (
              <Button variant="subtle" size="compact-sm" aria-pressed={keyOf(marks) === chosen} onClick={() => choose(keyOf(marks))}>
                {nameOf(marks)}
              </Button>
            ),
          },
          { head: t("picture"), isPicture: true, cell: meanBar },
          { head: t("mean"), isNumber: true, cell: (marks) => <Mean marks={marks} /> },
          { head: t("passed"), isNumber: true, cell: (marks) => <Count value={marks.passed} /> },
          { head: t("not_passed"), isNumber: true, cell: (marks) => <Count value={marks.not_passed} /> },
          { head: t("students"), isNumber: true, cell: (marks) => <Count value={marks.students} /> },
        ]}
      />
    </Section>
  );
}
