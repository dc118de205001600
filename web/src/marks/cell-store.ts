/** The cells of an open sheet, outside of what React draws: who looks at one cell hears of that cell alone, so that a key draws one cell. */
import { useCallback, useSyncExternalStore } from "react";
import { countStates, EMPTY_CELL, type Cell, type Cells, type Counts } from "./sheet-cells";

type Listener = () => void;

export class CellStore {
  #cells: Cells = new Map();
  #counts: Counts = countStates(this.#cells);
  readonly #ofCell = new Map<string, Set<Listener>>();
  readonly #ofAll = new Set<Listener>();

  get cells(): Cells {
    return this.#cells;
  }

  /** The same object as long as it says the same. */
  get counts(): Counts {
    return this.#counts;
  }

  get hasUnsaved(): boolean {
    const { sending, waiting, refused, conflict } = this.#counts;
    return sending + waiting + refused + conflict > 0;
  }

  cell(key: string): Cell {
    return this.#cells.get(key) ?? EMPTY_CELL;
  }

  update(change: (old: Cells) => Cells): void {
    const before = this.#cells;
    this.#cells = change(before);
    if (this.#cells === before) return;
    const counts = countStates(this.#cells);
    if (counts.sending !== this.#counts.sending || counts.waiting !== this.#counts.waiting || counts.refused !== this.#counts.refused || counts.conflict !== this.#counts.conflict) this.#counts = counts;
    for (const [key, cell] of this.#cells) if (before.get(key) !== cell) this.#tell(key);
    for (const key of before.keys()) if (!this.#cells.has(key)) this.#tell(key);
    for (const listener of this.#ofAll) listener();
  }

  subscribe(key: string, listener: Listener): () => void {
    const listeners = this.#ofCell.get(key) ?? new Set();
    this.#ofCell.set(key, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  readonly subscribeAll = (listener: Listener): (() => void) => {
    this.#ofAll.add(listener);
    return () => this.#ofAll.delete(listener);
  };

  #tell(key: string): void {
    for (const listener of this.#ofCell.get(key) ?? []) listener();
  }
}

export function useCell(store: CellStore, key: string): Cell {
  const subscribe = useCallback((listener: Listener) => store.subscribe(key, listener), [key, store]);
  return useSyncExternalStore(subscribe, () => store.cell(key));
}

export function useCells(store: CellStore): Cells {
  return useSyncExternalStore(store.subscribeAll, () => store.cells);
}

export function useCounts(store: CellStore): Counts {
  return useSyncExternalStore(store.subscribeAll, () => store.counts);
}

/** What `look` makes of all cells: draws anew when that text changes. */
export function useOfCells(store: CellStore, look: (cells: Cells) => string): string {
  return useSyncExternalStore(store.subscribeAll, () => look(store.cells));
}
