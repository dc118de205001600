import { describe, expect, it } from "vitest";
import type { Schemas } from "@/platform/api";
import { answeredExcuses, correctionTasks, excuseTasks, importTasks, newSince, proposalTasks, publicationTasks, sheetNewsTasks } from "./news";
import { inOrder, type Task } from "./tasks";
import { newsParts } from "./use-tasks";

const since = "2026-11-08";
const lines = (tasks: readonly Task[]) => tasks.map(({ when, kind, count }) => [when, kind, ...(count === undefined ? [] : [count])]);
const sheet = (part: Partial<Schemas["SheetNews"]>): Schemas["SheetNews"] => ({ sheet_id: "1", class_id: "7", class_name: "أ", grade: 4, subject: "maths", term: 1, title_ar: "كشف", title_en: "Sheet", corrections_waiting: 0, ...part });

it("is new for fourteen days", () => expect(newSince(Date.parse("2026-11-22T06:00:00Z"))).toBe(since));

describe("news of sheets", () => {
  const news = [
    sheet({ withdrawn: { at: "2026-11-20T06:00:00.000Z", reason: "عمود ناقص" }, corrections_waiting: 2 }),
    sheet({ sheet_id: "2", reviewed_at: "2026-11-19T06:00:00.000Z", awaits_review: true, corrections_decided: { approved: 1, refused: 2, at: "2026-11-18T06:00:00.000Z" } }),
  ];
  it("tell a teacher what came back, what was read, and what was decided", () => {
    const tasks = sheetNewsTasks("5", news, "teacher");
    expect(lines(tasks)).toEqual([["changed", "sent_back"], ["changed", "reviewed"], ["changed", "marks_decided", 3]]);
    expect(tasks[0]?.text).toBe("عمود ناقص");
  });
  it("tell who decides what waits, and a second reader what he is to read", () => {
    expect(lines(sheetNewsTasks("5", news, "decider"))).toEqual([["today", "decide_marks", 2]]);
    expect(lines(sheetNewsTasks("5", news, "reviewer"))).toEqual([["today", "review"]]);
  });
  it("are asked for each part of one's appointments once", () => {
    const grant = (permissions: Record<string, string>, part: { class_id?: string; subject?: string } = {}) => ({ role: "x", label_ar: "", label_en: "", permissions: permissions as Schemas["Grant"]["permissions"], ...part });
    const teacher = grant({ mark_sign: "class_subject" }, { class_id: "7", subject: "maths" });
    expect(newsParts([grant({ correction_decide: "school" }), teacher, teacher, grant({ mark_review: "subject" }, { subject: "maths" }), grant({ mark_read: "class" }, { class_id: "7" })])).toEqual([
      { reader: "decider", of: {} },
      { reader: "teacher", of: { class_id: "7", subject: "maths" } },
      { reader: "reviewer", of: { subject: "maths" } },
    ]);
  });
});

it("excuses and leaves wait together, and none is no line", () => {
  expect(lines(excuseTasks("5", { excuses: [1, 2], leaves: [3] }))).toEqual([["today", "decide_excuses", 3]]);
  expect(excuseTasks("5", { excuses: [], leaves: [] })).toEqual([]);
});

describe("proposals and corrections", () => {
  const decision = { is_accepted: false, note: "كشف ناقص", decided_at: "2026-11-08T05:00:00.000Z", decided_by: "المدير" };
  const proposal = (id: string, is_own: boolean, decided: typeof decision | null) => ({ proposal_id: id, class_ids: [], visible_from: "", note: "", proposed_at: "", proposed_by: "", is_own, decision: decided });
  it("of others wait for who decides, one's own come back", () => {
    const all = [proposal("1", false, null), proposal("2", true, null), proposal("3", true, decision), proposal("4", true, { ...decision, decided_at: "2026-11-07T23:00:00.000Z" }), proposal("5", false, decision)];
    expect(lines(proposalTasks("/x", all, true, since))).toEqual([["today", "publish", 1], ["changed", "proposal_back"]]);
    expect(lines(proposalTasks("/x", all, false, since))).toEqual([["changed", "proposal_back"]]);
  });
  it("tell of a correction whose it is", () => {
    const correction = { correction_id: "1", student_id: "9", student_number: "1", name_ar: "سعد", name_en: "Saad", reason: "", requested_at: "", requested_by: "", is_own: true, decision: { ...decision, is_accepted: true, differences: [] } };
    expect(correctionTasks("/x", [correction, { ...correction, is_own: false, decision: null }], true, since).map(({ kind, name_ar: name, count }) => [kind, name ?? count])).toEqual([["decide_correction", 1], ["correction_accepted", "سعد"]]);
  });
});

it("results are published from their moment on, each class once, and not when they were taken back", () => {
  const published = (class_id: string, visible_from: string, withdrawn_at: string | null = null) => ({ publication_id: class_id, class_id, class_name: "", students: 1, published_at: visible_from, visible_from, withdrawn_at, withdrawal_reason: null, signed_head: null });
  const now = Date.parse("2026-11-22T06:00:00Z");
  const all = [published("1", "2026-11-20T04:00:00.000Z"), published("1", "2026-11-21T04:00:00.000Z"), published("2", "2026-11-22T06:00:01.000Z"), published("3", "2026-11-07T04:00:00.000Z"), published("4", "2026-11-20T04:00:00.000Z", "2026-11-20T03:00:00.000Z")];
  expect(publicationTasks("/x", all, since, now).map(({ count, due }) => [count, due])).toEqual([[1, "2026-11-21"]]);
});

it("a file that was tried waits, one that was carried out is told, others are not", () => {
  const file = (state: Schemas["Import"]["state"], tried_at = "2026-11-20T06:00:00.000Z") => ({ import_id: "1", kind: "roster" as const, state, class_id: null, subject: "", file_name: "students.xlsx", file_bytes: 1, file_digest: "", plan_digest: "", records: 3, new: 2, changed: 1, same: 0, refused: 0, conflicts: 0, tried_as: "", tried_at });
  expect(lines(importTasks("5", [file("tried"), file("applied"), file("undone"), file("discarded"), file("applied", "2026-11-01T06:00:00.000Z")], since))).toEqual([["today", "import_waits", 3], ["changed", "import_done", 3]]);
});

it("a guardian is told what became of an excuse, not that it waits", () => {
  const excuse = (judgement: Schemas["JudgedExcuse"]["judgement"], submitted_on = "2026-11-20") => ({ excuse_id: judgement, student_id: "9", school_year_id: "1", first_day: "", last_day: "", kind: "medical" as const, document: "", on_school_form: false, certifier: "none" as const, school_health_certified: false, submitted_on, judgement });
  expect(answeredExcuses({ id: "9", path: "/x", name_ar: "سعد" }, [excuse("undecided"), excuse("accepted"), excuse("refused"), excuse("accepted", "2026-11-07")], since).map(({ kind }) => kind)).toEqual(["excuse_accepted", "excuse_refused"]);
});

it("what changed last comes first, what is due first comes first", () => {
  const at = (when: Task["when"], due: string): Task => ({ key: due, when, kind: "reviewed", path: "", due });
  expect(inOrder([at("changed", "2026-11-19"), at("changed", "2026-11-21")], "changed").map(({ due }) => due)).toEqual(["2026-11-21", "2026-11-19"]);
  expect(inOrder([at("today", "2026-11-23"), at("today", "2026-11-22")], "today").map(({ due }) => due)).toEqual(["2026-11-22", "2026-11-23"]);
});
