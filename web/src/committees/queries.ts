import { queryOptions } from "@tanstack/react-query";
import { ApiFailure, answerOf, client } from "@/platform/api";

export const committeesQuery = (schoolId: string) =>
  queryOptions({ queryKey: ["committees", schoolId], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/committees", { params: { path: { school_id: schoolId } } })) });

/** Nobody's case is an empty list: the server says it in a refusal, which tells a committee's member no more than he may know. */
export const casesQuery = (schoolId: string, studentId: string) =>
  queryOptions({
    queryKey: ["cases", schoolId, studentId],
    queryFn: async () => {
      try {
        return await answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/cases", { params: { path: { school_id: schoolId, student_id: studentId } } }));
      } catch (failure) {
        if (failure instanceof ApiFailure && failure.problem.code === "COMMITTEE_WITHOUT_CASE") return { items: [] };
        throw failure;
      }
    },
  });
