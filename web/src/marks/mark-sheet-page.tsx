import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { memo, useCallback, useMemo, useState } from "react";
import { Link, Navigate, useParams, useSearchParams } from "react-router";
import { Page } from "@/app/page";
import { useSession } from "@/access/session";
import { gregorianDay, today } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText, type Locale } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { classQuery, planQuery } from "@/school/queries";
import { CellPanel } from "./cell-panel";
import { useCell, useCounts, type CellStore } from "./cell-store";
import { aboutValue, shownValue } from "./cell-view";
import { MarkGrid } from "./mark-grid";
import { messages } from "./messages";
import { permitsIn } from "./permits";
import { placeKey, type CellPlace } from "./sheet-cells";
import { messages as around } from "./sheet-messages";
import { WithPanel } from "./work-panel";
import { TotalsPanel } from "./totals-panel";
import { useTotals, type SheetKind, type Totals } from "./totals";
import { useSheet, type MarkSheet } from "./use-sheet";
import "./mark-sheet-page.css";

type AroundText = (name: keyof typeof around, values?: Record<string, string | number>) => string;

function SheetState({ store, onSend }: { store: CellStore; onSend: () => void }) {
  const t = useText(messages);
  const counts = useCounts(store);
  const look = counts.refused + counts.conflict;
  return (
    <div className="sheet-state" role="status">
      {counts.waiting > 0 && (
        <span className="state-waiting">
          {t("some_waiting", { count: counts.waiting })}
          <Button size="compact-xs" variant="subtle" onClick={onSend}>
            {t("send_again")}
          </Button>
        </span>
      )}
      {look > 0 && <span className="state-refused">{t("some_refused", { count: look })}</span>}
      {counts.sending > 0 ? <span>{t("being_saved")}</span> : counts.waiting + look === 0 && <span className="state-saved">{t("all_saved")}</span>}
    </div>
  );
}

/** Until when marks are entered, or why not now. */
export function entryText(entry: MarkSheet["entry"], personId: string | undefined, t: AroundText, locale: Locale): string {
  const exception = entry.exceptions.find((each) => each.staff_member_id === personId);
  if (entry.state !== "open" && exception !== undefined) return t("entry_exception", { day: gregorianDay(exception.last_day, locale) });
  switch (entry.state) {
    case "open":
      return t("entry_open", { day: gregorianDay(entry.last_day ?? "", locale) });
    case "before":
      return t("entry_before", { day: gregorianDay(entry.first_day ?? "", locale) });
    case "over":
      return t("entry_over", { day: gregorianDay(entry.last_day ?? "", locale) });
    case "no_window":
      return t("entry_no_window");
  }
}

/** What stands above every page of a sheet: its title, class and term. */
export function useSheetTitle(schoolId: string, sheet: MarkSheet) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const found = useQuery(classQuery(schoolId, sheet.class_id));
  const plan = useQuery({ ...planQuery(schoolId, found.data?.study_plan_id ?? ""), enabled: found.data !== undefined });
  const subject = plan.data?.subjects.find((each) => each.subject === sheet.subject);
  const className = found.data ? t("class_name", { grade: found.data.grade, name: found.data.name }) : "";
  return {
    title: `${subject ? `${pick(subject.name_ar, subject.name_en)}: ` : ""}${pick(sheet.title_ar, sheet.title_en)}`,
    about: t("sheet_about", { class: className, term: String(sheet.term), year: inDigits(sheet.school_year, locale.digits) }),
    yearId: found.data?.school_year_id,
  };
}

type Beside = { kind: "cell" } | { kind: "total"; student: string };
type Work = ReturnType<typeof useSheet>;

/** What is said of the active cell below the grid: why it was refused, who set it, both values of a conflict. */
function CellLine({ work, place }: { work: Work; place: CellPlace }) {
  const t = useText(messages);
  const locale = useLocale();
  const cell = useCell(work.store, placeKey(place));
  return (
    <div className="cell-line" aria-live="polite" data-state={cell.state.kind}>
      {cell.state.kind === "refused" && cell.state.why}
      {cell.state.kind === "saved" && aboutValue(cell.server, t, locale)}
      {cell.state.kind === "conflict" && (
        <Group gap="xs">
          <span>{t("conflict", { current: shownValue(cell.state.current, t, locale) || t("empty") })}</span>
          <Button size="compact-sm" onClick={() => work.keepMine(place)}>
            {t("keep_mine", { mine: inDigits(cell.state.text, locale.digits) })}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => work.takeTheirs(place)}>
            {t("take_theirs", { theirs: shownValue(cell.state.current, t, locale) || t("empty") })}
          </Button>
        </Group>
      )}
    </div>
  );
}

interface SheetWorkProps {
  schoolId: string;
  sheet: MarkSheet;
  yearId: string | undefined;
  work: Work;
  totals: Totals;
  day: string;
  isLocked: boolean;
  permits: ReturnType<typeof permitsIn>;
  beside: Beside | undefined;
  onBeside: (beside: Beside | undefined) => void;
}

