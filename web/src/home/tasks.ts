/** What a person has to do, made of what the server tells: pure, so that each rule can be tested. */
import type { Grant } from "@/access/session";
import type { Schemas } from "@/platform/api";
import type { SchoolYear } from "@/platform/scope";

export type When = "today" | "late" | "changed";

export type Kind =
  | "fill"
  | "sign"
  | "roll"
  | "review"
  | "decide_marks"
  | "decide_excuses"
  | "issue_notices"
  | "teacher_missing"
  | "decide_correction"
  | "publish"
  | "import_waits"
  | "acknowledge"
  | "published"
  | "result_corrected"
  | "excuse_accepted"
  | "excuse_refused"
  | "sent_back"
  | "reviewed"
  | "marks_decided"
  | "proposal_published"
  | "proposal_back"
  | "correction_accepted"
  | "correction_refused"
  | "classes_published"
  | "import_done";

/** One line of the first page: the work itself. */
export interface Task {
  key: string;
  when: When;
  path: string;
  kind: Kind;
  /** By which day, or on which day something changed; lines are in this order. */
  due?: string;
  count?: number;
  classId?: string;
  schoolId?: string;
  subject?: string;
  /** Of a sheet or a person, as the server names it. */
  name_ar?: string;
  name_en?: string;
  /** What somebody wrote to it: a reason, a note. */
  text?: string;
}

type SheetSummary = Schemas["MarkSheetSummary"];
type EntryWindow = Schemas["EntryWindow"];

/** The window of a sheet: of those that speak of it the one that closes last. */
export function windowOf(sheet: Pick<SheetSummary, "term" | "part" | "grade" | "subject">, windows: readonly EntryWindow[]): EntryWindow | undefined {
  return windows
    .filter((each) => each.term === sheet.term && (each.part === "" || each.part === sheet.part) && (each.grade === 0 || each.grade === sheet.grade) && (each.subject === "" || each.subject === sheet.subject))
    .sort((one, other) => other.last_day.localeCompare(one.last_day))[0];
}

// A sheet that nobody has begun is not yet today's work when its days last longer than this.
const SOON_DAYS = 30;

const dayAfter = (day: string, days: number) => new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Sheets of the present term that want something of their teacher. What nobody asks for (no cells needed, none filled) is left in peace. */
export function sheetTasks(schoolId: string, sheets: readonly SheetSummary[], windows: readonly EntryWindow[], subjects: ReadonlySet<string>, term: number | undefined, day: string): Task[] {
  return sheets.flatMap((sheet): Task[] => {
    if (!subjects.has(sheet.subject) || sheet.is_sealed || sheet.signed_at !== undefined || (sheet.term !== 0 && sheet.term !== term)) return [];
    const open = windowOf(sheet, windows);
    if (open && day < open.first_day) return [];
    const isLate = open !== undefined && open.last_day < day;
    if (sheet.filled === 0 && (open === undefined || open.last_day > dayAfter(day, SOON_DAYS))) return [];
    const about = { schoolId, classId: sheet.class_id, subject: sheet.subject, name_ar: sheet.title_ar, name_en: sheet.title_en, path: `/schools/${schoolId}/sheets/${sheet.sheet_id}`, when: isLate ? ("late" as const) : ("today" as const), ...(open ? { due: open.last_day } : {}) };
    if (sheet.missing > 0) return [{ ...about, key: `fill ${sheet.sheet_id}`, kind: "fill", count: sheet.missing }];
    return sheet.filled > 0 ? [{ ...about, key: `sign ${sheet.sheet_id}`, kind: "sign" }] : [];
  });
}

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** Whether there is school on a day, as far as terms and weekdays tell; holidays are the calendar's. */
export function isSchoolDay(year: Pick<SchoolYear, "terms" | "weekdays">, day: string): boolean {
  const weekday = WEEKDAYS[new Date(`${day}T12:00:00Z`).getUTCDay()] ?? "";
  return year.weekdays.some((each) => each === weekday) && year.terms.some((term) => term.first_day <= day && day <= term.last_day);
}

/** Classes whose roll of the day is the person's own, as their head or their only appointed hand. */
export function rollClasses(grants: readonly Grant[]): string[] {
  const may = grants.filter(({ class_id, permissions }) => class_id !== undefined && "attendance_record" in permissions);
  const headed = new Set(may.filter(({ role }) => role === "class_head").map(({ class_id }) => class_id ?? ""));
  return [...(headed.size > 0 ? headed : new Set(may.map(({ class_id }) => class_id ?? "")))];
}

// So many days before its last day what is missing becomes the head's business too.
const NEAR_DAYS = 7;

/** Teachers with sheets whose window has closed, or closes in a few days. */
export function teacherTasks(path: string, groups: readonly Schemas["ProgressGroup"][], day: string): Task[] {
  return groups
    .filter(({ overdue, missing, due }) => missing > 0 && (overdue > 0 || (due !== undefined && due <= dayAfter(day, NEAR_DAYS))))
    .map((group) => ({ key: `teacher ${group.staff_member_id ?? "none"}`, when: group.overdue > 0 ? "late" : "today", kind: "teacher_missing", path, count: group.missing, ...(group.due === undefined ? {} : { due: group.due }), ...(group.name_ar === undefined ? {} : { name_ar: group.name_ar, name_en: group.name_en ?? "" }) }));
}

/** What is due soonest, or what changed last, comes first. */
export function inOrder(tasks: readonly Task[], when: When): Task[] {
  const byDay = (one: Task, other: Task) => (one.due ?? "9999").localeCompare(other.due ?? "9999");
  return tasks.filter((task) => task.when === when).sort((one, other) => (when === "changed" ? byDay(other, one) : byDay(one, other)) || one.key.localeCompare(other.key));
}
