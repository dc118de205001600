/** What pages about the setting up of a year read. */
import { queryOptions } from "@tanstack/react-query";
import { answerOf, client } from "@/platform/api";

const at = (schoolId: string, yearId: string) => ({ path: { school_id: schoolId, school_year_id: yearId } });

export const headCountsQuery = (schoolId: string, yearId: string) =>
  queryOptions({ queryKey: ["head-counts", schoolId, yearId], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/years/{school_year_id}/head-counts", { params: at(schoolId, yearId) })) });

export const findingsQuery = (schoolId: string, yearId: string) =>
  queryOptions({ queryKey: ["timetable-findings", schoolId, yearId], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/years/{school_year_id}/timetable-findings", { params: at(schoolId, yearId) })) });

export const windowsQuery = (schoolId: string, yearId: string) =>
  queryOptions({ queryKey: ["windows", schoolId, yearId], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/years/{school_year_id}/entry-windows", { params: at(schoolId, yearId) })) });

/** How far the sheets of a year are, counted by class, teacher or subject. */
export const progressQuery = (schoolId: string, yearId: string, by: "class" | "teacher" | "subject") =>
  queryOptions({
    queryKey: ["progress", schoolId, yearId, by],
    queryFn: async () => {
      const found = await answerOf(client.GET("/v1/schools/{school_id}/years/{school_year_id}/entry-progress", { params: { ...at(schoolId, yearId), query: { by } } }));
      return "groups" in found ? found : { groups: [] };
    },
  });

export const sheetProgressQuery = (schoolId: string, yearId: string) => progressQuery(schoolId, yearId, "class");
