import { expect, it } from "vitest";
import type { Schemas } from "@/platform/api";
import { byTeacher } from "./progress-table";

const sheet = (id: string, missing: number, teacher?: string): Schemas["SheetProgress"] => ({
  sheet_id: id, class_id: "1", class_name: "أ", grade: 4, subject: "maths", term: 1, part: "final", title_ar: "", title_en: "", needed: 10, missing, awaited: 0, students: 1, state: "open",
  ...(teacher === undefined ? {} : { teacher: { staff_member_id: teacher, name_ar: teacher, name_en: teacher } }),
});

it("puts sheets under their teachers, who has most to enter first", () => {
  const groups = byTeacher([sheet("1", 2, "a"), sheet("2", 9, "b"), sheet("3", 4), sheet("4", 3, "a")]);
  expect(groups.map((group) => [group.teacher?.staff_member_id, group.missing, group.sheets.map((each) => each.sheet_id)])).toEqual([
    ["b", 9, ["2"]],
    ["a", 5, ["1", "4"]],
    [undefined, 4, ["3"]],
  ]);
});
