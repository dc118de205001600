import { describe, expect, it } from "vitest";
import { daysBetween, monthsBetween, weekdayOf } from "./calendar-days";
import { dayKind } from "./calendar-months";

describe("days of a calendar", () => {
  it("are counted over the end of a month", () => expect(daysBetween("2026-02-27", "2026-03-02")).toEqual(["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]));
  it("are none when reversed", () => expect(daysBetween("2026-03-02", "2026-02-27")).toEqual([]));
  it("have their weekday", () => expect(weekdayOf("2026-11-22")).toBe("sunday"));
  it("stand in whole months", () => {
    const months = monthsBetween("2026-12-15", "2027-02-01");
    expect(months.map((each) => each.month)).toEqual(["2026-12", "2027-01", "2027-02"]);
    expect(months.map((each) => each.days.length)).toEqual([31, 31, 28]);
  });
  it("are what the calendar says", () => {
    const calendar = {
      terms: [{ number: 1, first_day: "2026-09-13", first_day_hijri: null, last_day: "2027-01-14", last_day_hijri: null }],
      weekdays: ["sunday" as const, "monday" as const],
      days: [
        { day: "2026-09-20", day_hijri: null, kind: "holiday" as const, label: "" },
        { day: "2026-09-26", day_hijri: null, kind: "school_day" as const, label: "" },
      ],
    };
    expect(["2026-09-12", "2026-09-13", "2026-09-15", "2026-09-20", "2026-09-26"].map((day) => dayKind(calendar, day))).toEqual(["out", "school", "weekend", "holiday", "school"]);
  });
});
