import { describe, expect, it } from "vitest";
import type { Schemas } from "@/platform/api";
import { inOrder, isSchoolDay, rollClasses, sheetTasks, teacherTasks, windowOf } from "./tasks";

const sheet = (part: Partial<Schemas["MarkSheetSummary"]> = {}): Schemas["MarkSheetSummary"] => ({ sheet_id: "1", class_id: "7", subject: "maths", term: 1, part: "formative", scheme: "kw", title_ar: "كشف", title_en: "Sheet", school_year: "2026-2027", grade: 4, regulation: "kw_primary_2016", version: "1", is_sealed: false, filled: 3, missing: 9, ...part });
const window = (part: Partial<Schemas["EntryWindow"]> = {}): Schemas["EntryWindow"] => ({ entry_window_id: "1", term: 1, part: "", grade: 0, subject: "", first_day: "2026-11-01", last_day: "2026-11-30", version: "1", ...part });
const maths = new Set(["maths"]);

describe("tasks of a teacher", () => {
  it("a sheet with cells to go is today's until its window closes, then late", () => {
    const at = (day: string) => sheetTasks("5", [sheet()], [window()], maths, 1, day).map(({ when, kind, count }) => [when, kind, count]);
    expect(at("2026-10-31")).toEqual([]);
    expect(at("2026-11-01")).toEqual([["today", "fill", 9]]);
    expect(at("2026-11-30")).toEqual([["today", "fill", 9]]);
    expect(at("2026-12-01")).toEqual([["late", "fill", 9]]);
  });

  it("a full sheet wants its signature; a signed, sealed or foreign one, one of another term, or one that nobody asks for, nothing", () => {
    expect(sheetTasks("5", [sheet({ missing: 0 })], [window()], maths, 1, "2026-11-22").map(({ kind }) => kind)).toEqual(["sign"]);
    for (const none of [{ signed_at: "2026-11-20T08:00:00Z" }, { is_sealed: true }, { subject: "quran" }, { term: 2 }, { missing: 0, filled: 0 }])
      expect(sheetTasks("5", [sheet(none)], [window()], maths, 1, "2026-11-22")).toEqual([]);
  });

  it("a sheet that nobody has begun waits until thirty days before its window closes", () => {
    const kinds = (day: string) => sheetTasks("5", [sheet({ filled: 0 })], [window({ last_day: "2026-12-22" })], maths, 1, day).length;
    expect([kinds("2026-11-21"), kinds("2026-11-22")]).toEqual([0, 1]);
  });

  it("of several windows the one that speaks of the sheet and closes last counts", () => {
    const windows = [window({ entry_window_id: "1" }), window({ entry_window_id: "2", subject: "quran", last_day: "2027-01-01" }), window({ entry_window_id: "3", part: "formative", last_day: "2026-12-05" })];
    expect(windowOf(sheet(), windows)?.entry_window_id).toBe("3");
    expect(windowOf(sheet({ term: 2 }), windows)).toBeUndefined();
  });

  it("there is school on its weekdays within its terms", () => {
    const year = { terms: [{ number: 1, first_day: "2026-09-13", first_day_hijri: null, last_day: "2027-01-21", last_day_hijri: null }], weekdays: ["sunday" as const, "monday" as const] };
    expect(isSchoolDay(year, "2026-11-22")).toBe(true);
    expect(isSchoolDay(year, "2026-11-24")).toBe(false);
    expect(isSchoolDay(year, "2026-09-06")).toBe(false);
  });

  it("a class head takes the rolls of his classes, not of all he teaches", () => {
    const grant = (role: string, class_id: string) => ({ role, label_ar: "", label_en: "", class_id, permissions: { attendance_record: "class" as const } });
    expect(rollClasses([grant("teacher", "1"), grant("teacher", "2")])).toEqual(["1", "2"]);
    expect(rollClasses([grant("teacher", "1"), grant("class_head", "2")])).toEqual(["2"]);
  });
});

describe("tasks of a head", () => {
  it("teachers with closed windows are late, by the day that has passed; those whose windows close within a week are today's", () => {
    const groups = [
      { sheets: 3, signed: 0, overdue: 1, needed: 30, missing: 12, name_ar: "المعلم", name_en: "Teacher", staff_member_id: "4", due: "2026-11-20" },
      { sheets: 3, signed: 3, overdue: 0, needed: 30, missing: 0, staff_member_id: "5" },
      { sheets: 2, signed: 0, overdue: 2, needed: 20, missing: 4, staff_member_id: "6", due: "2026-11-10" },
      { sheets: 2, signed: 0, overdue: 0, needed: 20, missing: 4, staff_member_id: "7", due: "2026-11-29" },
      { sheets: 2, signed: 0, overdue: 0, needed: 20, missing: 4, staff_member_id: "8", due: "2026-11-30" },
      { sheets: 2, signed: 0, overdue: 0, needed: 20, missing: 4, staff_member_id: "9" },
    ];
    const tasks = teacherTasks("/x", groups, "2026-11-22");
    expect(inOrder(tasks, "late").map(({ key }) => key)).toEqual(["teacher 6", "teacher 4"]);
    expect(inOrder(tasks, "today").map(({ key }) => key)).toEqual(["teacher 7"]);
  });
});
