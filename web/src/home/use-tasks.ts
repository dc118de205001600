/** Reads what the lists of the first page are made of; each source by itself, so that one that fails hides no other. */
import { queryOptions, useQueries, useQuery } from "@tanstack/react-query";
import { useSession, type Grant } from "@/access/session";
import { attendanceQuery, waitingNotices } from "@/attendance/notices-queries";
import { childPath, childrenOf } from "@/guardian/children";
import { answerOf, client } from "@/platform/api";
import { today } from "@/platform/dates";
import { useScope } from "@/platform/scope";
import { classAttendanceQuery, undecidedQuery } from "@/attendance/requests";
import { acknowledgementQuery, correctionsQuery, missingByTeacherQuery, proposalsQuery, publicationsQuery, publishedQuery, studentYearsQuery } from "@/results/queries";
import { sheetsQuery, studentQuery } from "@/school/queries";
import { answeredExcuses, correctionTasks, excuseTasks, importTasks, newSince, proposalTasks, publicationTasks, sheetNewsTasks, type Reader } from "./news";
import { isSchoolDay, rollClasses, sheetTasks, teacherTasks, type Task } from "./tasks";

const windowsQuery = (schoolId: string, yearId: string) =>
  queryOptions({
    queryKey: ["windows", schoolId, yearId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/years/{school_year_id}/entry-windows", { params: { path: { school_id: schoolId, school_year_id: yearId } } })),
    staleTime: 600_000,
  });

const rollsQuery = (schoolId: string, classId: string, day: string) =>
  queryOptions({
    queryKey: ["rolls", schoolId, classId, day],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}/rolls", { params: { path: { school_id: schoolId, class_id: classId }, query: { day } } })),
  });

const sheetNewsQuery = (schoolId: string, yearId: string, reader: Reader, of: { class_id?: string; subject?: string }, since: string) =>
  queryOptions({
    queryKey: ["sheet-news", schoolId, yearId, reader, of.class_id ?? "", of.subject ?? "", since],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/years/{school_year_id}/sheet-news", { params: { path: { school_id: schoolId, school_year_id: yearId }, query: { since, ...of, ...(reader === "reviewer" ? { unreviewed: "yes" as const } : {}) } } })),
  });

const importsQuery = (schoolId: string) =>
  queryOptions({
    queryKey: ["imports", schoolId, "newest"],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/imports", { params: { path: { school_id: schoolId }, query: { limit: 10 } } })),
  });

