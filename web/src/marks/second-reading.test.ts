import { expect, it } from "vitest";
import type { SheetColumn } from "./parse-entry";
import { readingOf } from "./second-reading";
import type { MarkCell } from "./sheet-cells";

const column = (kind: SheetColumn["kind"]): SheetColumn => ({ key: "c", label_ar: "", label_en: "", kind, maximum: "20", repeats: 1, needed: "each", make_up: "plain", is_minimum: false, settings: {} });
const cell = (more: Partial<MarkCell>): MarkCell => ({ student_id: "1", column: "c", occurrence: 1, version: "1", ...more });

it.each([
  [undefined, cell({ mark: "18.5" }), "unread"],
  ["١٨٫٥٠", cell({ mark: "18.5" }), "same"],
  ["18.5", cell({ mark: "18.50" }), "same"],
  ["20", cell({ mark: "2" }), "differs"],
  ["2", cell({ mark: "20" }), "differs"],
  ["غ", cell({ status: "unexcused" }), "same"],
  ["ع", cell({ status: "unexcused" }), "differs"],
  ["", undefined, "same"],
  ["", cell({ mark: "0" }), "differs"],
  ["0", undefined, "differs"],
  ["x", cell({ mark: "18" }), "differs"],
])("%s on paper is held against the sheet: %o is %s", (typed, standing, kind) => expect(readingOf(typed, standing, column("mark")).kind).toBe(kind));

it("reads levels and judgements", () => {
  expect(readingOf("٣", cell({ level: "3" }), column("level")).kind).toBe("same");
  expect(readingOf("ل", cell({ judgement: "not_mastered" }), column("judgement")).kind).toBe("same");
  expect(readingOf("أ", cell({ judgement: "not_mastered" }), column("judgement")).kind).toBe("differs");
});