/** The grid with what belongs to its active cell: a move from cell to cell draws nothing around it anew. */
const SheetWork = memo(function SheetWork({ schoolId, sheet, yearId, work, totals, day, isLocked, permits, beside, onBeside }: SheetWorkProps) {
  const t = useText(messages);
  const sheetText = useText(around);
  const [search] = useSearchParams();
  const [active, setActive] = useState<CellPlace>();
  const onPanel = useCallback(() => onBeside({ kind: "cell" }), [onBeside]);
  const onClose = useCallback(() => onBeside(undefined), [onBeside]);
  const onFigure = useCallback((student: string) => onBeside({ kind: "total", student }), [onBeside]);
  const start = useMemo(() => {
    const student = search.get("student");
    return student === null ? undefined : { student, column: search.get("column") ?? "" };
  }, [search]);
  const mayCorrect = sheet.signed_at !== undefined && !sheet.is_sealed && permits("mark_correct");
  return (
    <WithPanel
      title={beside?.kind === "total" ? sheetText("why_total") : sheetText("panel")}
      onClose={onClose}
      panel={
        beside === undefined ? undefined : beside.kind === "total" ? (
          <TotalsPanel schoolId={schoolId} sheet={sheet} yearId={yearId} student={beside.student} totals={totals} mayPreview={permits("result_preview")} />
        ) : (
          <CellPanel schoolId={schoolId} sheet={sheet} place={active} store={work.store} day={day} mayRecord={!isLocked} mayCorrect={mayCorrect} onEnter={work.enter} />
        )
      }
    >
      {sheet.students.length === 0 ? (
        <Nothing>{t("no_students")}</Nothing>
      ) : (
        <MarkGrid sheet={sheet} store={work.store} totals={totals} isLocked={isLocked} onEnter={work.enterAll} onUndo={work.undo} onActive={setActive} onPanel={onPanel} onFigure={onFigure} {...(start ? { start } : {})} />
      )}
      {active ? <CellLine work={work} place={active} /> : <div className="cell-line" aria-live="polite" />}
    </WithPanel>
  );
});

function OpenSheet({ schoolId, sheet, work, totals, day, onDay }: { schoolId: string; sheet: MarkSheet; work: Work; totals: Totals; day: string; onDay: (day: string) => void }) {
  const t = useText(messages);
  const sheetText = useText(around);
  const locale = useLocale();
  const { session } = useSession();
  const { title, about, yearId } = useSheetTitle(schoolId, sheet);
  const [beside, setBeside] = useState<Beside>();

  const permits = useMemo(() => permitsIn(session.grants, schoolId, sheet.class_id, sheet.subject), [schoolId, session.grants, sheet.class_id, sheet.subject]);
  const persons = useMemo(() => new Set((session.grants ?? []).filter((grant) => grant.school_id === schoolId).map((grant) => grant.person_id)), [schoolId, session.grants]);
  const isSigned = sheet.signed_at !== undefined;
  const hasException = sheet.entry.exceptions.some((each) => persons.has(each.staff_member_id));
  const isClosed = sheet.entry.state !== "open" && !hasException;
  const isLocked = sheet.is_sealed || isSigned || isClosed || !permits("mark_record");
  const isDated = sheet.columns.some((column) => column.kind === "level" || column.kind === "judgement");
  const state = sheet.is_sealed
    ? t("sealed")
    : isSigned
      ? t("signed_on", { day: gregorianDay((sheet.signed_at ?? "").slice(0, 10), locale) })
      : permits("mark_record")
        ? entryText(sheet.entry, [...persons].find((person) => sheet.entry.exceptions.some((each) => each.staff_member_id === person)), sheetText, locale)
        : sheetText("read_only");
  return (
    <Page
      help={t("help")}
      wide
      title={title}
      about={
        <>
          {about}
          <span className="sheet-window" data-closed={(isLocked && !isSigned) || undefined}>
            {state}
          </span>
        </>
      }
      actions={
        <>
          <Button variant="default" onClick={() => setBeside(beside?.kind === "cell" ? undefined : { kind: "cell" })} aria-expanded={beside?.kind === "cell"}>
            {sheetText("panel_open")}
          </Button>
          {sheet.regulation.startsWith("kw_") && (
            <Button variant="default" component={Link} to={`/schools/${schoolId}/classes/${sheet.class_id}/subjects/${sheet.subject}/report-notes?term=${String(sheet.term === 2 ? 2 : 1)}`}>
              {sheetText("to_report_notes")}
            </Button>
          )}
          <Button variant="default" component={Link} to={`/schools/${schoolId}/classes/${sheet.class_id}/subjects/${sheet.subject}/papers`}>
            {sheetText("to_papers")}
          </Button>
          <Button component={Link} to="signing">
            {sheetText("to_signing")}
          </Button>
        </>
      }
    >
      <div className="sheet-bar">
        <SheetState store={work.store} onSend={() => void work.sendNow()} />
        {isDated && !isLocked && (
          <DayField className="sheet-day" isCompact label={sheetText("assessed_on")} value={day} max={today()} onChange={(chosen) => chosen !== "" && onDay(chosen)} />
        )}
      </div>
      <SheetWork schoolId={schoolId} sheet={sheet} yearId={yearId} work={work} totals={totals} day={day} isLocked={isLocked} permits={permits} beside={beside} onBeside={setBeside} />
    </Page>
  );
}

export default function MarkSheetPage() {
  const { schoolId = "", sheetId = "" } = useParams();
  const [day, setDay] = useState(today);
  // Part and term are known with the sheet; what is asked of totals follows them.
  const [kind, setKind] = useState<SheetKind>();
  const { totals, onAccepted } = useTotals(schoolId, sheetId, kind);
  const work = useSheet(schoolId, sheetId, { day, onAccepted });
  const { part, term } = work.query.data ?? {};
  if (part !== undefined && term !== undefined && (part !== kind?.part || term !== kind.term)) setKind({ part, term });
  return (
    <Resource query={work.query} lines={12}>
      {(sheet) =>
        // Skills are judged on their board, with the tools by which mastery is seen.
        sheet.part === "skills" ? <Navigate replace to={`/schools/${schoolId}/classes/${sheet.class_id}/subjects/${sheet.subject}/skills`} /> : <OpenSheet schoolId={schoolId} sheet={sheet} work={work} totals={totals} day={day} onDay={setDay} />
      }
    </Resource>
  );
}
