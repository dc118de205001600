/** One open mark sheet: read from the server, each cell sent as it is typed, nothing that was typed lost on the way. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ApiFailure, answerOf, client, newKey, type Schemas } from "@/platform/api";
import { toAsciiDigits } from "@/platform/digits";
import { theKeeper } from "@/offline/account";
import { useKeptEntries } from "@/offline/kept-entries";
import { useLocale, useText } from "@/platform/messages";
import { messages } from "./messages";
import { parseEntry, type SheetColumn } from "./parse-entry";
import { CellStore } from "./cell-store";
import { asSaved, inState, placeKey, withServerCells, type CellPlace, type MarkCell, type SentEntry } from "./sheet-cells";

export type MarkSheet = Schemas["MarkSheet"];

interface Typed {
  place: CellPlace;
  text: string;
  /** Of the cell as it was seen, where that is not what stands now: a conflict that was looked at. */
  basedOn?: string;
  /** What is said of the entry beside its value. */
  about?: AboutEntry;
}

/** A status that nobody types, and the days and papers of an entry. */
export type AboutEntry = Pick<SentEntry, "status" | "assessed_on" | "missed_on" | "practised_on" | "tool" | "note" | "decision">;

/** What goes in one request: with its key, so that sending it again enters nothing twice. */
interface Parcel {
  key: string;
  entries: { typed: Typed; entry: SentEntry }[];
}

const PAUSE_MS = 120;

function entryOf({ place, text, basedOn, about }: Typed, column: SheetColumn | undefined, seenVersion: string | undefined): SentEntry | undefined {
  const read = column ? (about?.status === undefined ? parseEntry(text, column) : ({ kind: "status", status: about.status } as const)) : undefined;
  if (!column || !read || read.kind === "not_read") return undefined;
  const entry: SentEntry = { student_id: place.student, column: place.column };
  if (column.repeats > 1) entry.occurrence = place.occurrence;
  const version = basedOn ?? seenVersion;
  if (version !== undefined) entry.based_on = version;
  if (read.kind === "value") entry.value = read.value;
  else entry.status = read.status;
  return { ...entry, ...about };
}

/** The day of an entry of a dated column: assessed on it, or missed on it. Other columns have none unless it is said. */
export function dayOfEntry(text: string, column: SheetColumn, day: string): AboutEntry | undefined {
  if (column.kind !== "level" && column.kind !== "judgement") return undefined;
  const read = parseEntry(text, column);
  if (read.kind === "value") return { assessed_on: day };
  return read.kind === "status" && (read.status === "excused" || read.status === "unexcused") ? { missed_on: day } : undefined;
}

/** What an accepted entry shows until the sheet is read again. */
function acceptedCell(place: CellPlace, { value, status, assessed_on }: SentEntry, column: SheetColumn | undefined, version: string): MarkCell {
  const cell: MarkCell = { student_id: place.student, column: place.column, occurrence: place.occurrence, version };
  if (assessed_on !== undefined) cell.assessed_on = assessed_on;
  if (status !== undefined) cell.status = status;
  else if (value === undefined) return cell;
  else if (column?.kind === "level") cell.level = value;
  else if (column?.kind === "judgement") cell.judgement = value === "mastered" ? "mastered" : "not_mastered";
  else cell.mark = value;
  return cell;
}

interface SheetOptions {
  /** The day on which dated columns are assessed. */
  day: string;
  /** Entries of these students were accepted just now. */
  onAccepted?: (students: readonly string[]) => void;
}