/** Each part of the sheets that one's appointments open, and as whom one reads their news. */
export function newsParts(grants: readonly Grant[]): { reader: Reader; of: { class_id?: string; subject?: string } }[] {
  const parts = grants.flatMap(({ class_id, subject, permissions }): { reader: Reader; of: { class_id?: string; subject?: string } }[] => {
    if (permissions["correction_decide"] === "school") return [{ reader: "decider", of: {} }];
    if (permissions["mark_review"] === "subject" && subject !== undefined) return [{ reader: "reviewer", of: { subject } }];
    return class_id !== undefined && subject !== undefined && "mark_sign" in permissions ? [{ reader: "teacher", of: { class_id, subject } }] : [];
  });
  return [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
}

export interface Tasks {
  tasks: readonly Task[];
  isPending: boolean;
}

/** Of who works at the school that is chosen. */
export function useSchoolTasks(): Tasks {
  const { session } = useSession();
  const { schoolId, year, term } = useScope();
  const day = today();
  const yearId = year?.school_year_id;
  const at = schoolId ?? "";
  const grants = (session.grants ?? []).filter((grant) => grant.school_id === schoolId && schoolId !== undefined);
  const has = (permission: string) => yearId !== undefined && grants.some(({ permissions }) => permissions[permission] === "school");

  const marked = new Map<string, Set<string>>();
  for (const { class_id, subject, permissions } of grants) if (class_id !== undefined && subject !== undefined && "mark_sign" in permissions) marked.set(class_id, (marked.get(class_id) ?? new Set()).add(subject));
  const windows = useQuery({ ...windowsQuery(at, yearId ?? ""), enabled: yearId !== undefined && marked.size > 0 });
  const sheets = useQueries({ queries: [...marked.keys()].map((classId) => sheetsQuery(at, classId)) });
  const rollsOf = year && isSchoolDay(year, day) ? rollClasses(grants) : [];
  const rolls = useQueries({ queries: rollsOf.map((classId) => rollsQuery(at, classId, day)) });
  const missing = useQuery({ ...missingByTeacherQuery(at, yearId ?? ""), enabled: has("mark_read") });
  const since = newSince();
  const mayPublish = has("result_publish");
  const corrections = useQuery({ ...correctionsQuery(at, yearId ?? ""), enabled: has("result_correct") });
  const proposals = useQuery({ ...proposalsQuery(at, yearId ?? ""), enabled: has("result_preview") });
  const publications = useQuery({ ...publicationsQuery(at, yearId ?? ""), enabled: has("result_preview") });
  const excuses = useQuery({ ...undecidedQuery(at), enabled: has("excuse_decide") });
  const imports = useQuery({ ...importsQuery(at), enabled: has("import_run") });
  const parts = yearId === undefined ? [] : newsParts(grants);
  const news = useQueries({ queries: parts.map(({ reader, of }) => sheetNewsQuery(at, yearId ?? "", reader, of, since)) });
  // Letters of absence are the class head's to write; a head finds them on the pages of the classes.
  const headed = [...new Set(grants.flatMap(({ class_id, permissions }) => (class_id !== undefined && permissions["notice_issue"] === "class" ? [class_id] : [])))];
  const absences = useQueries({ queries: headed.map((classId) => classAttendanceQuery(at, classId)) });

  const tasks: Task[] = [];
  [...marked].forEach(([, subjects], index) => {
    const found = sheets[index]?.data?.sheets;
    if (found && windows.data) tasks.push(...sheetTasks(at, found, windows.data.windows, subjects, term, day));
  });
  rollsOf.forEach((classId, index) => {
    const found = rolls[index]?.data;
    if (found && !found.items.some(({ slot }) => slot === "day")) tasks.push({ key: `roll ${classId}`, when: "today", kind: "roll", path: `/schools/${at}/classes/${classId}/roll`, schoolId: at, classId, due: day });
  });
  if (missing.data && "groups" in missing.data) tasks.push(...teacherTasks(`/schools/${at}/results/${yearId}`, missing.data.groups, day));
  const results = `/schools/${at}/results/${yearId}`;
  if (corrections.data) tasks.push(...correctionTasks(`${results}/corrections`, corrections.data.corrections, mayPublish, since));
  if (proposals.data) tasks.push(...proposalTasks(results, proposals.data.proposals, mayPublish, since));
  if (publications.data) tasks.push(...publicationTasks(results, publications.data.publications, since, Date.now()));
  if (excuses.data) tasks.push(...excuseTasks(at, excuses.data));
  if (imports.data) tasks.push(...importTasks(at, imports.data.items, since));
  parts.forEach(({ reader }, index) => tasks.push(...sheetNewsTasks(at, news[index]?.data?.items ?? [], reader)));
  headed.forEach((classId, index) => {
    const due = (absences[index]?.data?.students ?? []).reduce((sum, { due: found }) => sum + (found?.length ?? 0), 0);
    if (due > 0) tasks.push({ key: `notices ${classId}`, when: "today", kind: "issue_notices", path: `/schools/${at}/classes/${classId}/attendance`, schoolId: at, classId, count: due });
  });
  const isPending = [windows, missing, corrections, proposals, publications, excuses, imports, ...sheets, ...rolls, ...news, ...absences].some(({ isLoading }) => isLoading) || (schoolId !== undefined && year === undefined);
  return { tasks, isPending };
}

/** Of guardians, and of a student himself: what waits for them, and what was published lately. */
export function useFamilyTasks(): Tasks {
  const { session } = useSession();
  const children = childrenOf(session.grants);
  const students = useQueries({ queries: children.map(({ schoolId, studentId }) => studentQuery(schoolId, studentId)) });
  const years = useQueries({ queries: children.map(({ schoolId, studentId }) => studentYearsQuery(schoolId, studentId)) });
  const newest = years.map(({ data }) => data?.years[0]);
  const of = children.map(({ schoolId, studentId }, index) => ({ schoolId, studentId, yearId: newest[index]?.school_year_id ?? "" }));
  const attendance = useQueries({ queries: of.map((each) => ({ ...attendanceQuery(each.schoolId, each.studentId, each.yearId), enabled: each.yearId !== "" })) });
  const results = useQueries({ queries: of.map((each, index) => ({ ...publishedQuery(each), enabled: newest[index]?.state === "shown" })) });
  const own = useQueries({ queries: of.map((each, index) => ({ ...acknowledgementQuery(each), enabled: newest[index]?.state === "shown" && "notice_acknowledge" in (children[index]?.permissions ?? {}) })) });
  const since = newSince();
  const tasks = children.flatMap((child, index): Task[] => {
    const student = students[index]?.data;
    if (!student) return [];
    const found: Task[] = [];
    const name = { name_ar: student.name_ar, name_en: student.name_en, path: childPath(child) };
    const waiting = ("notice_acknowledge" in child.permissions ? waitingNotices(attendance[index]?.data?.notices ?? []).length : 0) + (own[index]?.data?.acknowledged_at === null ? 1 : 0);
    if (waiting > 0) found.push({ ...name, key: `acknowledge ${child.studentId}`, when: "today", kind: "acknowledge", count: waiting });
    const published = results[index]?.data?.published;
    if (published !== undefined && published.day >= since) found.push({ ...name, key: `published ${child.studentId}`, when: "changed", kind: published.version > 1 ? "result_corrected" : "published", due: published.day });
    if ("excuse_submit" in child.permissions) found.push(...answeredExcuses({ ...name, id: child.studentId }, attendance[index]?.data?.excuses ?? [], since));
    return found;
  });
  return { tasks, isPending: [...students, ...years, ...attendance].some(({ isLoading }) => isLoading) };
}
