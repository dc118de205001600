/** Where the next judgement of a skill goes: a new dated attempt, or the one of the same day once more. Pure. */
import { placeKey, type Cells, type MarkCell } from "./sheet-cells";
import type { SheetColumn } from "./parse-entry";

/** The judgements of one student in one skill, from the first to the last; emptied cells are none. */
export function attemptsOf(cells: Cells, student: string, column: SheetColumn): MarkCell[] {
  return Array.from({ length: column.repeats }, (_, index) => cells.get(placeKey({ student, column: column.key, occurrence: index + 1 }))?.server).filter((cell): cell is MarkCell => cell !== undefined && cell.status !== "cleared");
}

/** The one that stands: of the latest day, of one day the later attempt. */
export function latestAttempt(attempts: readonly MarkCell[]): MarkCell | undefined {
  return attempts.reduce<MarkCell | undefined>((latest, cell) => (latest === undefined || (cell.assessed_on ?? "") >= (latest.assessed_on ?? "") ? cell : latest), undefined);
}

/** Nothing where the skill was judged as often as it may be. */
export function nextOccurrence(cells: Cells, student: string, column: SheetColumn, day: string): number | undefined {
  const attempts = attemptsOf(cells, student, column);
  const ofDay = attempts.find((cell) => cell.assessed_on === day);
  if (ofDay) return ofDay.occurrence;
  for (let occurrence = 1; occurrence <= column.repeats; occurrence += 1) {
    const server = cells.get(placeKey({ student, column: column.key, occurrence }))?.server;
    if (server === undefined || server.status === "cleared") return occurrence;
  }
  return undefined;
}

/** Whether he had mastered the skill before that day: then "not yet" needs a written reason (PG-1.33). */
export function hadMastered(cells: Cells, student: string, column: SheetColumn, day: string): boolean {
  return latestAttempt(attemptsOf(cells, student, column).filter((cell) => (cell.assessed_on ?? "") < day))?.judgement === "mastered";
}
