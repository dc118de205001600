/** Reads what the lists of the first page are made of; each source by itself, so that one that fails hides no other. */
import { queryOptions, useQueries, useQuery } from "@tanstack/react-query";
import { useSession } from "@/access/session";
import { attendanceQuery, waitingNotices } from "@/attendance/notices-queries";
import { childPath, childrenOf } from "@/guardian/children";
import { answerOf, client } from "@/platform/api";
import { today } from "@/platform/dates";
import { useScope } from "@/platform/scope";
import { acknowledgementQuery, correctionsQuery, missingByTeacherQuery, proposalsQuery, publishedQuery, studentYearsQuery } from "@/results/queries";
import { sheetsQuery, studentQuery } from "@/school/queries";
import { isSchoolDay, overdueTeachers, rollClasses, sheetTasks, type Task } from "./tasks";

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
  const corrections = useQuery({ ...correctionsQuery(at, yearId ?? ""), enabled: has("result_correct") && has("result_publish") });
  const proposals = useQuery({ ...proposalsQuery(at, yearId ?? ""), enabled: has("result_publish") });

  const tasks: Task[] = [];
  [...marked].forEach(([, subjects], index) => {
    const found = sheets[index]?.data?.sheets;
    if (found && windows.data) tasks.push(...sheetTasks(at, found, windows.data.windows, subjects, term, day));
  });
  rollsOf.forEach((classId, index) => {
    const found = rolls[index]?.data;
    if (found && !found.items.some(({ slot }) => slot === "day")) tasks.push({ key: `roll ${classId}`, when: "today", kind: "roll", path: `/schools/${at}/classes/${classId}/roll`, schoolId: at, classId, due: day });
  });
  if (missing.data && "groups" in missing.data) tasks.push(...overdueTeachers(`/schools/${at}/results/${yearId}`, missing.data.groups));
  const undecided = (corrections.data?.corrections ?? []).filter(({ decision, is_own }) => decision === null && !is_own).length;
  if (undecided > 0) tasks.push({ key: "corrections", when: "today", kind: "decide_correction", path: `/schools/${at}/results/${yearId}/corrections`, count: undecided });
  const put = (proposals.data?.proposals ?? []).filter(({ decision, is_own }) => decision === null && !is_own).length;
  if (put > 0) tasks.push({ key: "proposals", when: "today", kind: "publish", path: `/schools/${at}/results/${yearId}`, count: put });
  const isPending = [windows, missing, corrections, proposals, ...sheets, ...rolls].some(({ isLoading }) => isLoading) || (schoolId !== undefined && year === undefined);
  return { tasks, isPending };
}

const NEW_DAYS = 14;

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
  const since = new Date(Date.now() - NEW_DAYS * 86_400_000).toISOString().slice(0, 10);
  const tasks = children.flatMap((child, index): Task[] => {
    const student = students[index]?.data;
    if (!student) return [];
    const found: Task[] = [];
    const name = { name_ar: student.name_ar, name_en: student.name_en, path: childPath(child) };
    const waiting = ("notice_acknowledge" in child.permissions ? waitingNotices(attendance[index]?.data?.notices ?? []).length : 0) + (own[index]?.data?.acknowledged_at === null ? 1 : 0);
    if (waiting > 0) found.push({ ...name, key: `acknowledge ${child.studentId}`, when: "today", kind: "acknowledge", count: waiting });
    const day = results[index]?.data?.published?.day;
    if (day !== undefined && day >= since) found.push({ ...name, key: `published ${child.studentId}`, when: "changed", kind: "published", due: day });
    return found;
  });
  return { tasks, isPending: [...students, ...years, ...attendance].some(({ isLoading }) => isLoading) };
}
