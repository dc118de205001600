import { Alert, Button, Checkbox, NativeSelect, Progress, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { newKey, type Schemas } from "@/platform/api";
import { moment } from "@/platform/dates";
import { inDigits, toAsciiDigits } from "@/platform/digits";
import { useLocale, useText, type Language } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { AskOnce } from "@/school/desk/dialog";
import { messages as desk } from "@/school/desk/messages";
import { Section, State } from "@/school/desk/parts";
import { PartList, Table, useParts } from "@/school/desk/table";
import { StudentLink } from "@/school/merges-page";
import { messages as helpWords } from "./help-messages";
import { applyImport, discardImport, kindOf, readImport, readProblems, readRows, undoMarks, type Kind, type Report } from "./import-api";
import { TONES } from "./imports-page";
import { messages } from "./messages";
import "./exchange.css";

type ImportProblem = Schemas["ImportProblem"];

/** Whether a problem has all that was typed: row, cell, column or words of its text. */
export function matches(problem: ImportProblem, typed: string, language: Language): boolean {
  const text = [problem.sheet, String(problem.row), problem.column ?? "", problem.cell ?? "", problem.problem[language]].join(" ").toLocaleLowerCase();
  return toAsciiDigits(typed.toLocaleLowerCase())
    .split(/\s+/)
    .every((word) => toAsciiDigits(text).includes(word));
}

function Problems({ schoolId, kind, found }: { schoolId: string; kind: Kind; found: Schemas["Import"] }) {
  const t = useText(messages);
  const d = useText(desk);
  const locale = useLocale();
  const [typed, setTyped] = useState("");
  const [only, setOnly] = useState("all");
  const query = useParts(["import-problems", schoolId, kind, found.import_id], (after) => readProblems(schoolId, kind, found.import_id, after));
  return (
    <Section title={t("problems")}>
      <div className="desk-tools" role="search">
        <TextInput className="desk-search" type="search" label={t("filter")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        {found.conflicts > 0 && found.refused > 0 && <NativeSelect label={t("only")} value={only} onChange={(event) => setOnly(event.currentTarget.value)} data={[{ value: "all", label: t("only_all") }, { value: "problems", label: t("only_problems") }, { value: "conflicts", label: t("only_conflicts") }]} />}
      </div>
      <PartList query={query} empty={<Nothing>{t("all_good")}</Nothing>}>
        {(problems) => {
          const shown = problems.filter((each) => (only === "all" || each.is_conflict === (only === "conflicts")) && matches(each, typed, locale.language));
          return (
            <>
              <p className="desk-quiet" role="status">
                {t("shown_of", { shown: shown.length, all: found.refused + found.conflicts })}
              </p>
              {shown.length === 0 ? (
                <Nothing>{d("nothing_matches")}</Nothing>
              ) : (
                <Table
                  label={t("problems")}
                  rows={shown}
                  keyOf={(each) => `${each.sheet} ${each.row} ${each.column ?? ""} ${each.problem.code}`}
                  columns={[
                    { head: t("place"), isName: true, cell: (each) => `${each.sheet === "" ? "" : `${each.sheet}: `}${each.row === 0 ? t("whole_file") : t("row", { row: each.row })}` },
                    { head: t("column"), cell: (each) => each.column },
                    { head: t("cell"), cell: (each) => each.cell !== null && <bdi>{each.cell}</bdi> },
                    { head: t("problem"), cell: (each) => <span className={each.is_conflict ? "desk-state-attention" : "desk-state-refusal"}>{each.problem[locale.language]}</span> },
                  ]}
                />
              )}
            </>
          );
        }}
      </PartList>
    </Section>
  );
}

function Rows({ schoolId, kind, importId }: { schoolId: string; kind: Kind; importId: string }) {
  const t = useText(messages);
  const { digits } = useLocale();
  const [isOpen, setOpen] = useState(false);
  const query = useParts(["import-rows", schoolId, kind, importId], (after) => readRows(schoolId, kind, importId, after), isOpen);
  return (
    <details className="import-rows" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("rows")}</summary>
      {isOpen && (
        <PartList query={query} empty={<Nothing>{t("all_good")}</Nothing>}>
          {(rows) => (
            <Table
              label={t("rows")}
              rows={rows}
              keyOf={(each) => `${each.sheet} ${each.row} ${each.column ?? ""} ${each.what}`}
              rowClass={(each) => `import-${each.state}`}
              columns={[
                { head: t("student"), isName: true, cell: (each) => (each.student_id === null ? t("new_student") : <StudentLink schoolId={schoolId} studentId={each.student_id} />) },
                { head: t("place"), cell: (each) => t("row", { row: each.row }) },
                { head: t("item"), cell: (each) => each.column ?? each.what },
                { head: t("was"), cell: (each) => inDigits(each.was, digits) },
                { head: t("becomes"), cell: (each) => inDigits(each.value, digits) },
                { head: t("state"), cell: (each) => <State tone={each.state === "new" ? "done" : each.state === "changed" ? "attention" : "quiet"}>{t(`row_${each.state}`)}</State> },
              ]}
            />
          )}
        </PartList>
      )}
    </details>
  );
}

function Waiting({ schoolId, kind, report, onChange }: { schoolId: string; kind: Kind; report: Report; onChange: () => void }) {
  const t = useText(messages);
  const locale = useLocale();
  const found = report.import;
  const [goodRows, setGoodRows] = useState(false);
  const [overwrites, setOverwrites] = useState(false);
  const [key, setKey] = useState(newKey);
  const apply = useMutation({
    mutationFn: () => applyImport(schoolId, kind, found.import_id, key, { file_digest: found.file_digest, plan_digest: found.plan_digest, takes_good_rows: goodRows, accepts_overwrites: overwrites }),
    onSuccess: onChange,
  });
  const isReady = (found.refused === 0 || goodRows) && (found.conflicts === 0 || overwrites) && found.records > 0;
  return (
    <>
      {found.refused > 0 && (
        <>
          <p>{t("mend")}</p>
          <Checkbox
            checked={goodRows}
            label={t("good_rows")}
            onChange={(event) => {
              setGoodRows(event.currentTarget.checked);
              setKey(newKey());
            }}
          />
        </>
      )}
      {found.conflicts > 0 && (
        <Checkbox
          checked={overwrites}
          label={t("overwrites")}
          onChange={(event) => {
            setOverwrites(event.currentTarget.checked);
            setKey(newKey());
          }}
        />
      )}
      <ProblemAlert failure={apply.error} />
      <div className="desk-buttons import-steps">
        <Button disabled={!isReady} loading={apply.isPending} onClick={() => apply.mutate()}>
          {t("apply")}
        </Button>
        <Button component={Link} variant="default" to={`/schools/${schoolId}/imports`}>
          {t("another")}
        </Button>
        <AskOnce label={t("discard")} title={t("discard")} text={<p>{t("discard_text")}</p>} confirm={t("discard")} variant="subtle" act={(each) => discardImport(schoolId, kind, found.import_id, each)} onDone={onChange} />
      </div>
      {apply.isPending && (
        <div className="import-progress" role="status">
          <Progress value={100} animated striped aria-label={t("applying")} />
          <span>{t("applying")}</span>
        </div>
      )}
      {report.kept_until !== null && <p className="desk-quiet">{t("kept_until", { when: moment(report.kept_until, locale) })}</p>}
    </>
  );
}

export default function ImportPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const locale = useLocale();
  const { schoolId = "", kind: kindText, importId = "" } = useParams();
  const kind = kindOf(kindText);
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ["import", schoolId, kind, importId], queryFn: () => readImport(schoolId, kind, importId) });
  const onChange = () => void queries.invalidateQueries();
  return (
    <Resource query={query} lines={10}>
      {(report) => {
        const found = report.import;
        const applied = report.events.find((each) => each.kind === "applied");
        const figures: [string, number, string][] = [
          [t("records"), found.records, ""],
          [t("count_new"), found.new, ""],
          [t("count_changed"), found.changed, ""],
          [t("count_same"), found.same, ""],
          [t("count_problems"), found.refused, found.refused > 0 ? "figure-refusal" : ""],
          [t("count_conflicts"), found.conflicts, found.conflicts > 0 ? "figure-attention" : ""],
        ];
        return (
          <Page
            help={help("import")}
            title={found.file_name}
            wide
            about={
              <>
                <Link to={`/schools/${schoolId}/imports`}>{t("imports")}</Link> – {t(kind)} – {moment(found.tried_at, locale)}
              </>
            }
            actions={<State tone={TONES[found.state]}>{t(`state_${found.state}`)}</State>}
          >
            <dl className="figures">
              {figures.map(([label, count, tone]) => (
                <div key={label} className={tone}>
                  <dt>{label}</dt>
                  <dd>{inDigits(String(count), locale.digits)}</dd>
                </div>
              ))}
            </dl>
            {found.state === "tried" && (
              <>
                {found.refused + found.conflicts === 0 && <p className="desk-state-done">{t("all_good")}</p>}
                <Waiting schoolId={schoolId} kind={kind} report={report} onChange={onChange} />
                {found.refused + found.conflicts > 0 && <Problems schoolId={schoolId} kind={kind} found={found} />}
                <Rows schoolId={schoolId} kind={kind} importId={importId} />
              </>
            )}
            {applied && found.state === "applied" && (
              <Alert variant="light" role="status" mb="md">
                {t("applied", { count: applied.records })} {applied.left_out > 0 && t("left_out", { count: applied.left_out })}
              </Alert>
            )}
            {found.state === "applied" &&
              (kind === "marks" ? <AskOnce label={t("undo")} title={t("undo")} text={<p>{t("undo_text")}</p>} confirm={t("undo")} act={(key) => undoMarks(schoolId, importId, key)} onDone={onChange} /> : <p className="desk-quiet">{t("no_undo")}</p>)}
            {report.events.length > 0 && (
              <ul className="desk-quiet">
                {report.events.map((each) => (
                  <li key={each.done_at}>{t(`event_${each.kind}`, { when: moment(each.done_at, locale) })}</li>
                ))}
              </ul>
            )}
          </Page>
        );
      }}
    </Resource>
  );
}
