/** What the pages of the regulations read. The text changes with the program alone, values with an approval. */
import { queryOptions } from "@tanstack/react-query";
import { answerOf, client } from "@/platform/api";

const HOUR = 3_600_000;

export const editionsQuery = queryOptions({
  queryKey: ["regulations"],
  queryFn: () => answerOf(client.GET("/v1/regulations")),
  staleTime: HOUR,
});

export const editionQuery = (regulation: string) =>
  queryOptions({
    queryKey: ["regulation", regulation],
    queryFn: () => answerOf(client.GET("/v1/regulations/{regulation}", { params: { path: { regulation } } })),
    staleTime: HOUR,
  });

export const clauseQuery = (regulation: string, clause: string) =>
  queryOptions({
    queryKey: ["regulation", regulation, "clause", clause],
    queryFn: () => answerOf(client.GET("/v1/regulations/{regulation}/clauses/{clause}", { params: { path: { regulation, clause } } })),
    staleTime: 60_000,
  });

export const parametersQuery = (regulation: string) =>
  queryOptions({
    queryKey: ["regulation", regulation, "parameters"],
    queryFn: () => answerOf(client.GET("/v1/regulations/{regulation}/parameters", { params: { path: { regulation } } })),
    enabled: regulation !== "",
  });

export const coverageQuery = (regulation: string) =>
  queryOptions({
    queryKey: ["regulation", regulation, "coverage"],
    queryFn: () => answerOf(client.GET("/v1/regulations/{regulation}/coverage", { params: { path: { regulation } } })),
    staleTime: HOUR,
  });

export const proposalQuery = (proposalId: string) =>
  queryOptions({
    queryKey: ["parameter-proposal", proposalId],
    queryFn: () => answerOf(client.GET("/v1/parameter-proposals/{proposal_id}", { params: { path: { proposal_id: proposalId } } })),
  });
