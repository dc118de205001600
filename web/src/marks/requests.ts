/** What is asked of the server about one sheet beside its cells. */
import { queryOptions } from "@tanstack/react-query";
import { answerOf, client, type Schemas } from "@/platform/api";

export type Correction = Schemas["Correction"];

export const historyQuery = (schoolId: string, sheetId: string, student: string, column: string, occurrence: number) =>
  queryOptions({
    queryKey: ["history", schoolId, sheetId, student, column, occurrence],
    queryFn: () =>
      answerOf(
        client.GET("/v1/schools/{school_id}/mark-sheets/{sheet_id}/students/{student_id}/columns/{column}/history", {
          params: { path: { school_id: schoolId, sheet_id: sheetId, student_id: student, column }, query: { occurrence } },
        }),
      ),
    staleTime: 0,
  });

export const signaturesQuery = (schoolId: string, sheetId: string) =>
  queryOptions({
    queryKey: ["signatures", schoolId, sheetId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/mark-sheets/{sheet_id}/signatures", { params: { path: { school_id: schoolId, sheet_id: sheetId } } })),
  });

/** All requests of a sheet: they are few, and what is undecided may stand on any page. */
export const correctionsQuery = (schoolId: string, sheetId: string) =>
  queryOptions({
    queryKey: ["corrections", schoolId, sheetId],
    queryFn: async () => {
      const found: Correction[] = [];
      let after: string | undefined;
      do {
        const page = await answerOf(
          client.GET("/v1/schools/{school_id}/mark-sheets/{sheet_id}/corrections", {
            params: { path: { school_id: schoolId, sheet_id: sheetId }, query: { limit: 200, ...(after === undefined ? {} : { after }) } },
          }),
        );
        found.push(...page.corrections);
        after = page.next;
      } while (after !== undefined);
      return found;
    },
  });

export const sheetQuery = (schoolId: string, sheetId: string) =>
  queryOptions({
    queryKey: ["sheet", schoolId, sheetId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/mark-sheets/{sheet_id}", { params: { path: { school_id: schoolId, sheet_id: sheetId } } })),
  });

/** Everything that may look otherwise after the sheet changed by more than an entry. */
export const keysOfSheet = (schoolId: string, sheetId: string) => ["sheet", "signatures", "corrections", "missing", "totals", "history"].map((first) => [first, schoolId, sheetId]);

export const boardQuery = (schoolId: string, classId: string, subject: string) =>
  queryOptions({
    queryKey: ["board", schoolId, classId, subject],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}/subjects/{subject}/mastery-board", { params: { path: { school_id: schoolId, class_id: classId, subject } } })),
  });

export const reportsQuery = (schoolId: string, classId: string) =>
  queryOptions({
    queryKey: ["reports", schoolId, classId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}/mastery-reports", { params: { path: { school_id: schoolId, class_id: classId } } })),
  });

/** The notes of a class for the report page of the Kuwaiti card. */
export const reportNotesQuery = (schoolId: string, classId: string, subject: string, term: number) =>
  queryOptions({
    queryKey: ["report-notes", schoolId, classId, subject, term],
    queryFn: () =>
      answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}/subjects/{subject}/report-notes/{term}", { params: { path: { school_id: schoolId, class_id: classId, subject, term } } })),
  });

/** All sheets of a year that the filter lets through, with how far each is. */
export const progressQuery = (schoolId: string, yearId: string, filter: { class_id?: string; subject?: string }) =>
  queryOptions({
    queryKey: ["progress", schoolId, yearId, filter],
    queryFn: async () => {
      const found: Schemas["SheetProgress"][] = [];
      let after: string | undefined;
      do {
        const page = await answerOf(
          client.GET("/v1/schools/{school_id}/years/{school_year_id}/entry-progress", {
            params: { path: { school_id: schoolId, school_year_id: yearId }, query: { by: "sheet", limit: 200, ...filter, ...(after === undefined ? {} : { after }) } },
          }),
        );
        if (!("sheets" in page)) break;
        found.push(...page.sheets);
        after = page.next;
      } while (after !== undefined);
      return found;
    },
  });
