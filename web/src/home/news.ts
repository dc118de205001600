/** What waits for somebody, and what others changed on his things: lines of the first page out of the server's lists. */
import type { Schemas } from "@/platform/api";
import type { Task } from "./tasks";

type SheetNews = Schemas["SheetNews"];
type Proposals = Schemas["Proposals"]["proposals"];
type Corrections = Schemas["ResultCorrections"]["corrections"];
type Publications = Schemas["Publications"]["publications"];
type Import = Schemas["Import"];
type Excuse = Schemas["JudgedExcuse"];

export const NEW_DAYS = 14;

/** The day from which something is new. */
export function newSince(now: number = Date.now()): string {
  return new Date(now - NEW_DAYS * 86_400_000).toISOString().slice(0, 10);
}

const isSince = (moment: string | undefined | null, since: string) => moment !== undefined && moment !== null && moment.slice(0, 10) >= since;

/** Who a line about sheets is for: the teacher of a sheet, its second reader, or who decides about corrections. */
export type Reader = "teacher" | "reviewer" | "decider";

export function sheetNewsTasks(schoolId: string, items: readonly SheetNews[], reader: Reader): Task[] {
  return items.flatMap((news): Task[] => {
    const about = { schoolId, classId: news.class_id, subject: news.subject, name_ar: news.title_ar, name_en: news.title_en, path: `/schools/${schoolId}/sheets/${news.sheet_id}/signing` };
    if (reader === "reviewer") return news.awaits_review ? [{ ...about, key: `review ${news.sheet_id}`, when: "today", kind: "review" }] : [];
    if (reader === "decider") return news.corrections_waiting > 0 ? [{ ...about, key: `marks ${news.sheet_id}`, when: "today", kind: "decide_marks", count: news.corrections_waiting }] : [];
    const found: Task[] = [];
    if (news.withdrawn) found.push({ ...about, key: `back ${news.sheet_id}`, when: "changed", kind: "sent_back", text: news.withdrawn.reason, due: news.withdrawn.at.slice(0, 10) });
    if (news.reviewed_at) found.push({ ...about, key: `reviewed ${news.sheet_id}`, when: "changed", kind: "reviewed", due: news.reviewed_at.slice(0, 10) });
    const decided = news.corrections_decided;
    if (decided) found.push({ ...about, key: `corrected ${news.sheet_id}`, when: "changed", kind: "marks_decided", count: decided.approved + decided.refused, due: decided.at.slice(0, 10) });
    return found;
  });
}

/** Excuses and leaves that wait for the head. */
export function excuseTasks(schoolId: string, { excuses, leaves }: { excuses: readonly unknown[]; leaves: readonly unknown[] }): Task[] {
  const count = excuses.length + leaves.length;
  return count === 0 ? [] : [{ key: "excuses", when: "today", kind: "decide_excuses", path: `/schools/${schoolId}/excuses`, count }];
}

/** What somebody else put forward waits; what became of one's own is news. */
export function proposalTasks(path: string, proposals: Proposals, mayDecide: boolean, since: string): Task[] {
  const waiting = mayDecide ? proposals.filter(({ decision, is_own: isOwn }) => decision === null && !isOwn).length : 0;
  return [
    ...(waiting > 0 ? [{ key: "proposals", when: "today", kind: "publish", path, count: waiting } as const] : []),
    ...proposals.flatMap(({ proposal_id: id, is_own: isOwn, decision }): Task[] => (isOwn && decision !== null && isSince(decision.decided_at, since) ? [{ key: `proposal ${id}`, when: "changed", kind: decision.is_accepted ? "proposal_published" : "proposal_back", path, text: decision.note, due: decision.decided_at.slice(0, 10) }] : [])),
  ];
}

export function correctionTasks(path: string, corrections: Corrections, mayDecide: boolean, since: string): Task[] {
  const waiting = mayDecide ? corrections.filter(({ decision, is_own: isOwn }) => decision === null && !isOwn).length : 0;
  return [
    ...(waiting > 0 ? [{ key: "corrections", when: "today", kind: "decide_correction", path, count: waiting } as const] : []),
    ...corrections.flatMap(({ correction_id: id, is_own: isOwn, decision, name_ar, name_en }): Task[] => (isOwn && decision !== null && isSince(decision.decided_at, since) ? [{ key: `correction ${id}`, when: "changed", kind: decision.is_accepted ? "correction_accepted" : "correction_refused", path, name_ar, name_en, due: decision.decided_at.slice(0, 10) }] : [])),
  ];
}

/** Classes whose results everybody concerned can see since a short while. */
export function publicationTasks(path: string, publications: Publications, since: string, now: number): Task[] {
  const shown = publications.filter((each) => each.withdrawn_at === null && isSince(each.visible_from, since) && Date.parse(each.visible_from) <= now);
  if (shown.length === 0) return [];
  const last = shown.map((each) => each.visible_from.slice(0, 10)).sort().at(-1) ?? since;
  return [{ key: "publications", when: "changed", kind: "classes_published", path, count: new Set(shown.map((each) => each.class_id)).size, due: last }];
}

/** Files that were tried and not yet carried out, and those that were. */
export function importTasks(schoolId: string, imports: readonly Import[], since: string): Task[] {
  return imports.flatMap((each): Task[] => {
    if (!isSince(each.tried_at, since) || (each.state !== "tried" && each.state !== "applied")) return [];
    const about = { key: `import ${each.import_id}`, path: `/schools/${schoolId}/imports/${each.kind}/${each.import_id}`, name_ar: each.file_name, name_en: each.file_name };
    return [each.state === "tried" ? { ...about, when: "today", kind: "import_waits", count: each.new + each.changed } : { ...about, when: "changed", kind: "import_done", count: each.new + each.changed, due: each.tried_at.slice(0, 10) }];
  });
}

/** A guardian's excuses that got their answer. An answer has no day of its own: those of late days count. */
export function answeredExcuses(child: Pick<Task, "path" | "name_ar" | "name_en"> & { id: string }, excuses: readonly Excuse[], since: string): Task[] {
  const { id, ...about } = child;
  return excuses.flatMap((each): Task[] => (each.judgement !== "undecided" && each.submitted_on >= since ? [{ ...about, key: `excuse ${id} ${each.excuse_id}`, when: "changed", kind: each.judgement === "accepted" ? "excuse_accepted" : "excuse_refused", due: each.submitted_on }] : []));
}
