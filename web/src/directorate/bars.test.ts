import { expect, it } from "vitest";
import { barOf } from "./bars";

it("stands part beside part from the start to the end", () => {
  const parts = barOf({ passed: 30, second_chance: 6, not_passed: 9 });
  expect(parts?.map(({ name, from, width }) => [name, from, width])).toEqual([
    ["passed", 0, 6667],
    ["second_chance", 6667, 1333],
    ["not_passed", 8000, 2000],
  ]);
});

it("leaves out a part without students", () => expect(barOf({ passed: 12, second_chance: 0, not_passed: 0 })?.map((part) => [part.name, part.width])).toEqual([["passed", 10_000]]));

it("draws nothing where a number is blanked: its length would tell it", () => expect(barOf({ passed: 20, second_chance: null, not_passed: 7 })).toBeUndefined());

it("draws nothing of nobody", () => expect(barOf({ passed: 0, second_chance: 0, not_passed: 0 })).toBeUndefined());
