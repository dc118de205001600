/** The cells of an open sheet, outside of what React draws: who looks at one cell hears of that cell alone, so that a key draws one cell. */
import { useCallback, useSyncExternalStore } from "react";
import { LaterListeners } from "@/platform/after-picture";
import { countStates, EMPTY_CELL, NO_COUNTS, type Cell, type Cells, type Counts } from "./sheet-cells";

type Listener = () => void;

export class CellStore {
  #cells = new Map<string, Cell>();
  #seen: Cells | undefined;
  #counts: Counts = NO_COUNTS;
  readonly #ofCell = new Map<string, Set<Listener>>();
  readonly #ofAll = new Set<Listener>();
  readonly #later = new LaterListeners();

  /** All cells at this moment: another object whenever one of them is another. */
  get cells(): Cells {
    return (this.#seen ??= new Map(this.#cells));
  }

  /** All cells, to be looked at now and not kept: they go on changing. */
  get current(): Cells {
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

  /** One cell: what a key costs does not grow with the sheet. */
  change(key: string, change: (old: Cell) => Cell): void {
    const before = this.cell(key);
    const after = change(before);
    this.#cells.set(key, after);
    this.#seen = undefined;
    if (before.state.kind !== after.state.kind) {
      const counts = { ...this.#counts };
      if (before.state.kind !== "saved") counts[before.state.kind] -= 1;
      if (after.state.kind !== "saved") counts[after.state.kind] += 1;
      this.#counts = counts;
    }
    this.#tell(key);
    this.#tellAll();
  }

  /** All cells at once, as a sheet is read. */
  update(change: (old: Cells) => ReadonlyMap<string, Cell>): void {
    const before = this.#cells;
    this.#cells = new Map(change(before));
    this.#seen = undefined;
    const counts = countStates(this.#cells);
    if (counts.sending !== this.#counts.sending || counts.waiting !== this.#counts.waiting || counts.refused !== this.#counts.refused || counts.conflict !== this.#counts.conflict) this.#counts = counts;
    for (const [key, cell] of this.#cells) if (before.get(key) !== cell) this.#tell(key);
    for (const key of before.keys()) if (!this.#cells.has(key)) this.#tell(key);
    this.#tellAll();
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

  /** For what is said about the whole sheet: after the picture of the cell that changed. */
  readonly subscribeLater = this.#later.subscribe;

  #tellAll(): void {
    for (const listener of this.#ofAll) listener();
    this.#later.tell();
  }

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
  return useSyncExternalStore(store.subscribeLater, () => store.counts);
}

/** What `look` makes of all cells: draws anew when that text changes. */
export function useOfCells(store: CellStore, look: (cells: Cells) => string): string {
  return useSyncExternalStore(store.subscribeLater, () => look(store.current));
}
