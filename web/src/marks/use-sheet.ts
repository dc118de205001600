/** One open mark sheet: read from the server, each cell sent as it is typed, nothing that was typed lost on the way. */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ApiFailure, answerOf, client, newKey, type Schemas } from "@/platform/api";
import { useLocale, useText } from "@/platform/messages";
import { messages } from "./messages";
import { parseEntry, type SheetColumn } from "./parse-entry";
import { countStates, EMPTY_CELL, placeKey, withSaved, withServerCells, withState, type CellPlace, type Cells, type MarkCell, type SentEntry } from "./sheet-cells";

export type MarkSheet = Schemas["MarkSheet"];

interface Typed {
  place: CellPlace;
  text: string;
  /** Of the cell as it was seen, where that is not what stands now: a conflict that was looked at. */
  basedOn?: string;
}

/** What goes in one request: with its key, so that sending it again enters nothing twice. */
interface Parcel {
  key: string;
  entries: { typed: Typed; entry: SentEntry }[];
}

const PAUSE_MS = 120;

function entryOf({ place, text, basedOn }: Typed, column: SheetColumn | undefined, seenVersion: string | undefined): SentEntry | undefined {
  const read = column ? parseEntry(text, column) : undefined;
  if (!column || !read || read.kind === "not_read") return undefined;
  const entry: SentEntry = { student_id: place.student, column: place.column };
  if (column.repeats > 1) entry.occurrence = place.occurrence;
  const version = basedOn ?? seenVersion;
  if (version !== undefined) entry.based_on = version;
  if (read.kind === "value") entry.value = read.value;
  else entry.status = read.status;
  return entry;
}

/** What an accepted entry shows until the sheet is read again. */
function acceptedCell(place: CellPlace, { value, status }: SentEntry, column: SheetColumn | undefined, version: string): MarkCell {
  const cell: MarkCell = { student_id: place.student, column: place.column, occurrence: place.occurrence, version };
  if (status !== undefined) cell.status = status;
  else if (value === undefined) return cell;
  else if (column?.kind === "level") cell.level = value;
  else if (column?.kind === "judgement") cell.judgement = value === "mastered" ? "mastered" : "not_mastered";
  else cell.mark = value;
  return cell;
}

