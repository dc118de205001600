/** Counts of published results and of attendance. Each look is kept with its purpose: none is repeated behind one's back (SR-3.6). */
import { queryOptions } from "@tanstack/react-query";
import { answerOf, client } from "@/platform/api";
import type { Purpose } from "@/platform/purpose";
import { allParts } from "../desk/all-parts";

const once = { staleTime: Infinity, refetchOnWindowFocus: false } as const;
const inYear = (schoolId: string, yearId: string) => ({ path: { school_id: schoolId, school_year_id: yearId } });

export const classCountsQuery = (schoolId: string, yearId: string, purpose: Purpose) =>
  queryOptions({
    queryKey: ["statistics", schoolId, yearId, purpose],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/school-years/{school_year_id}/statistics", { params: { ...inYear(schoolId, yearId), query: { purpose } } })),
    ...once,
  });

export const marksQuery = (schoolId: string, yearId: string, by: "class" | "grade", purpose: Purpose) =>
  queryOptions({
    queryKey: ["statistics-marks", schoolId, yearId, by, purpose],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/school-years/{school_year_id}/statistics/marks", { params: { ...inYear(schoolId, yearId), query: { by, purpose } } })),
    ...once,
  });

export const yearCountsQuery = (schoolId: string, subject: string, purpose: Purpose) =>
  queryOptions({
    queryKey: ["statistics-years", schoolId, subject, purpose],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/statistics/years", { params: { path: { school_id: schoolId }, query: { purpose, ...(subject === "" ? {} : { subject }) } } })),
    ...once,
  });

/** All classes, however many there are: the server counts ten at a time. */
export const workQuery = (schoolId: string, yearId: string, purpose: Purpose) =>
  queryOptions({
    queryKey: ["statistics-work", schoolId, yearId, purpose],
    queryFn: () => allParts((after) => answerOf(client.GET("/v1/schools/{school_id}/school-years/{school_year_id}/statistics/work", { params: { ...inYear(schoolId, yearId), query: { purpose, limit: 10, ...(after === undefined ? {} : { after }) } } }))),
    ...once,
  });
