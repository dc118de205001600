/** What the server makes of a sheet's marks: its figures beside each student, read anew for whom something was entered. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { answerOf, client, type Schemas } from "@/platform/api";

export type StudentTotals = Schemas["StudentTotals"];
export type FigureName = StudentTotals["figures"][number]["name"];

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

/** The figures that say something on a sheet of this part: its own, and what it is a part of. */
export function figuresOfPart(part: string): FigureName[] {
  switch (part) {
    case "formative":
    case "final":
    case "coursework":
    case "exam":
      return [part, "term"];
    case "oral":
      return ["term"];
    case "skills":
      return [];
    default:
      return ["year"];
  }
}

export interface Totals {
  names: readonly FigureName[];
  of: ReadonlyMap<string, StudentTotals>;
  /** Cells without which the sheet cannot be signed, by student. */
  missing: ReadonlyMap<string, number>;
}

const PAUSE_MS = 250;

export function useTotals(schoolId: string, sheetId: string, part: string | undefined) {
  const queries = useQueryClient();
  const isWanted = part !== undefined && figuresOfPart(part).length > 0;
  const totals = useQuery({ ...totalsQuery(schoolId, sheetId), enabled: isWanted });
  const missing = useQuery({ ...missingQuery(schoolId, sheetId), enabled: part !== undefined });
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

  const view = useMemo<Totals>(() => {
    const counts = new Map<string, number>();
    for (const { student_id } of missing.data?.missing ?? []) counts.set(student_id, (counts.get(student_id) ?? 0) + 1);
    return { names: part === undefined ? [] : figuresOfPart(part), of: new Map((totals.data?.students ?? []).map((row) => [row.student_id, row])), missing: counts };
  }, [missing.data, part, totals.data]);
  return { totals: view, missing, onAccepted };
}
