import { queryOptions } from "@tanstack/react-query";
import { answerOf, client } from "@/platform/api";

export const committeesQuery = (schoolId: string) =>
  queryOptions({ queryKey: ["committees", schoolId], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/committees", { params: { path: { school_id: schoolId } } })) });

export const casesQuery = (schoolId: string, studentId: string) =>
  queryOptions({ queryKey: ["cases", schoolId, studentId], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/cases", { params: { path: { school_id: schoolId, student_id: studentId } } })) });
