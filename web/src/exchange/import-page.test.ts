import { describe, expect, it } from "vitest";
import { matches } from "./import-page";

const problem = { sheet: "Sheet1", row: 14, column: "الدرجة", cell: "C14", is_conflict: false, problem: { code: "MARK_OVER_MAXIMUM", ar: "الدرجة ٣٥ أكبر من العظمى ٣٠.", en: "The mark 35 is above 30.", field: "", clause: "" } };

describe("the filter of problems", () => {
  it.each(["", "14", "١٤", "الدرجة", "c14", "العظمى ٣٠", "العظمى 30"])("finds by %s", (typed) => expect(matches(problem, typed, "ar")).toBe(true));
  it.each(["15", "الاسم", "14 الاسم"])("leaves out by %s", (typed) => expect(matches(problem, typed, "ar")).toBe(false));
});
