/** What pages about honours read. */
import { queryOptions } from "@tanstack/react-query";
import { answerOf, client, type Schemas } from "@/platform/api";

export type Honour = Schemas["Honour"];
export type ChildHonour = Schemas["ChildHonour"];
export type Word = Schemas["HonourAnswer"]["outcome"];

export const childHonoursQuery = (schoolId: string, studentId: string) =>
  queryOptions({
    queryKey: ["child-honours", schoolId, studentId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/honours", { params: { path: { school_id: schoolId, student_id: studentId } } })),
  });

/** Those that the guardian has not answered yet. */
export const waitingHonours = (honours: readonly ChildHonour[]) => honours.filter((each) => each.state === "waiting" && each.own_word === null);
