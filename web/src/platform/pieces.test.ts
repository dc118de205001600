import { expect, it } from "vitest";
import { piecesOf } from "./pieces";

it("stands piece beside piece from the start to the end", () =>
  expect(piecesOf([30, 6, 9])).toEqual([
    { place: 0, from: 0, width: 6667 },
    { place: 1, from: 6667, width: 1333 },
    { place: 2, from: 8000, width: 2000 },
  ]));

it("leaves out a piece without students", () => expect(piecesOf([12, 0, 0])).toEqual([{ place: 0, from: 0, width: 10_000 }]));

it("leaves the rest of a larger whole empty", () => expect(piecesOf([3], 12)).toEqual([{ place: 0, from: 0, width: 2500 }]));

it("draws nothing where a number is blanked: its length would tell it", () => expect(piecesOf([20, null, 7])).toBeUndefined());

it("draws nothing of nobody", () => expect(piecesOf([0, 0, 0])).toBeUndefined());
