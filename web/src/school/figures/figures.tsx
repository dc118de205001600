/** The school in numbers: what was published, by band, subject and class; absence; the years side by side. For a purpose, asked once. */
import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import type { Schemas } from "@/platform/api";
import { useText } from "@/platform/messages";
import { PurposeChoice, messages as purposeWords } from "@/platform/purpose-choice";
import { usePurpose, type Purpose } from "@/platform/purpose";
import { Nothing, Resource } from "@/platform/resource";
import { Section } from "../desk/parts";
import { Absence } from "./absence";
import { chosenSubject, keyOf } from "./counting";
import { MarksByBand, MarksByClass, MarksBySubject } from "./marks";
import { messages } from "./messages";
import { classCountsQuery, marksQuery } from "./queries";
import { ResultsByClass } from "./results-by-class";
import { useSubjectName } from "./subject-name";
import { Trend } from "./trend";
import "./figures.css";

type SchoolYear = Schemas["SchoolYear"];

function Marks({ schoolId, yearId, purpose }: { schoolId: string; yearId: string; purpose: Purpose }) {
  const t = useText(messages);
  const nameOf = useSubjectName();
  const [search, setSearch] = useSearchParams();
  const grades = useQuery(marksQuery(schoolId, yearId, "grade", purpose));
  const counts = useQuery(classCountsQuery(schoolId, yearId, purpose));
  const choose = (part: Record<string, string>) => setSearch((old) => ({ ...Object.fromEntries(old), ...part }), { replace: true });
  return (
    <Resource query={grades}>
      {({ items }) => {
        const withMarks = items.filter(({ subjects }) => subjects.length > 0);
        const of = withMarks.find(({ grade }) => String(grade) === search.get("grade")) ?? withMarks[0];
        const subject = chosenSubject(of?.subjects ?? [], search.get("subject"));
        if (of === undefined || subject === undefined)
          return (
            <>
              {counts.data?.items.some(({ total }) => total !== 0) && <Nothing>{t("no_marks")}</Nothing>}
              <Trend schoolId={schoolId} purpose={purpose} />
            </>
          );
        return (
          <>
            <div className="figures-choice">
              {withMarks.length > 1 && <NativeSelect label={t("grade")} value={String(of.grade)} onChange={(event) => choose({ grade: event.currentTarget.value })} data={withMarks.map(({ grade }) => ({ value: String(grade), label: t("grade_name", { grade }) }))} />}
              <NativeSelect label={t("subject")} value={keyOf(subject)} onChange={(event) => choose({ subject: event.currentTarget.value })} data={of.subjects.map((each) => ({ value: keyOf(each), label: nameOf(each) }))} />
            </div>
            <div className="figures-pair">
              <MarksByBand marks={subject} />
              <MarksByClass schoolId={schoolId} yearId={yearId} purpose={purpose} grade={of.grade} subject={subject} />
            </div>
            <MarksBySubject grade={of.grade} subjects={of.subjects.filter((each) => each.subject !== "")} chosen={keyOf(subject)} choose={(key) => choose({ subject: key })} />
            <Trend schoolId={schoolId} purpose={purpose} grade={of.grade} subject={subject} />
          </>
        );
      }}
    </Resource>
  );
}

export function Figures({ schoolId, year }: { schoolId: string; year: SchoolYear }) {
  const t = useText(messages);
  const p = useText(purposeWords);
  const [purpose, choosePurpose] = usePurpose();
  const yearId = year.school_year_id;
  if (purpose === undefined)
    return (
      <Section title={t("title")}>
        <div className="figures-choice">
          <PurposeChoice purpose={purpose} choose={choosePurpose} />
        </div>
        <Nothing>{t("choose")}</Nothing>
      </Section>
    );
  return (
    <>
      <p className="figures-purpose">
        {t("for_purpose", { purpose: p("purpose_of", { purpose }) })}
        <Button variant="subtle" size="compact-sm" onClick={() => choosePurpose(undefined)}>
          {t("other_purpose")}
        </Button>
      </p>
      <ResultsByClass schoolId={schoolId} yearId={yearId} purpose={purpose} />
      <Marks schoolId={schoolId} yearId={yearId} purpose={purpose} />
      <Absence schoolId={schoolId} year={year} purpose={purpose} />
    </>
  );
}
