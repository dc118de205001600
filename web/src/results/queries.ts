/** What the pages of results ask the server for. */
import { queryOptions } from "@tanstack/react-query";
import { ApiFailure, answerOf, client, type Schemas } from "@/platform/api";
import { readTold, type Told } from "./reasons";

export interface OfStudent {
  schoolId: string;
  studentId: string;
  yearId: string;
}

export interface ShownResult {
  told: { ar: Told; en: Told };
  regulation: string;
  parametersDigest?: string;
  published?: { day: string; version: number; versionId: string };
}

const placeOf = ({ schoolId, studentId, yearId }: OfStudent) => ({ school_id: schoolId, student_id: studentId, school_year_id: yearId });
const toldOf = (reasons: Schemas["Reasons"]) => ({ ar: readTold(reasons.ar), en: readTold(reasons.en) });

function ofVersion(found: Schemas["Result"]): ShownResult {
  return { told: toldOf(found.reasons), regulation: found.regulation, parametersDigest: found.parameters_digest, published: { day: found.made_at.slice(0, 10), version: found.version, versionId: found.result_version_id } };
}

export const publishedQuery = (of: OfStudent) =>
  queryOptions({
    queryKey: ["result", of.schoolId, of.studentId, of.yearId, "published"],
    queryFn: async () => ofVersion(await answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/results/{school_year_id}", { params: { path: placeOf(of) } }))),
  });

export const previewQuery = (of: OfStudent) =>
  queryOptions({
    queryKey: ["result", of.schoolId, of.studentId, of.yearId, "preview"],
    queryFn: async (): Promise<ShownResult> => {
      const found = await answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/results/{school_year_id}/preview", { params: { path: placeOf(of) } }));
      return { told: toldOf(found.reasons), regulation: found.regulation };
    },
  });

/** What is published; where nothing is, and who asks may see it early, what would be. */
export const shownQuery = (of: OfStudent, mayPreview: boolean) =>
  queryOptions({
    queryKey: ["result", of.schoolId, of.studentId, of.yearId, "shown", mayPreview],
    queryFn: async (context): Promise<ShownResult> => {
      try {
        return await context.client.fetchQuery(publishedQuery(of));
      } catch (failure) {
        if (!mayPreview || !(failure instanceof ApiFailure) || !["RESULT_NOT_PUBLISHED", "RESULT_WITHHELD"].includes(failure.problem.code)) throw failure;
        return await context.client.fetchQuery(previewQuery(of));
      }
    },
  });

export const versionsQuery = (of: OfStudent) =>
  queryOptions({
    queryKey: ["result", of.schoolId, of.studentId, of.yearId, "versions"],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/results/{school_year_id}/versions", { params: { path: placeOf(of) } })),
  });

export const versionQuery = (of: OfStudent, version: number) =>
  queryOptions({
    queryKey: ["result", of.schoolId, of.studentId, of.yearId, "version", version],
    queryFn: async () =>
      ofVersion(await answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/results/{school_year_id}/versions/{version}", { params: { path: { ...placeOf(of), version: String(version) } } }))),
  });

export const acknowledgementQuery = (of: OfStudent) =>
  queryOptions({
    queryKey: ["result", of.schoolId, of.studentId, of.yearId, "acknowledgement"],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/results/{school_year_id}/acknowledgement", { params: { path: placeOf(of) } })),
  });

export const studentYearsQuery = (schoolId: string, studentId: string) =>
  queryOptions({
    queryKey: ["student-years", schoolId, studentId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/results", { params: { path: { school_id: schoolId, student_id: studentId } } })),
  });

export const periodicReportsQuery = (of: OfStudent) =>
  queryOptions({
    queryKey: ["periodic-reports", of.schoolId, of.studentId, of.yearId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/results/{school_year_id}/periodic-reports", { params: { path: placeOf(of) } })),
  });

const ofYear = (schoolId: string, yearId: string) => ({ params: { path: { school_id: schoolId, school_year_id: yearId } } });

export const progressQuery = (schoolId: string, yearId: string) =>
  queryOptions({ queryKey: ["publication", schoolId, yearId, "progress"], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/school-years/{school_year_id}/publication", ofYear(schoolId, yearId))) });

export const checklistQuery = (schoolId: string, yearId: string) =>
  queryOptions({ queryKey: ["publication", schoolId, yearId, "checklist"], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/school-years/{school_year_id}/publication/checklist", ofYear(schoolId, yearId))) });

export const publicationsQuery = (schoolId: string, yearId: string) =>
  queryOptions({ queryKey: ["publication", schoolId, yearId, "list"], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/school-years/{school_year_id}/publications", ofYear(schoolId, yearId))) });

export const proposalsQuery = (schoolId: string, yearId: string) =>
  queryOptions({ queryKey: ["publication", schoolId, yearId, "proposals"], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/school-years/{school_year_id}/publication-proposals", ofYear(schoolId, yearId))) });

export const correctionsQuery = (schoolId: string, yearId: string) =>
  queryOptions({ queryKey: ["publication", schoolId, yearId, "corrections"], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/school-years/{school_year_id}/result-corrections", ofYear(schoolId, yearId))) });

export const missingByTeacherQuery = (schoolId: string, yearId: string) =>
  queryOptions({
    queryKey: ["publication", schoolId, yearId, "missing"],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/years/{school_year_id}/entry-progress", { params: { path: { school_id: schoolId, school_year_id: yearId }, query: { by: "teacher" } } })),
  });

const ofClass = (schoolId: string, classId: string) => ({ params: { path: { school_id: schoolId, class_id: classId } } });

export const classResultsQuery = (schoolId: string, classId: string) =>
  queryOptions({ queryKey: ["publication", schoolId, classId, "results"], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}/results", ofClass(schoolId, classId))) });

export const classDifferencesQuery = (schoolId: string, classId: string) =>
  queryOptions({ queryKey: ["publication", schoolId, classId, "differences"], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}/publication/differences", ofClass(schoolId, classId))) });

export const classNoticesQuery = (schoolId: string, classId: string) =>
  queryOptions({ queryKey: ["publication", schoolId, classId, "notices"], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}/publication/notices", ofClass(schoolId, classId))) });

/** All marks of a student in a year, for who may see how they were entered. */
export const marksOfStudentQuery = (of: OfStudent) =>
  queryOptions({
    queryKey: ["marks-of", of.schoolId, of.studentId, of.yearId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/marks/{school_year_id}", { params: { path: placeOf(of) } })),
  });
