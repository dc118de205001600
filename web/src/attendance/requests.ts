/** What several pages of attendance read. */
import { queryOptions } from "@tanstack/react-query";
import { answerOf, client } from "@/platform/api";

export const classAttendanceQuery = (schoolId: string, classId: string) =>
  queryOptions({
    queryKey: ["class-attendance", schoolId, classId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}/attendance", { params: { path: { school_id: schoolId, class_id: classId } } })),
  });

export const undecidedQuery = (schoolId: string) =>
  queryOptions({
    queryKey: ["undecided", schoolId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/undecided-excuses", { params: { path: { school_id: schoolId } } })),
  });

export const attendanceQuery = (schoolId: string, studentId: string, yearId: string) =>
  queryOptions({
    queryKey: ["attendance", schoolId, studentId, yearId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/attendance/{school_year_id}", { params: { path: { school_id: schoolId, student_id: studentId, school_year_id: yearId } } })),
  });

export const conductQuery = (schoolId: string, studentId: string, yearId: string) =>
  queryOptions({
    queryKey: ["conduct", schoolId, studentId, yearId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/conduct/{school_year_id}", { params: { path: { school_id: schoolId, student_id: studentId, school_year_id: yearId } } })),
  });

export const offencesQuery = (schoolId: string) =>
  queryOptions({
    queryKey: ["offences", schoolId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/offences", { params: { path: { school_id: schoolId } } })),
  });

/** After something of attendance was written. */
export const attendanceKeys = (schoolId: string) => ["class-attendance", "undecided", "attendance"].map((first) => [first, schoolId]);
