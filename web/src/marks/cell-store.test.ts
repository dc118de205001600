import { expect, it, vi } from "vitest";
import { CellStore } from "./cell-store";
import { withServerCells, withState, type MarkCell } from "./sheet-cells";

const saved = (student: string, mark: string): MarkCell => ({ student_id: student, column: "c1", occurrence: 1, version: "1", mark });

function read(...cells: MarkCell[]) {
  const store = new CellStore();
  store.update((old) => withServerCells(old, cells));
  return store;
}

it("tells of a changed cell who looks at that cell, and nobody else", () => {
  const store = read(saved("1", "8"), saved("2", "9"));
  const [ofOne, ofOther, ofAll] = [vi.fn(), vi.fn(), vi.fn()];
  store.subscribe("1/c1/1", ofOne);
  store.subscribe("2/c1/1", ofOther);
  const stop = store.subscribeAll(ofAll);
  store.update((old) => withState(old, "1/c1/1", { kind: "sending", text: "7" }));
  expect([ofOne, ofOther, ofAll].map((listener) => listener.mock.calls.length)).toEqual([1, 0, 1]);
  stop();
  store.update((old) => withState(old, "2/c1/1", { kind: "sending", text: "7" }));
  expect([ofOne, ofOther, ofAll].map((listener) => listener.mock.calls.length)).toEqual([1, 1, 1]);
});

it("tells nobody when the sheet is read again and says the same", () => {
  const [one, other] = [saved("1", "8"), saved("2", "9")];
  const store = read(one, other);
  const [ofOne, ofOther] = [vi.fn(), vi.fn()];
  store.subscribe("1/c1/1", ofOne);
  store.subscribe("2/c1/1", ofOther);
  store.update((old) => withServerCells(old, [one, saved("2", "10")]));
  expect([ofOne, ofOther].map((listener) => listener.mock.calls.length)).toEqual([0, 1]);
});

it("tells who looks at a cell that it is empty again", () => {
  const store = read(saved("1", "8"));
  const listener = vi.fn();
  store.subscribe("1/c1/1", listener);
  store.update((old) => withServerCells(old, []));
  expect(listener).toHaveBeenCalledOnce();
  expect(store.cell("1/c1/1").server).toBeUndefined();
});

it("counts what is not saved, and keeps the same counts while they say the same", () => {
  const store = read(saved("1", "8"), saved("2", "9"));
  expect(store.hasUnsaved).toBe(false);
  store.update((old) => withState(old, "1/c1/1", { kind: "sending", text: "7" }));
  const { counts } = store;
  expect(counts).toEqual({ sending: 1, waiting: 0, refused: 0, conflict: 0 });
  expect(store.hasUnsaved).toBe(true);
  store.update((old) => withState(old, "1/c1/1", { kind: "sending", text: "6" }));
  expect(store.counts).toBe(counts);
});
