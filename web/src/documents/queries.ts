/** What pages about documents read. */
import { queryOptions } from "@tanstack/react-query";
import { answerOf, client } from "@/platform/api";
import { isUnderWay } from "./unprinted";

export const keysQuery = (schoolId: string) =>
  queryOptions({ queryKey: ["document-keys", schoolId], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/document-keys", { params: { path: { school_id: schoolId } } })) });

export const kindsQuery = (schoolId: string) =>
  queryOptions({ queryKey: ["paper-kinds", schoolId], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/paper-kinds", { params: { path: { school_id: schoolId } } })), staleTime: 600_000 });

export const documentsOfClassQuery = (schoolId: string, classId: string) =>
  queryOptions({ queryKey: ["documents", schoolId, "class", classId], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}/documents", { params: { path: { school_id: schoolId, class_id: classId } } })) });

export const documentsOfStudentQuery = (schoolId: string, studentId: string) =>
  queryOptions({ queryKey: ["documents", schoolId, "student", studentId], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/documents", { params: { path: { school_id: schoolId, student_id: studentId } } })) });

export const requestQuery = (schoolId: string, requestId: string) =>
  queryOptions({ queryKey: ["document-requests", schoolId, requestId], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/document-requests/{document_request_id}", { params: { path: { school_id: schoolId, document_request_id: requestId } } })) });

const LOOK_AGAIN_MS = 1000;

/** One's own print jobs, looked at again while one of them goes on. */
export const printJobsQuery = (schoolId: string) =>
  queryOptions({
    queryKey: ["print-jobs", schoolId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/print-jobs", { params: { path: { school_id: schoolId } } })),
    refetchInterval: (query) => (query.state.data?.items.some(isUnderWay) ? LOOK_AGAIN_MS : false),
  });
