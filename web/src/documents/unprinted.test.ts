import { describe, expect, it } from "vitest";
import { byReason, type Unprinted } from "./unprinted";

function one(student: string, code: string, text: string, clause = ""): Unprinted {
  return { student_id: student, class_id: "1", refused: { code, arguments: {}, messages: { ar: text, en: text }, field: "", clause } };
}

describe("papers that could not be printed", () => {
  it("stand under their reason, which is said once, in the order they came", () => {
    const reasons = byReason([one("1", "RESULT_WITHHELD", "withheld"), one("2", "RESULT_NOT_PUBLISHED", "not published"), one("3", "RESULT_WITHHELD", "withheld")]);
    expect(reasons.map(({ refused, papers }) => [refused.code, papers.map((each) => each.student_id)])).toEqual([
      ["RESULT_WITHHELD", ["1", "3"]],
      ["RESULT_NOT_PUBLISHED", ["2"]],
    ]);
  });

  it("stand apart when the words or the clause of one code differ", () => {
    const reasons = byReason([one("1", "FIELD_MISSING", "the mark of maths"), one("2", "FIELD_MISSING", "the mark of science"), one("3", "FIELD_MISSING", "the mark of maths", "SR-9.4")]);
    expect(reasons.map(({ papers }) => papers.map((each) => each.student_id))).toEqual([["1"], ["2"], ["3"]]);
  });

  it("are none of a job that printed all", () => {
    expect(byReason([])).toEqual([]);
  });
});