export function useSheet(schoolId: string, sheetId: string) {
  const t = useText(messages);
  const { language } = useLocale();
  const queryKey = useMemo(() => ["sheet", schoolId, sheetId], [schoolId, sheetId]);
  const query = useQuery({
    queryKey,
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/mark-sheets/{sheet_id}", { params: { path: { school_id: schoolId, sheet_id: sheetId } } })),
    refetchOnWindowFocus: true,
  });
  const [cells, setCells] = useState<Cells>(new Map());
  const cellsNow = useRef<Cells>(cells);
  const update = useCallback((change: (old: Cells) => Cells) => {
    cellsNow.current = change(cellsNow.current);
    setCells(cellsNow.current);
  }, []);

  const sheet = query.data;
  useEffect(() => {
    if (sheet) update((old) => withServerCells(old, sheet.cells));
  }, [sheet, update]);

  const columns = useMemo(() => new Map((sheet?.columns ?? []).map((column) => [column.key, column])), [sheet]);
  const collected = useRef(new Map<string, Typed>());
  const parcel = useRef<Parcel | undefined>(undefined);
  const isSending = useRef(false);
  const undoable = useRef<{ place: CellPlace; before: string }[]>([]);

  const takeAnswer = useCallback(
    (sent: Parcel, answer: Schemas["RecordedMarks"]) => {
      update((old) => {
        let next = old;
        sent.entries.forEach(({ typed, entry }, index) => {
          const key = placeKey(typed.place);
          const row = answer.entries[index];
          if (!row) return;
          if (row.accepted) next = withSaved(next, key, typed.text, row.current ?? acceptedCell(typed.place, entry, columns.get(typed.place.column), row.version ?? "1"));
          else if (collected.current.has(key)) return; // typed anew meanwhile: that is answered by itself
          else if (row.current && row.refused?.code === "CELL_CHANGED") next = withState(next, key, { kind: "conflict", text: typed.text, current: row.current });
          else next = withState(next, key, { kind: "refused", text: typed.text, why: row.refused?.messages?.[language] ?? row.refused?.code ?? "" });
        });
        return next;
      });
    },
    [columns, language, update],
  );

  /** One parcel of all that was typed, each entry based on the version that stands now. */
  const pack = useCallback((): Parcel | undefined => {
    const entries = [...collected.current.values()].flatMap((typed) => {
      const entry = entryOf(typed, columns.get(typed.place.column), cellsNow.current.get(placeKey(typed.place))?.server?.version);
      return entry ? [{ typed, entry }] : [];
    });
    collected.current.clear();
    return entries.length > 0 ? { key: newKey(), entries } : undefined;
  }, [columns]);

  const send = useCallback(async () => {
    if (isSending.current) return;
    isSending.current = true;
    try {
      for (parcel.current ??= pack(); parcel.current; parcel.current = pack()) {
        const sent: Parcel = parcel.current;
        try {
          takeAnswer(
            sent,
            await answerOf(
              client.POST("/v1/schools/{school_id}/mark-sheets/{sheet_id}/entries", {
                params: { path: { school_id: schoolId, sheet_id: sheetId }, header: { "Idempotency-Key": sent.key } },
                body: { entries: sent.entries.map(({ entry }) => entry) },
              }),
            ),
          );
        } catch (failure) {
          if (!(failure instanceof ApiFailure)) throw failure;
          const mayWorkLater = failure.isOffline || failure.isSessionOver || failure.problem.status === 503 || failure.problem.status === 429;
          const why = failure.problem.messages[language];
          update((old) =>
            sent.entries.reduce((next, { typed: { place, text } }) => withState(next, placeKey(place), mayWorkLater ? { kind: "waiting", text } : { kind: "refused", text, why }), old),
          );
          if (mayWorkLater) return;
        }
      }
    } finally {
      isSending.current = false;
    }
  }, [language, pack, schoolId, sheetId, takeAnswer, update]);

  const timer = useRef<number | undefined>(undefined);
  const collect = useCallback(
    (typed: Typed) => {
      collected.current.set(placeKey(typed.place), typed);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void send(), PAUSE_MS);
    },
    [send],
  );

  /** Types a text into a cell. `basedOn` says which version it replaces; left out, the one that is seen. */
  const enter = useCallback(
    (place: CellPlace, text: string, basedOn?: string, isUndo = false) => {
      const column = columns.get(place.column);
      if (!column) return;
      const key = placeKey(place);
      const cell = cellsNow.current.get(key) ?? EMPTY_CELL;
      const before = cell.state.kind === "saved" ? cellText(cell.server) : cell.state.text;
      if (text.trim() === before.trim()) return;
      if (!isUndo) undoable.current.push({ place, before });
      const read = parseEntry(text, column);
      if (read.kind === "not_read") {
        update((old) => withState(old, key, { kind: "refused", text, why: t(read.reason) }));
        return;
      }
      if (read.kind === "status" && read.status === "cleared" && cell.server === undefined) {
        update((old) => withState(old, key, { kind: "saved" }));
        return;
      }
      update((old) => withState(old, key, { kind: "sending", text }));
      collect(basedOn === undefined ? { place, text } : { place, text, basedOn });
    },
    [collect, columns, t, update],
  );

  const undo = useCallback((): CellPlace | undefined => {
    const last = undoable.current.pop();
    if (last) enter(last.place, last.before, undefined, true);
    return last?.place;
  }, [enter]);

  const takeTheirs = useCallback(
    (place: CellPlace) =>
      update((old) => {
        const state = old.get(placeKey(place))?.state;
        return state?.kind === "conflict" ? withSaved(old, placeKey(place), state.text, state.current) : old;
      }),
    [update],
  );

  const keepMine = useCallback(
    (place: CellPlace) => {
      const state = cellsNow.current.get(placeKey(place))?.state;
      if (state?.kind !== "conflict") return;
      update((old) => withSaved(old, placeKey(place), state.text, state.current));
      enter(place, state.text, state.current.version, true);
    },
    [enter, update],
  );

  useEffect(() => {
    const again = () => void send();
    window.addEventListener("online", again);
    const regularly = window.setInterval(() => (parcel.current !== undefined || collected.current.size > 0) && again(), 5000);
    return () => {
      window.removeEventListener("online", again);
      window.clearInterval(regularly);
    };
  }, [send]);

  const counts = useMemo(() => countStates(cells), [cells]);
  const hasUnsaved = counts.sending + counts.waiting + counts.refused + counts.conflict > 0;
  useEffect(() => {
    if (!hasUnsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [hasUnsaved]);

  return { query, cells, counts, hasUnsaved, enter, undo, takeTheirs, keepMine, sendNow: send };
}

/** A cell as one would type it: what undo enters again. */
export function cellText(cell: MarkCell | undefined): string {
  if (!cell) return "";
  if (cell.mark !== undefined) return cell.mark;
  if (cell.level !== undefined) return cell.level;
  if (cell.judgement !== undefined) return cell.judgement === "mastered" ? "1" : "0";
  if (cell.status === "unexcused") return "غ";
  if (cell.status === "excused") return "ع";
  return "";
}
