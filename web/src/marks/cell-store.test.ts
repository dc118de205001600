import { expect, it, vi } from "vitest";
import { CellStore } from "./cell-store";
import { asSaved, inState, withServerCells, type MarkCell } from "./sheet-cells";

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
  store.change("1/c1/1", (old) => inState(old, { kind: "sending", text: "7" }));
  expect([ofOne, ofOther, ofAll].map((listener) => listener.mock.calls.length)).toEqual([1, 0, 1]);
  stop();
  store.change("2/c1/1", (old) => inState(old, { kind: "sending", text: "7" }));
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
  store.change("1/c1/1", (old) => inState(old, { kind: "sending", text: "7" }));
  const { counts } = store;
  expect(counts).toEqual({ sending: 1, waiting: 0, refused: 0, conflict: 0 });
  expect(store.hasUnsaved).toBe(true);
  store.change("1/c1/1", (old) => inState(old, { kind: "sending", text: "6" }));
  expect(store.counts).toBe(counts);
});

it("counts each state as it comes and goes, and shows all cells of one moment", () => {
  const store = read(saved("1", "8"));
  const before = store.cells;
  store.change("1/c1/1", (old) => inState(old, { kind: "refused", text: "x", why: "" }));
  store.change("2/c1/1", (old) => inState(old, { kind: "waiting", text: "9" }));
  expect(store.counts).toEqual({ sending: 0, waiting: 1, refused: 1, conflict: 0 });
  expect([before.size, store.cells.size, store.current.size]).toEqual([1, 2, 2]);
  expect(store.cells).toBe(store.cells);
  store.change("1/c1/1", (old) => asSaved(old, "x", saved("1", "7")));
  store.change("2/c1/1", (old) => asSaved(old, "other", saved("2", "9")));
  // Typed anew while the other was on its way: it still waits.
  expect(store.counts).toEqual({ sending: 0, waiting: 1, refused: 0, conflict: 0 });
  expect(store.cell("2/c1/1").server?.mark).toBe("9");
});

it("tells what looks at the whole sheet once, after the picture", async () => {
  const store = read(saved("1", "8"));
  const listener = vi.fn();
  await new Promise((resolve) => setTimeout(resolve, 150));
  store.subscribeLater(listener);
  store.change("1/c1/1", (old) => inState(old, { kind: "sending", text: "7" }));
  store.change("1/c1/1", (old) => inState(old, { kind: "sending", text: "6" }));
  expect(listener).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(listener).toHaveBeenCalledOnce());
});
