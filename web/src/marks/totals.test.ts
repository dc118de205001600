import { expect, it } from "vitest";
import { awaitedText, figuresOf, shownFigures, type StudentTotals } from "./totals";

const row = (figures: StudentTotals["figures"], awaited: StudentTotals["awaited"]): StudentTotals => ({ student_id: "1", figures, awaited });
const told = (name: string, values?: Record<string, string | number>) => (values ? `${name} ${values["count"]}` : name);

it("shows of each part its own figure and what it is a part of, and in the last terms the year", () => {
  expect(figuresOf({ part: "formative", term: 1 })).toEqual(["formative", "term"]);
  expect(figuresOf({ part: "exam", term: 2 })).toEqual(["exam", "term", "year"]);
  expect(figuresOf({ part: "oral", term: 2 })).toEqual(["term", "year"]);
  expect(figuresOf({ part: "skills", term: 0 })).toEqual([]);
  expect(figuresOf({ part: "second_round", term: 0 })).toEqual(["year"]);
});

it("has no column of the year for a course of one term", () => {
  const course = row([{ name: "term", exact: "60", shown: "60.00" }], []);
  expect(shownFigures({ part: "exam", term: 2 }, [course])).toEqual(["exam", "term"]);
  expect(shownFigures({ part: "exam", term: 2 }, [course, row([], [{ name: "year", waits_for: "term" }])])).toEqual(["exam", "term", "year"]);
  expect(shownFigures({ part: "second_round", term: 2 }, [course])).toEqual(["year"]);
});

it("says how many cells of its own are open, or what a figure waits for", () => {
  const open = row([], [{ name: "coursework", waits_for: "marks" }, { name: "term", waits_for: "coursework" }]);
  expect(awaitedText(open, "coursework", 2, told)).toBe("short_missing 2");
  expect(awaitedText(open, "coursework", 0, told)).toBe("awaits_marks");
  expect(awaitedText(open, "term", 0, told)).toBe("awaits_coursework");
  expect(awaitedText(row([], [{ name: "exam", waits_for: "absent" }]), "exam", 1, told)).toBe("awaits_absent");
  expect(awaitedText(row([], []), "year", 0, told)).toBe("awaits_marks");
  // Nothing is said before the server has said anything.
  expect(awaitedText(undefined, "coursework", 0, told)).toBe("");
  expect(awaitedText({ ...row([], []), refused: { code: "FIELD_MISSING", field: "", clause: "" } }, "term", 3, told)).toBe("awaits_refused");
});
