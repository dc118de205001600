/** A student's attendance of a year with its notices, as guardians and students see it. */
import { queryOptions } from "@tanstack/react-query";
import { answerOf, client, type Schemas } from "@/platform/api";

export type KeptNotice = Schemas["KeptNotice"];

export const attendanceQuery = (schoolId: string, studentId: string, yearId: string) =>
  queryOptions({
    queryKey: ["attendance", schoolId, studentId, yearId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/attendance/{school_year_id}", { params: { path: { school_id: schoolId, student_id: studentId, school_year_id: yearId } } })),
  });

/** The event of a notice that closes it for a guardian; nothing while it waits for him. */
export function answerTo(notice: KeptNotice): KeptNotice["events"][number] | undefined {
  return notice.events.find((event) => event.kind === "withdrawn") ?? notice.events.find((event) => event.kind === "acknowledged");
}

export function waitingNotices(notices: readonly KeptNotice[]): KeptNotice[] {
  return notices.filter((notice) => answerTo(notice) === undefined);
}
