/** One cell beside the sheet: all that was entered in it, a status by decision, a make-up measure, a correction after signing. */
import { Alert, Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { gregorianDay, moment } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { digitsOfName, inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { useCell, type CellStore } from "./cell-store";
import { shownValue } from "./cell-view";
import { messages as cellMessages } from "./messages";
import { parseEntry, type SheetColumn } from "./parse-entry";
import { correctionsQuery, historyQuery } from "./requests";
import { placeKey, type CellPlace } from "./sheet-cells";
import { messages } from "./sheet-messages";
import type { AboutEntry, MarkSheet } from "./use-sheet";

const REASONS = ["marking_error", "sum_error", "transcription_error", "make_up_sitting", "review_committee", "cheating_decision", "cancelled_question"] as const;
const BY_DECISION = ["withheld", "cancelled_for_cheating", "exempt", "absent"] as const;

type Entry = Schemas["LedgerEntry"];

function EntryView({ entry }: { entry: Entry }) {
  const t = useText(messages);
  const cell = useText(cellMessages);
  const locale = useLocale();
  const isReason = (reason: string): reason is (typeof REASONS)[number] => (REASONS as readonly string[]).includes(reason);
  return (
    <li className="entry-line" data-current={entry.is_current || undefined}>
      <span className="entry-value" data-pen={entry.layer}>
        {entry.is_current ? shownValue(entry, cell, locale) || cell("empty") : <del>{shownValue(entry, cell, locale) || cell("empty")}</del>}
      </span>
      <span className="entry-about">
        {t("entered", { name: entry.entered_by_name || t("somebody"), when: moment(entry.entered_at, locale) })}
        {entry.layer !== "teacher" && ` – ${cell(`pen_${entry.layer}`)}`}
        {entry.assessed_on !== undefined && <span>{t("assessed", { day: gregorianDay(entry.assessed_on, locale) })}</span>}
        {entry.missed_on !== undefined && <span>{t("missed", { day: gregorianDay(entry.missed_on, locale) })}</span>}
        {entry.practised_on !== undefined && <span>{t("practised", { day: gregorianDay(entry.practised_on, locale) })}</span>}
        {entry.reason !== "" && <span>{isReason(entry.reason) ? t(entry.reason) : entry.reason}</span>}
        {entry.note !== undefined && <span>{entry.note}</span>}
      </span>
    </li>
  );
}

/** Asks for a correction of a signed cell. */
function CorrectionForm({ schoolId, sheet, place, column, version }: { schoolId: string; sheet: MarkSheet; place: CellPlace; column: SheetColumn; version: string | undefined }) {
  const t = useText(messages);
  const cell = useText(cellMessages);
  const queries = useQueryClient();
  const [value, setValue] = useState("");
  const [reason, setReason] = useState<(typeof REASONS)[number]>("marking_error");
  const [evidence, setEvidence] = useState("");
  const [decision, setDecision] = useState("");
  const [key, setKey] = useState(newKey);
  const [unread, setUnread] = useState<string>();
  const ask = useMutation({
    mutationFn: (body: Schemas["MarksCorrectionRequest"]) =>
      answerOf(client.POST("/v1/schools/{school_id}/mark-sheets/{sheet_id}/corrections", { params: { path: { school_id: schoolId, sheet_id: sheet.sheet_id }, header: { "Idempotency-Key": key } }, body })),
    onSuccess: async () => {
      setKey(newKey());
      setValue("");
      setEvidence("");
      await queries.invalidateQueries({ queryKey: correctionsQuery(schoolId, sheet.sheet_id).queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = parseEntry(value, column);
    if (read.kind === "not_read") return setUnread(cell(read.reason));
    setUnread(undefined);
    const body: Schemas["MarksCorrectionRequest"] = { student_id: place.student, column: place.column, reason, evidence };
    if (column.repeats > 1) body.occurrence = place.occurrence;
    if (version !== undefined) body.based_on = version;
    if (read.kind === "value") body.value = read.value;
    else body.status = read.status;
    if (decision.trim() !== "") body.decision = decision.trim();
    ask.mutate(body);
  };
  return (
    <form onSubmit={submit} aria-label={t("request")}>
      <p className="quiet">{t("request_about")}</p>
      <TextInput required label={t("new_value")} value={value} error={unread} onChange={(event) => setValue(event.currentTarget.value)} />
      <NativeSelect label={t("reason")} value={reason} data={REASONS.map((each) => ({ value: each, label: t(each) }))} onChange={(event) => setReason(REASONS.find((each) => each === event.currentTarget.value) ?? "marking_error")} />
      <Textarea required label={t("evidence")} value={evidence} onChange={(event) => setEvidence(event.currentTarget.value)} />
      {(reason === "review_committee" || reason === "cheating_decision") && <TextInput required label={t("decision_number")} value={decision} onChange={(event) => setDecision(event.currentTarget.value)} />}
      <ProblemAlert failure={ask.error} />
      {ask.isSuccess && (
        <Alert role="status" variant="light">
          {t("request_sent")}
        </Alert>
      )}
      <Button type="submit" loading={ask.isPending}>
        {t("send_request")}
      </Button>
    </form>
  );
}

function StatusForm({ onSet }: { onSet: (about: AboutEntry) => void }) {
  const t = useText(messages);
  const cell = useText(cellMessages);
  const [status, setStatus] = useState<(typeof BY_DECISION)[number]>("withheld");
  const [decision, setDecision] = useState("");
  const isDecided = status === "withheld" || status === "cancelled_for_cheating";
  return (
    <form
      aria-label={t("other_status")}
      onSubmit={(event) => {
        event.preventDefault();
        onSet({ status, ...(isDecided ? { decision: decision.trim() } : {}) });
      }}
    >
      <NativeSelect label={t("status")} value={status} data={BY_DECISION.map((each) => ({ value: each, label: cell(`about_${each}`) }))} onChange={(event) => setStatus(BY_DECISION.find((each) => each === event.currentTarget.value) ?? "withheld")} />
      {isDecided && <TextInput required label={t("decision_number")} value={decision} onChange={(event) => setDecision(event.currentTarget.value)} />}
      <Button type="submit" variant="light">
        {t("set_status")}
      </Button>
    </form>
  );
}

function MakeUpForm({ column, day, onSet }: { column: SheetColumn; day: string; onSet: (text: string, about: AboutEntry) => void }) {
  const t = useText(messages);
  const cell = useText(cellMessages);
  const [value, setValue] = useState("");
  const [missed, setMissed] = useState("");
  const [practised, setPractised] = useState("");
  const [unread, setUnread] = useState<string>();
  return (
    <form
      aria-label={t("excuse_days")}
      onSubmit={(event) => {
        event.preventDefault();
        const read = parseEntry(value, column);
        if (read.kind === "not_read") return setUnread(cell(read.reason));
        setUnread(undefined);
        onSet(value, { assessed_on: day, missed_on: missed, ...(practised === "" ? {} : { practised_on: practised }) });
      }}
    >
      <TextInput required label={t("value")} value={value} error={unread} onChange={(event) => setValue(event.currentTarget.value)} />
      <DayField required label={t("missed_on")} value={missed} onChange={setMissed} />
      {column.make_up === "after_practice" && <DayField required label={t("practised_on")} value={practised} onChange={setPractised} />}
      <Button type="submit" variant="light">
        {t("set_makeup")}
      </Button>
    </form>
  );
}

interface CellPanelProps {
  schoolId: string;
  sheet: MarkSheet;
  place: CellPlace | undefined;
  store: CellStore;
  day: string;
  mayRecord: boolean;
  mayCorrect: boolean;
  onEnter: (place: CellPlace, text: string, about: AboutEntry) => void;
}

export function CellPanel({ schoolId, sheet, place, store, day, mayRecord, mayCorrect, onEnter }: CellPanelProps) {
  const t = useText(messages);
  const words = useText(cellMessages);
  const pick = usePick();
  const { digits } = useLocale();
  const cell = useCell(store, place ? placeKey(place) : "");
  const version = cell.server?.version;
  const history = useQuery({
    ...historyQuery(schoolId, sheet.sheet_id, place?.student ?? "", place?.column ?? "", place?.occurrence ?? 1),
    enabled: place !== undefined && version !== undefined,
    refetchOnMount: "always",
  });
  const student = sheet.students.find((each) => each.student_id === place?.student);
  const column = sheet.columns.find((each) => each.key === place?.column);
  if (!place || !student || !column) return <Nothing>{t("panel_pick")}</Nothing>;
  const key = `${place.student}/${place.column}/${place.occurrence}/${version ?? "0"}`;
  const enter = (text: string, about: AboutEntry) => onEnter(place, text, about);
  return (
    <div key={key}>
      <p>
        <strong>{pick(student.name_ar, student.name_en)}</strong>
        <br />
        {digitsOfName(pick(column.label_ar, column.label_en), digits)}
        {column.repeats > 1 && ` – ${inDigits(words("measure", { number: place.occurrence }), digits)}`}
      </p>
      <h3>{t("history")}</h3>
      {version === undefined ? (
        <p className="quiet">{t("no_history")}</p>
      ) : (
        <Resource query={history} lines={2}>
          {({ entries }) => (
            <ol className="entry-lines">
              {[...entries].reverse().map((entry) => (
                <EntryView key={entry.entry_id} entry={entry} />
              ))}
            </ol>
          )}
        </Resource>
      )}
      {mayCorrect && (
        <>
          <h3>{t("request")}</h3>
          <CorrectionForm schoolId={schoolId} sheet={sheet} place={place} column={column} version={version} />
        </>
      )}
      {mayRecord && (
        <>
          {column.kind !== "judgement" && (
            <details className="panel-more">
              <summary>{t("excuse_days")}</summary>
              <MakeUpForm column={column} day={day} onSet={enter} />
            </details>
          )}
          <details className="panel-more">
            <summary>{t("other_status")}</summary>
            <StatusForm onSet={(about) => enter(words(`about_${about.status ?? "absent"}` as "about_absent"), about)} />
          </details>
        </>
      )}
    </div>
  );
}
