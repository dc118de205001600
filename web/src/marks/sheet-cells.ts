/** The cells of an open sheet: what the server has, what was typed, and what became of it. Pure; the sending is elsewhere. */
import type { Schemas } from "@/platform/api";

export type MarkCell = Schemas["MarkCell"];
export type SentEntry = Schemas["MarkEntry"];

export interface CellPlace {
  student: string;
  column: string;
  occurrence: number;
}

export type CellState =
  | { kind: "saved" }
  | { kind: "sending"; text: string }
  | { kind: "waiting"; text: string } // typed, not on its way: no network
  | { kind: "refused"; text: string; why: string }
  | { kind: "conflict"; text: string; current: MarkCell };

export interface Cell {
  server: MarkCell | undefined;
  state: CellState;
}

export type Cells = ReadonlyMap<string, Cell>;

export const placeKey = ({ student, column, occurrence }: CellPlace): string => `${student}/${column}/${occurrence}`;

export const EMPTY_CELL: Cell = { server: undefined, state: { kind: "saved" } };

export function placeOfCell(cell: MarkCell): CellPlace {
  return { student: cell.student_id, column: cell.column, occurrence: cell.occurrence };
}

/** A sheet as it was read. What was typed and is not saved yet stays as it stands. */
export function withServerCells(old: Cells, read: readonly MarkCell[]): Cells {
  const next = new Map<string, Cell>();
  for (const cell of read) {
    const key = placeKey(placeOfCell(cell));
    const known = old.get(key);
    // What says the same stays the same object, and is not drawn anew.
    next.set(key, known?.server === cell && known.state.kind === "saved" ? known : { server: cell, state: { kind: "saved" } });
  }
  for (const [key, cell] of old) if (cell.state.kind !== "saved") next.set(key, { server: next.get(key)?.server, state: cell.state });
  return next;
}

export function inState({ server }: Cell, state: CellState): Cell {
  return { server, state };
}

/** The server has taken it: what was sent is what stands. A newer text typed meanwhile stays on its way. */
export function asSaved({ state }: Cell, sentText: string, server: MarkCell): Cell {
  const isNewer = state.kind !== "saved" && state.text !== sentText;
  return { server, state: isNewer ? state : { kind: "saved" } };
}

export interface Counts {
  sending: number;
  waiting: number;
  refused: number;
  conflict: number;
}

export const NO_COUNTS: Counts = { sending: 0, waiting: 0, refused: 0, conflict: 0 };

export function countStates(cells: Cells): Counts {
  const counts = { ...NO_COUNTS };
  for (const { state } of cells.values()) if (state.kind !== "saved") counts[state.kind] += 1;
  return counts;
}
