import { expect, it, vi } from "vitest";
import { GridCursor } from "./grid-cursor";

const at = (row: number, column: number) => ({ row, column });

/** A cursor with a listener at each cell of 4 × 4, and one for the active cell; what was told since, in order. */
function watched(cursor: GridCursor) {
  const told: string[] = [];
  for (let row = 0; row < 4; row += 1) for (let column = 0; column < 4; column += 1) cursor.subscribe(at(row, column), () => told.push(`${row}/${column}`));
  cursor.subscribeActive(() => told.push("active"));
  return () => told.splice(0);
}

it("a move tells the cell that is left, the cell that is reached, and who follows the keyboard", () => {
  const cursor = new GridCursor(at(1, 1));
  const told = watched(cursor);
  cursor.move(at(1, 2));
  expect(told()).toEqual(["1/1", "1/2", "active"]);
  expect([cursor.look(at(1, 1)), cursor.look(at(1, 2))]).toEqual(["", "active"]);
  expect(cursor.range).toBeUndefined();
});

it("marks on from where marking began, in every direction", () => {
  const cursor = new GridCursor(at(2, 2));
  cursor.extend(at(2, 3));
  cursor.extend(at(1, 3));
  expect(cursor.range).toEqual({ first: at(1, 2), last: at(2, 3) });
  expect([at(1, 3), at(2, 2), at(1, 2), at(2, 3), at(0, 2), at(3, 3), at(1, 1)].map((each) => cursor.look(each))).toEqual(["active", "marked", "marked", "marked", "", "", ""]);
  const told = watched(cursor);
  cursor.extend(at(2, 3));
  expect(told().sort()).toEqual(["1/2", "1/3", "2/2", "2/3", "active"]);
  expect(cursor.range).toEqual({ first: at(2, 2), last: at(2, 3) });
});

it("a move without marking tells all that were marked", () => {
  const cursor = new GridCursor(at(0, 0));
  cursor.extend(at(0, 2));
  const told = watched(cursor);
  cursor.move(at(3, 3));
  expect(told().sort()).toEqual(["0/0", "0/1", "0/2", "3/3", "active"]);
  expect(cursor.look(at(0, 0))).toBe("");
});

it("taking the marks away leaves the keyboard where it is", () => {
  const cursor = new GridCursor(at(0, 0));
  cursor.extend(at(1, 0));
  const told = watched(cursor);
  cursor.unmark();
  expect(told().sort()).toEqual(["0/0", "1/0"]);
  expect([cursor.active, cursor.range, cursor.places]).toEqual([at(1, 0), undefined, { first: at(1, 0), last: at(1, 0) }]);
});

it("tells nobody who stopped listening, and gives the same place as long as it is the same", () => {
  const cursor = new GridCursor(at(0, 0));
  const listener = vi.fn();
  cursor.subscribe(at(0, 0), listener)();
  const { active } = cursor;
  cursor.move(at(0, 0));
  expect(cursor.active).toBe(active);
  expect(listener).not.toHaveBeenCalled();
});
