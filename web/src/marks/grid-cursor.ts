/**
 * Where the keyboard stands in a sheet and what is marked there, outside of what React draws: a cell hears of its own look alone, so that
 * a key draws the cell that is left and the cell that is reached.
 */
import { useCallback, useSyncExternalStore } from "react";
import { columnsIn, linesOf, rangeOf, type Position, type Range } from "./sheet-range";

type Listener = () => void;

/** How a cell looks: "active" has the keyboard, "marked" belongs to what is marked. */
export type CellLook = "" | "marked" | "active";

const keyOf = ({ row, column }: Position) => `${row}/${column}`;

export class GridCursor {
  #active: Position;
  #anchor: Position | undefined;
  #range: Range | undefined;
  readonly #ofCell = new Map<string, Set<Listener>>();
  readonly #ofActive = new Set<Listener>();

  constructor(active: Position) {
    this.#active = active;
  }

  /** The same object until it is elsewhere. */
  get active(): Position {
    return this.#active;
  }

  /** What is marked, where that is more than a cell that was reached by itself. */
  get range(): Range | undefined {
    return this.#range;
  }

  /** What is marked, or the active cell alone. */
  get places(): Range {
    return this.#range ?? rangeOf(this.#active, this.#active);
  }

  look({ row, column }: Position): CellLook {
    if (this.#active.row === row && this.#active.column === column) return "active";
    const marked = columnsIn(this.#range, row);
    return marked !== undefined && column >= marked[0] && column <= marked[1] ? "marked" : "";
  }

  /** Moves the keyboard; all from `anchor` to there is marked. */
  move(active: Position, anchor?: Position): void {
    const before = [rangeOf(this.#active, this.#active), this.#range];
    const isElsewhere = this.#active.row !== active.row || this.#active.column !== active.column;
    if (isElsewhere) this.#active = active;
    this.#anchor = anchor;
    this.#range = anchor && rangeOf(anchor, active);
    this.#tell([...before, rangeOf(active, active), this.#range]);
    if (isElsewhere) for (const listener of this.#ofActive) listener();
  }

  /** Marks on from where marking began, or from here. */
  extend(active: Position): void {
    this.move(active, this.#anchor ?? this.#active);
  }

  unmark(): void {
    this.move(this.#active);
  }

  subscribe(at: Position, listener: Listener): () => void {
    const key = keyOf(at);
    const listeners = this.#ofCell.get(key) ?? new Set();
    this.#ofCell.set(key, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  readonly subscribeActive = (listener: Listener): (() => void) => {
    this.#ofActive.add(listener);
    return () => this.#ofActive.delete(listener);
  };

  #tell(ranges: readonly (Range | undefined)[]): void {
    const told = new Set<string>();
    for (const range of ranges)
      for (const at of range ? linesOf(range).flat() : []) {
        const key = keyOf(at);
        if (told.has(key)) continue;
        told.add(key);
        for (const listener of this.#ofCell.get(key) ?? []) listener();
      }
  }
}

export function useLook(cursor: GridCursor, row: number, column: number): CellLook {
  const subscribe = useCallback((listener: Listener) => cursor.subscribe({ row, column }, listener), [cursor, row, column]);
  return useSyncExternalStore(subscribe, () => cursor.look({ row, column }));
}

export function useActive(cursor: GridCursor): Position {
  return useSyncExternalStore(cursor.subscribeActive, () => cursor.active);
}