export function useSheet(schoolId: string, sheetId: string, { day, onAccepted }: SheetOptions) {
  const t = useText(messages);
  const queries = useQueryClient();
  const { language } = useLocale();
  const queryKey = useMemo(() => ["sheet", schoolId, sheetId], [schoolId, sheetId]);
  const query = useQuery({
    queryKey,
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/mark-sheets/{sheet_id}", { params: { path: { school_id: schoolId, sheet_id: sheetId } } })),
    refetchOnWindowFocus: true,
    // What is kept of today's lists is shown at once, and asked for anew: marks are never taken for fresh.
    staleTime: 0,
  });
  const [store] = useState(() => new CellStore());

  const sheet = query.data;
  useEffect(() => {
    if (sheet) store.update((old) => withServerCells(old, sheet.cells));
  }, [sheet, store]);

  const columns = useMemo(() => new Map((sheet?.columns ?? []).map((column) => [column.key, column])), [sheet]);
  const collected = useRef(new Map<string, Typed>());
  const parcel = useRef<Parcel | undefined>(undefined);
  const isSending = useRef(false);
  /** What one gesture changed, together: a paste is taken back at once. */
  const undoable = useRef<{ place: CellPlace; before: string }[][]>([]);

  const takeAnswer = useCallback(
    (sent: Parcel, answer: Schemas["RecordedMarks"]) => {
      sent.entries.forEach(({ typed, entry }, index) => {
        const key = placeKey(typed.place);
        const row = answer.entries[index];
        if (!row) return;
        if (row.accepted) store.change(key, (old) => asSaved(old, typed.text, row.current ?? acceptedCell(typed.place, entry, columns.get(typed.place.column), row.version ?? "1")));
        else if (collected.current.has(key)) return; // typed anew meanwhile: that is answered by itself
        else {
          const { current, refused } = row;
          const isChanged = current !== undefined && refused?.code === "CELL_CHANGED";
          // The same value stands there already: it was ours, and its answer was lost.
          if (isChanged && cellText(current) === toAsciiDigits(typed.text.trim())) store.change(key, (old) => asSaved(old, typed.text, current));
          else if (isChanged) store.change(key, (old) => inState(old, { kind: "conflict", text: typed.text, current }));
          else store.change(key, (old) => inState(old, { kind: "refused", text: typed.text, why: refused?.messages?.[language] ?? refused?.code ?? "" }));
        }
      });
      const accepted = sent.entries.filter((_, index) => answer.entries[index]?.accepted);
      if (accepted.length > 0) onAccepted?.([...new Set(accepted.map(({ typed }) => typed.place.student))]);
      // The regulation's word for a level ("ج") becomes its points with the next reading.
      if (accepted.some(({ typed, entry }) => columns.get(typed.place.column)?.kind === "level" && entry.value !== undefined && !/^\d+$/.test(entry.value))) void queries.invalidateQueries({ queryKey });
    },
    [columns, language, onAccepted, queries, queryKey, store],
  );

  /** One parcel of all that was typed, each entry based on the version that stands now. */
  const pack = useCallback((): Parcel | undefined => {
    const entries = [...collected.current.values()].flatMap((typed) => {
      const entry = entryOf(typed, columns.get(typed.place.column), store.cell(placeKey(typed.place)).server?.version);
      return entry ? [{ typed, entry }] : [];
    });
    collected.current.clear();
    return entries.length > 0 ? { key: newKey(), entries } : undefined;
  }, [columns, store]);

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
          const { mayWorkLater } = failure;
          const why = failure.problem.messages[language];
          for (const { typed } of sent.entries) store.change(placeKey(typed.place), (old) => inState(old, mayWorkLater ? { kind: "waiting", text: typed.text } : { kind: "refused", text: typed.text, why }));
          if (mayWorkLater) return;
        }
      }
    } finally {
      isSending.current = false;
    }
  }, [language, pack, schoolId, sheetId, store, takeAnswer]);

  const timer = useRef<number | undefined>(undefined);
  const collect = useCallback(
    (typed: Typed) => {
      collected.current.set(placeKey(typed.place), typed);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void send(), PAUSE_MS);
    },
    [send],
  );

  /** Types a text into a cell; gives what stood there, or nothing where nothing changes. */
  const put = useCallback(
    ({ place, text, basedOn, about }: Typed): string | undefined => {
      const column = columns.get(place.column);
      if (!column) return undefined;
      const key = placeKey(place);
      const cell = store.cell(key);
      const before = cell.state.kind === "saved" ? cellText(cell.server) : cell.state.text;
      if (about === undefined && text.trim() === before.trim()) return undefined;
      const read = about?.status === undefined ? parseEntry(text, column) : ({ kind: "status", status: about.status } as const);
      if (read.kind === "not_read") {
        store.change(key, (old) => inState(old, { kind: "refused", text, why: t(read.reason) }));
        return before;
      }
      if (read.kind === "status" && read.status === "cleared" && cell.server === undefined) {
        store.change(key, (old) => inState(old, { kind: "saved" }));
        return before;
      }
      store.change(key, (old) => inState(old, { kind: "sending", text }));
      const said = about ?? dayOfEntry(text, column, day);
      collect({ place, text, ...(basedOn === undefined ? {} : { basedOn }), ...(said === undefined ? {} : { about: said }) });
      return before;
    },
    [collect, columns, day, store, t],
  );

  /** Types a text into each of the places, as one step of undo. */
  const enterAll = useCallback(
    (entries: readonly { place: CellPlace; text: string; about?: AboutEntry }[]) => {
      const changed = entries.flatMap((entry) => {
        const before = put(entry);
        return before === undefined ? [] : [{ place: entry.place, before }];
      });
      if (changed.length > 0) undoable.current.push(changed);
    },
    [put],
  );
  const enter = useCallback((place: CellPlace, text: string, about?: AboutEntry) => enterAll([{ place, text, ...(about === undefined ? {} : { about }) }]), [enterAll]);

  const undo = useCallback((): CellPlace | undefined => {
    const last = undoable.current.pop();
    for (const { place, before } of last ?? []) put({ place, text: before });
    return last?.[0]?.place;
  }, [put]);

  const takeTheirs = useCallback(
    (place: CellPlace) => {
      const { state } = store.cell(placeKey(place));
      if (state.kind === "conflict") store.change(placeKey(place), (old) => asSaved(old, state.text, state.current));
    },
    [store],
  );

  const keepMine = useCallback(
    (place: CellPlace) => {
      const { state } = store.cell(placeKey(place));
      if (state.kind !== "conflict") return;
      store.change(placeKey(place), (old) => asSaved(old, state.text, state.current));
      put({ place, text: state.text, basedOn: state.current.version });
    },
    [put, store],
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

  useKeptEntries({ schoolId, sheetId, isRead: sheet !== undefined, store, parcel, collected, send });

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      // What is kept in this browser is not lost with the page.
      if (store.hasUnsaved && !theKeeper()) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [store]);

  return { query, store, enter, enterAll, undo, takeTheirs, keepMine, sendNow: send };
}

/** A cell as one would type it: what undo enters again. */
export function cellText(cell: MarkCell | undefined): string {
  if (!cell) return "";
  if (cell.mark !== undefined) return cell.mark;
  if (cell.level !== undefined) return cell.level;
  if (cell.judgement !== undefined) return cell.judgement === "mastered" ? "1" : "0";
  if (cell.status === "unexcused") return "غ";
  if (cell.status === "excused") return "ع";
  if (cell.status === "not_yet") return "؟";
  return "";
}
