import { expect, test } from "vitest";
import type { Schemas } from "@/platform/api";
import { isNewer, toSign } from "./report-notes";

const note = (student_id: string, more: Partial<Schemas["ReportNote"]> = {}): Schemas["ReportNote"] => ({
  student_id,
  student_number: student_id,
  name_ar: "سالم",
  name_en: "Salem",
  is_exempt: false,
  has_left: false,
  text: "",
  version: "0",
  signature: null,
  labels: [],
  earlier: [],
  ...more,
});

test("a version beyond the numbers of the browser is still told from the one before", () => {
  expect(isNewer("250138224230400019", "250138224230400018")).toBe(true);
  expect(isNewer("250138224230400018", "250138224230400019")).toBe(false);
  expect(isNewer("250138224230400018", "250138224230400018")).toBe(false);
  expect(isNewer("250138224230400018", "0")).toBe(true);
  expect(isNewer("9", "10")).toBe(false);
});

test("what waits for a signature: notes and empty ones, of nobody who left or is exempt or is signed already", () => {
  const signature = { signed_by_name: "منى", signed_at: "2026-11-22T06:00:00Z" };
  const notes = [note("1"), note("2", { text: "يقرأ" }), note("3", { signature }), note("4", { is_exempt: true }), note("5", { has_left: true })];
  expect(toSign(notes).map((each) => each.student_id)).toEqual(["1", "2"]);
});
