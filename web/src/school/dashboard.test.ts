import { describe, expect, it } from "vitest";
import { furthestBehind } from "./dashboard-page";
import { lineOf, periodsTogether } from "./plan-page";
import { placedPeriods } from "./timetable-page";

describe("the school at one look", () => {
  it("begins with what is overdue, then with what has most left", () =>
    expect(furthestBehind([{ overdue: 0, missing: 9 }, { overdue: 2, missing: 1 }, { overdue: 0, missing: 12 }])).toEqual([{ overdue: 2, missing: 1 }, { overdue: 0, missing: 12 }, { overdue: 0, missing: 9 }]));
});

describe("a plan", () => {
  it("counts periods in both kinds of digits", () => expect(periodsTogether([{ periods: "٥" }, { periods: "7" }, { periods: "" }])).toBe(12));
  it.each([["/subjects/3/name_ar", 3], ["subjects/0", 0], ["/regulation", undefined], [undefined, undefined]])("finds the line of %s", (field, line) => expect(lineOf(field)).toBe(line));
});

describe("a timetable", () => {
  it("counts what the plan counts", () => expect([...placedPeriods([{ subject: "arabic" }, { subject: "arabic", kind: "lesson" }, { subject: "arabic", kind: "development" }, { subject: "maths" }])]).toEqual([["arabic", 2], ["maths", 1]]));
});
