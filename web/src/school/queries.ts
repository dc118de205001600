/** What several screens read of a school. */
import { queryOptions } from "@tanstack/react-query";
import { answerOf, client } from "@/platform/api";
import { allParts } from "./desk/all-parts";

export const schoolQuery = (schoolId: string) =>
  queryOptions({
    queryKey: ["school", schoolId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}", { params: { path: { school_id: schoolId } } })),
    staleTime: 600_000,
  });

export const yearsQuery = (schoolId: string) =>
  queryOptions({
    queryKey: ["years", schoolId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/school-years", { params: { path: { school_id: schoolId } } })),
    staleTime: 600_000,
  });

/** All classes of a year, however many there are. */
export const classesQuery = (schoolId: string, yearId: string) =>
  queryOptions({
    queryKey: ["classes", schoolId, yearId],
    queryFn: async () => ({
      items: await allParts((after) => answerOf(client.GET("/v1/schools/{school_id}/school-years/{school_year_id}/classes", { params: { path: { school_id: schoolId, school_year_id: yearId }, query: { limit: 200, ...(after === undefined ? {} : { after }) } } }))),
    }),
  });

export const classQuery = (schoolId: string, classId: string) =>
  queryOptions({
    queryKey: ["class", schoolId, classId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}", { params: { path: { school_id: schoolId, class_id: classId } } })),
    staleTime: 600_000,
  });

export const planQuery = (schoolId: string, planId: string) =>
  queryOptions({
    queryKey: ["plan", schoolId, planId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/plans/{study_plan_id}", { params: { path: { school_id: schoolId, study_plan_id: planId } } })),
    staleTime: 600_000,
  });

/** Who teaches one subject may ask for that alone. */
export const sheetsQuery = (schoolId: string, classId: string, subject?: string) =>
  queryOptions({
    queryKey: ["sheets", schoolId, classId, subject ?? ""],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}/mark-sheets", { params: { path: { school_id: schoolId, class_id: classId }, query: subject === undefined ? {} : { subject } } })),
  });

export const studentsQuery = (schoolId: string, classId: string) =>
  queryOptions({
    queryKey: ["students", schoolId, classId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}/students", { params: { path: { school_id: schoolId, class_id: classId } } })),
  });

export const studentQuery = (schoolId: string, studentId: string) =>
  queryOptions({
    queryKey: ["student", schoolId, studentId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}", { params: { path: { school_id: schoolId, student_id: studentId } } })),
  });

export const staffQuery = (schoolId: string) =>
  queryOptions({
    queryKey: ["staff", schoolId, "all"],
    queryFn: () => allParts((after) => answerOf(client.GET("/v1/schools/{school_id}/staff", { params: { path: { school_id: schoolId }, query: { limit: 200, ...(after === undefined ? {} : { after }) } } }))),
    staleTime: 60_000,
  });

export const calendarQuery = (schoolId: string, yearId: string) =>
  queryOptions({
    queryKey: ["calendar", schoolId, yearId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/school-years/{school_year_id}/calendar", { params: { path: { school_id: schoolId, school_year_id: yearId } } })),
  });

export const plansQuery = (schoolId: string, yearId: string) =>
  queryOptions({
    queryKey: ["plans", schoolId, yearId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/school-years/{school_year_id}/plans", { params: { path: { school_id: schoolId, school_year_id: yearId } } })),
  });

/** The year that today lies in, else the newest. */
export function currentYear<Year extends { first_day: string; last_day: string }>(years: readonly Year[], day: string): Year | undefined {
  return years.find((year) => year.first_day <= day && day <= year.last_day) ?? years[0];
}
