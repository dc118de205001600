import { describe, expect, it } from "vitest";
import { gregorianOfHijri, parseDay, problemOfDay, typedDay } from "./typed-day";

describe("a typed day", () => {
  it.each([
    ["13/9/2026", "2026-09-13"],
    ["١٣/٩/٢٠٢٦", "2026-09-13"],
    ["2026-09-13", "2026-09-13"],
    ["٢٠٢٦-٩-١٣", "2026-09-13"],
    [" 1.1.2027 ", "2027-01-01"],
    // 1 Muharram 1446 was 7 July 2024, 1 Ramadan 1447 was 18 February 2026 by Umm al-Qura.
    ["1/1/1446", "2024-07-07"],
    ["١٤٤٧/٩/١", "2026-02-18"],
  ])("%s is %s", (typed, day) => expect(parseDay(typed)).toBe(day));

  it.each(["", "13/9", "31/2/2026", "13/13/2026", "1/13/1447", "31/1/1447", "next week", "13/9/26"])("%s is none", (typed) => expect(parseDay(typed)).toBeUndefined());

  it("is written day first", () => expect(typedDay("2026-09-03")).toBe("3/9/2026"));
  it("of Hijri has the day of the table", () => expect(gregorianOfHijri(1446, 12, 10)).toBe("2025-06-06"));
});

describe("a day within bounds", () => {
  it.each([
    ["", undefined],
    ["٢٢/١١/٢٠٢٦", undefined],
    ["22/11", "not_a_day"],
    ["1/11/2026", undefined],
    ["31/10/2026", "too_early"],
    ["23/11/2026", "too_late"],
    ["١٢/٦/١٤٤٨", undefined],
  ])("%s between 1 and 22 November: %s", (typed, problem) => expect(problemOfDay(typed, "2026-11-01", "2026-11-22")).toBe(problem));
  it("has none without them", () => expect(problemOfDay("1/1/1900")).toBeUndefined());
});
