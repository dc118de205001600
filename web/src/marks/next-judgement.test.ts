import { expect, it } from "vitest";
import { attemptsOf, hadMastered, latestAttempt, nextOccurrence } from "./next-judgement";
import type { SheetColumn } from "./parse-entry";
import { placeKey, type Cells, type MarkCell } from "./sheet-cells";

const skill: SheetColumn = { key: "M-1", label_ar: "", label_en: "", kind: "judgement", repeats: 3, needed: "each", make_up: "plain", is_minimum: true, settings: {} };
const attempt = (occurrence: number, judgement: "mastered" | "not_mastered", day: string): MarkCell => ({ student_id: "1", column: "M-1", occurrence, version: "1", judgement, assessed_on: day });
const cellsOf = (...attempts: MarkCell[]): Cells => new Map(attempts.map((server) => [placeKey({ student: "1", column: "M-1", occurrence: server.occurrence }), { server, state: { kind: "saved" } }]));

it("begins with the first attempt, and takes one more on another day", () => {
  expect(nextOccurrence(new Map(), "1", skill, "2026-11-22")).toBe(1);
  const once = cellsOf(attempt(1, "not_mastered", "2026-11-01"));
  expect(nextOccurrence(once, "1", skill, "2026-11-22")).toBe(2);
  expect(nextOccurrence(once, "1", skill, "2026-11-01")).toBe(1);
});

it("has no place after the last attempt, but that of the same day", () => {
  const full = cellsOf(attempt(1, "not_mastered", "2026-11-01"), attempt(2, "not_mastered", "2026-11-08"), attempt(3, "not_mastered", "2026-11-15"));
  expect(nextOccurrence(full, "1", skill, "2026-11-22")).toBeUndefined();
  expect(nextOccurrence(full, "1", skill, "2026-11-15")).toBe(3);
});

it("lets the later day stand, also where it was entered first", () => {
  const cells = cellsOf(attempt(1, "mastered", "2026-11-15"), attempt(2, "not_mastered", "2026-11-01"));
  expect(latestAttempt(attemptsOf(cells, "1", skill))?.judgement).toBe("mastered");
  expect(hadMastered(cells, "1", skill, "2026-11-22")).toBe(true);
  expect(hadMastered(cells, "1", skill, "2026-11-15")).toBe(false);
});

it("takes an emptied cell for none", () => {
  const cells: Cells = new Map([[placeKey({ student: "1", column: "M-1", occurrence: 1 }), { server: { student_id: "1", column: "M-1", occurrence: 1, version: "2", status: "cleared" }, state: { kind: "saved" } }]]);
  expect(attemptsOf(cells, "1", skill)).toEqual([]);
  expect(nextOccurrence(cells, "1", skill, "2026-11-22")).toBe(1);
});
