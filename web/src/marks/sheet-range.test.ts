import { expect, it } from "vitest";
import { filledDown, columnsIn, linesOf, pastedOver, rangeOf, type Position } from "./sheet-range";

const at = (row: number, column: number): Position => ({ row, column });

it("takes two corners in any order", () => expect(rangeOf(at(3, 1), at(1, 2))).toEqual({ first: at(1, 1), last: at(3, 2) }));

it("knows what lies in it", () => {
  const range = rangeOf(at(1, 1), at(2, 2));
  expect([columnsIn(range, 0), columnsIn(range, 1), columnsIn(range, 2), columnsIn(range, 3), columnsIn(undefined, 1)]).toEqual([undefined, [1, 2], [1, 2], undefined, undefined]);
  expect(linesOf(range)).toEqual([[at(1, 1), at(1, 2)], [at(2, 1), at(2, 2)]]);
});

it("pastes a range from its beginning, a single value everywhere", () => {
  const range = rangeOf(at(1, 0), at(2, 0));
  expect(pastedOver(range, [["7"]])).toEqual([{ at: at(1, 0), text: "7" }, { at: at(2, 0), text: "7" }]);
  expect(pastedOver(range, [["7", "8"], ["9", ""]])).toEqual([
    { at: at(1, 0), text: "7" },
    { at: at(1, 1), text: "8" },
    { at: at(2, 0), text: "9" },
    { at: at(2, 1), text: "" },
  ]);
});

it("fills down the range's first row, or what stands above a single one", () => {
  const text = ({ row, column }: Position) => `${row}.${column}`;
  expect(filledDown(rangeOf(at(1, 0), at(3, 1)), text)).toEqual([
    { at: at(2, 0), text: "1.0" },
    { at: at(2, 1), text: "1.1" },
    { at: at(3, 0), text: "1.0" },
    { at: at(3, 1), text: "1.1" },
  ]);
  expect(filledDown(rangeOf(at(2, 0), at(2, 1)), text)).toEqual([
    { at: at(2, 0), text: "1.0" },
    { at: at(2, 1), text: "1.1" },
  ]);
  expect(filledDown(rangeOf(at(0, 0), at(0, 0)), text)).toEqual([]);
});
