/** What the pages of an office ask the server for. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { answerOf, client } from "@/platform/api";
import type { Purpose } from "@/platform/purpose";

const after = (page: string) => (page === "" ? {} : { after: page });

export const schoolsQuery = (directorateId: string) =>
  infiniteQueryOptions({
    queryKey: ["directorate", directorateId, "schools"],
    initialPageParam: "",
    queryFn: ({ pageParam }) => answerOf(client.GET("/v1/directorates/{directorate_id}/schools", { params: { path: { directorate_id: directorateId }, query: { limit: 200, ...after(pageParam) } } })),
    getNextPageParam: (last) => last.next,
  });

/** Of a region: the schools of its governorates, with the translations that wait for its director. */
export const readGovernorateSchools = (directorateId: string, page: string | undefined) => answerOf(client.GET("/v1/directorates/{directorate_id}/governorate-schools", { params: { path: { directorate_id: directorateId }, query: { limit: 200, ...after(page ?? "") } } }));

export const statisticsQuery = (directorateId: string, year: string, purpose: Purpose) => {
  const asked = { year, purpose, limit: 200 };
  return infiniteQueryOptions({
    queryKey: ["directorate", directorateId, "statistics", year, purpose],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const query = { ...asked, ...after(pageParam) };
      return answerOf(client.GET("/v1/directorates/{directorate_id}/statistics", { params: { path: { directorate_id: directorateId }, query } }));
    },
    getNextPageParam: (last) => last.next,
    // Each look is kept with its purpose: not asked again behind one's back.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
};
