/** Columns that repeat: how many of their repetitions the grid shows, and on which days those were taken. */
import { useCallback, useMemo } from "react";
import { useOfCells, type CellStore } from "./cell-store";
import type { SheetColumn } from "./parse-entry";
import type { Cells } from "./sheet-cells";

/** A column of the grid: one of the sheet's, or one of its repetitions. */
export interface GridColumn {
  column: SheetColumn;
  occurrence: number;
}

/** Of a column that repeats, as many as are filled and one more: what comes next is always there, the rest is out of the way. */
export function shownOccurrences(columns: readonly SheetColumn[], cells: Cells): ReadonlyMap<string, number> {
  const used = new Map<string, number>();
  for (const key of cells.keys()) {
    const [, column = "", occurrence = "0"] = key.split("/");
    used.set(column, Math.max(used.get(column) ?? 0, Number(occurrence)));
  }
  return new Map(columns.map((column) => [column.key, Math.min(Math.max(1, column.repeats), (used.get(column.key) ?? 0) + 1)]));
}

/** The day on which most of a repetition's measures were taken. */
function usualDays(cells: Cells): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const { server } of cells.values()) {
    if (server?.assessed_on === undefined) continue;
    const key = `${server.column}/${server.occurrence}`;
    const days = counts.get(key) ?? new Map<string, number>();
    days.set(server.assessed_on, (days.get(server.assessed_on) ?? 0) + 1);
    counts.set(key, days);
  }
  return new Map([...counts].map(([key, days]) => [key, [...days].sort((one, other) => other[1] - one[1])[0]?.[0] ?? ""]));
}

/** The repetitions that are shown, with their days. Nothing is looked at where no column repeats. */
export function useOccurrences(columns: readonly SheetColumn[], store: CellStore) {
  const hasRepeats = columns.some((column) => column.repeats > 1);
  const look = useCallback((cells: Cells) => (hasRepeats ? JSON.stringify([[...shownOccurrences(columns, cells)], [...usualDays(cells)]]) : ""), [columns, hasRepeats]);
  const seen = useOfCells(store, look);
  return useMemo(() => {
    if (seen === "") return { shownOf: shownOccurrences(columns, new Map()), days: new Map<string, string>() };
    const [shown, days] = JSON.parse(seen) as [[string, number][], [string, string][]];
    return { shownOf: new Map(shown), days: new Map(days) };
  }, [columns, seen]);
}
