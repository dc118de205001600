/** Today's lists of who enters marks and attendance: read ahead, kept for the day, gone with it. */
import type { Query } from "@tanstack/react-query";
import type { Session } from "@/access/session";
import { answerOf, client } from "@/platform/api";
import { today } from "@/platform/dates";
import { queries } from "@/platform/query-client";
import { classQuery, planQuery, schoolQuery, sheetsQuery, studentsQuery } from "@/school/queries";
import { ownClasses, theKeeper, trying } from "./account";
import { forgetOtherDays } from "./keeper";

// Of sheets the ones that are being filled: more than a day's work is not read ahead.
const SHEETS_AHEAD = 12;
const NAMELESS = new Set<unknown>(["school", "plan", "years"]);

function belongs({ queryKey, state }: Query, classes: ReadonlySet<string>): boolean {
  if (NAMELESS.has(queryKey[0])) return true;
  const ofClass = (state.data as { class_id?: string } | undefined)?.class_id;
  return queryKey.some((part) => typeof part === "string" && classes.has(part)) || (ofClass !== undefined && classes.has(ofClass));
}

async function readAhead(session: Session, classes: ReadonlySet<string>, isStopped: () => boolean): Promise<void> {
  const grants = (session.grants ?? []).filter(({ class_id }) => class_id !== undefined && classes.has(class_id));
  const places = new Map(grants.map(({ school_id, class_id }) => [class_id ?? "", school_id ?? ""]));
  let sheetsLeft = SHEETS_AHEAD;
  for (const [classId, schoolId] of places) {
    if (isStopped()) return;
    await queries.prefetchQuery(schoolQuery(schoolId));
    const found = await queries.ensureQueryData(classQuery(schoolId, classId));
    await queries.prefetchQuery(planQuery(schoolId, found.study_plan_id));
    await queries.prefetchQuery(studentsQuery(schoolId, classId));
    const day = today();
    await queries.prefetchQuery({
      queryKey: ["rolls", schoolId, classId, day],
      queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}/rolls", { params: { path: { school_id: schoolId, class_id: classId }, query: { day } } })),
    });
    const subjects = new Set(grants.filter((grant) => grant.class_id === classId).map(({ subject }) => subject));
    const { sheets } = await queries.ensureQueryData(sheetsQuery(schoolId, classId));
    const open = sheets.filter((sheet) => subjects.has(sheet.subject) && sheet.signed_at === undefined).sort((one, other) => Number(other.filled > 0) - Number(one.filled > 0));
    for (const { sheet_id } of open) {
      if (sheetsLeft === 0 || isStopped()) break;
      sheetsLeft -= 1;
      await queries.prefetchQuery({
        queryKey: ["sheet", schoolId, sheet_id],
        queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/mark-sheets/{sheet_id}", { params: { path: { school_id: schoolId, sheet_id } } })),
      });
    }
  }
}

const AFTER_THE_FIRST_PAGE_MS = 3000;
const LOOK_AT_THE_DAY_MS = 60_000;

/** From sign-in to sign-out; gives what ends it. */
export function keepTodaysLists(session: Session): () => void {
  const classes = ownClasses(session);
  let isOver = false;
  let day = today();
  const unsubscribe = queries.getQueryCache().subscribe(({ type, query }) => {
    const keeper = theKeeper();
    if (type !== "updated" || query.state.status !== "success" || query.state.fetchStatus !== "idle" || !keeper || classes.size === 0 || !belongs(query, classes)) return;
    const { data, dataUpdatedAt: at } = query.state;
    void trying(() => keeper.put("list", JSON.stringify(query.queryKey), { data, at }, today()));
  });
  const ahead = window.setTimeout(() => void trying(() => readAhead(session, classes, () => isOver)), AFTER_THE_FIRST_PAGE_MS);
  const midnight = window.setInterval(() => {
    if (today() === day) return;
    day = today();
    void trying(() => forgetOtherDays(day));
  }, LOOK_AT_THE_DAY_MS);
  return () => {
    isOver = true;
    unsubscribe();
    window.clearTimeout(ahead);
    window.clearInterval(midnight);
  };
}
