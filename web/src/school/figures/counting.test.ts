import { describe, expect, it } from "vitest";
import { bandsOf, chosenSubject, keyOf, ladderOf, percentOf, reached, tenthsOf, type SubjectMarks } from "./counting";

const marks = (part: Partial<SubjectMarks>): SubjectMarks => ({ subject: "MTH", term: 0, name_ar: "", name_en: "", maximum: "100", students: 0, mean: null, passed: 0, not_passed: 0, bands: [], tenths: [], ...part });
const band = (code: string) => ({ code, ar: code, en: code, students: 1 });

describe("a share", () => {
  it.each([["1.00", "100"], ["0.83", "83"], ["0.05", "5"], ["0.00", "0"], ["1", "100"]])("%s is %s of a hundred", (share, percent) => expect(percentOf(share)).toBe(percent));
});

describe("a subject in the address", () => {
  const subjects = [marks({ subject: "" }), marks({ subject: "MTH", term: 1 }), marks({ subject: "MTH", term: 2 })];
  it("has its term where there are courses of one", () => expect(subjects.map(keyOf)).toEqual(["", "MTH.1", "MTH.2"]));
  it("is found again, and else the year as a whole is shown", () => {
    expect(chosenSubject(subjects, "MTH.2")?.term).toBe(2);
    expect(chosenSubject(subjects, null)?.subject).toBe("");
    expect(chosenSubject(subjects, "QRN")?.subject).toBe("");
    expect(chosenSubject([], null)).toBeUndefined();
  });
});

describe("marks", () => {
  it("have each band of any class once, in the order of the class that has most", () =>
    expect(bandsOf([marks({ bands: [band("good")] }), marks({ bands: [band("excellent"), band("good"), band("pass")] })]).map(({ code }) => code)).toEqual(["excellent", "good", "pass"]));
  it("stand in tenths from the first to the last with anybody", () => {
    expect(tenthsOf([0, 0, 0, 0, 0, 1, 6, 0, 5, 0])).toEqual([[50, 1], [60, 6], [70, 0], [80, 5]]);
    expect(tenthsOf([0, 0, 0, 0, 0, 0, 0, 0, 0, 0])).toEqual([]);
  });
});

describe("the attendance ladder", () => {
  const work = (ladder: [string, number][]) => ({ class_id: "1", name: "", grade: 4, students: 12, not_counted: 0, marks: { sheets: 0, signed: 0, overdue: 0, needed: 0, missing: 0, awaited: 0 }, terms: [{ term: 1, unexcused_days: 0, excused_days: 0, mean_unexcused_days: null, ladder: ladder.map(([kind, students]) => ({ kind, clause: "KW-22.6", students })) }] });
  const classes = [work([["oral_notice", 1]]), work([["oral_notice", 2], ["warning_1", 1]])];
  it("counts all classes of a term, the first step first", () => {
    expect(ladderOf(classes, 1).map(({ kind, students }) => [kind, students])).toEqual([["oral_notice", 3], ["warning_1", 1]]);
    expect(ladderOf(classes, 2)).toEqual([]);
  });
  it("says how many of a class reached a step", () => expect([reached(work([["oral_notice", 2]]), 1, "oral_notice"), reached(work([]), 1, "oral_notice")]).toEqual([2, 0]));
});
