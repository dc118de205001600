/** What the server makes of a sheet's marks: its figures beside each student, read anew for whom something was entered. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { answerOf, client, type Schemas } from "@/platform/api";
import type { messages } from "./messages";

export type StudentTotals = Schemas["StudentTotals"];
export type FigureName = Schemas["FigureName"];

const totalsQuery = (schoolId: string, sheetId: string) =>
  queryOptions({
    queryKey: ["totals", schoolId, sheetId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/mark-sheets/{sheet_id}/totals", { params: { path: { school_id: schoolId, sheet_id: sheetId } } })),
  });

export const missingQuery = (schoolId: string, sheetId: string) =>
  queryOptions({
    queryKey: ["missing", schoolId, sheetId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/mark-sheets/{sheet_id}/missing", { params: { path: { school_id: schoolId, sheet_id: sheetId } } })),
  });

/** What a sheet is for: the part of a subject, and its term (0: the year). */
export interface SheetKind {
  part: string;
  term: number;
}

/** The figures that say something on such a sheet: its own, what it is a part of, and in the last terms what they come to. */
export function figuresOf({ part, term }: SheetKind): FigureName[] {
  const year: FigureName[] = term > 1 ? ["year"] : [];
  switch (part) {
    case "formative":
    case "final":
    case "coursework":
    case "exam":
      return [part, "term", ...year];
    case "oral":
      return ["term", ...year];
    case "skills":
      return [];
    default:
      return ["year"];
  }
}

/** A course of one term has no year: where the server knows of none for anybody, its column is not there. */
export function shownFigures(kind: SheetKind, rows: readonly StudentTotals[]): FigureName[] {
  const hasYear = rows.some((row) => row.figures.some(({ name }) => name === "year") || row.awaited.some(({ name }) => name === "year"));
  return figuresOf(kind).filter((name, index) => name !== "year" || index === 0 || hasYear);
}

export interface Totals {
  names: readonly FigureName[];
  of: ReadonlyMap<string, StudentTotals>;
  /** Columns of the cells without which the sheet cannot be signed, by student. */
  missing: ReadonlyMap<string, readonly string[]>;
}

type TotalText = (name: keyof typeof messages, values?: Record<string, string | number>) => string;

/** What stands in the place of a figure that is not known: how many of its own cells are open, or what it waits for. */
export function awaitedText(row: StudentTotals | undefined, name: FigureName, missing: number, t: TotalText): string {
  if (row?.refused !== undefined) return t("awaits_refused");
  const why = row?.awaited.find((each) => each.name === name)?.waits_for;
  if (missing > 0 && (why === undefined || why === "marks")) return t("short_missing", { count: missing });
  if (row === undefined) return "";
  return t(`awaits_${why ?? "marks"}`);
}

const PAUSE_MS = 250;

export function useTotals(schoolId: string, sheetId: string, kind: SheetKind | undefined) {
  const queries = useQueryClient();
  const isWanted = kind !== undefined && figuresOf(kind).length > 0;
  const totals = useQuery({ ...totalsQuery(schoolId, sheetId), enabled: isWanted });
  const missing = useQuery({ ...missingQuery(schoolId, sheetId), enabled: kind !== undefined });
  const waiting = useRef(new Set<string>());
  const timer = useRef<number | undefined>(undefined);

  const read = useCallback(async () => {
    const students = [...waiting.current];
    waiting.current.clear();
    void queries.invalidateQueries({ queryKey: missingQuery(schoolId, sheetId).queryKey });
    if (!isWanted) return;
    // One or two students are asked for by themselves; after a paste the whole sheet.
    if (students.length > 2) return void queries.invalidateQueries({ queryKey: totalsQuery(schoolId, sheetId).queryKey });
    for (const student of students) {
      const found = await answerOf(client.GET("/v1/schools/{school_id}/mark-sheets/{sheet_id}/totals", { params: { path: { school_id: schoolId, sheet_id: sheetId }, query: { student_id: student } } })).catch(() => undefined);
      const row = found?.students[0];
      if (row) queries.setQueryData(totalsQuery(schoolId, sheetId).queryKey, (old) => old && { students: old.students.map((each) => (each.student_id === student ? row : each)) });
    }
  }, [isWanted, queries, schoolId, sheetId]);

  const onAccepted = useCallback(
    (students: readonly string[]) => {
      for (const student of students) waiting.current.add(student);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void read(), PAUSE_MS);
    },
    [read],
  );
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const rows = totals.data?.students;
  const joined = useMemo(() => (kind === undefined ? [] : shownFigures(kind, rows ?? [])).join(" "), [kind, rows]);
  // The same list as long as it says the same: a new figure of one student draws no other row anew.
  const names = useMemo(() => joined.split(" ").filter(Boolean) as FigureName[], [joined]);
  const view = useMemo<Totals>(() => {
    const cells = new Map<string, string[]>();
    for (const { student_id, column } of missing.data?.missing ?? []) cells.set(student_id, [...(cells.get(student_id) ?? []), column]);
    return { names, of: new Map((rows ?? []).map((row) => [row.student_id, row])), missing: cells };
  }, [missing.data, names, rows]);
  return { totals: view, missing, onAccepted };
}
