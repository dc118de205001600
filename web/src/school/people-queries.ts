/** What pages about students, guardians and staff read. */
import { queryOptions } from "@tanstack/react-query";
import { answerOf, client } from "@/platform/api";
import { toAsciiDigits } from "@/platform/digits";
import { parsedSearch } from "./parsed-search";

export const studentFileQuery = (schoolId: string, studentId: string) =>
  queryOptions({
    queryKey: ["student-file", schoolId, studentId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/file", { params: { path: { school_id: schoolId, student_id: studentId } } })),
  });

export const guardianQuery = (schoolId: string, guardianId: string) =>
  queryOptions({
    queryKey: ["guardian", schoolId, guardianId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/guardians/{guardian_id}", { params: { path: { school_id: schoolId, guardian_id: guardianId } } })),
  });

export const staffMemberQuery = (schoolId: string, staffMemberId: string) =>
  queryOptions({
    queryKey: ["staff", schoolId, staffMemberId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/staff/{staff_member_id}", { params: { path: { school_id: schoolId, staff_member_id: staffMemberId } } })),
  });

/** Students by part of a name, or by number when digits were typed. */
export function readStudents(schoolId: string, typed: string, after?: string) {
  return answerOf(client.GET("/v1/schools/{school_id}/students", { params: { path: { school_id: schoolId }, query: { limit: 50, ...parsedSearch(typed), ...(after === undefined ? {} : { after }) } } }));
}

export function readStudentsOfClass(schoolId: string, classId: string, typed: string, after?: string) {
  return answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}/students", { params: { path: { school_id: schoolId, class_id: classId }, query: { limit: 50, ...parsedSearch(typed), ...(after === undefined ? {} : { after }) } } }));
}

export function readGuardians(schoolId: string, typed: string, after?: string) {
  const name = toAsciiDigits(typed.trim());
  return answerOf(client.GET("/v1/schools/{school_id}/guardians", { params: { path: { school_id: schoolId }, query: { limit: 50, ...(name === "" ? {} : { name }), ...(after === undefined ? {} : { after }) } } }));
}

export function readStaff(schoolId: string, typed: string, after?: string) {
  const name = toAsciiDigits(typed.trim());
  return answerOf(client.GET("/v1/schools/{school_id}/staff", { params: { path: { school_id: schoolId }, query: { limit: 50, ...(name === "" ? {} : { name }), ...(after === undefined ? {} : { after }) } } }));
}
