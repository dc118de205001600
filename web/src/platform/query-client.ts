import { QueryClient } from "@tanstack/react-query";
import { ApiFailure } from "./api";

/** What was read of the server, for all pages. Emptied when somebody signs out: the next person reads anew. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal stays a refusal; what did not arrive is asked for twice more.
      retry: (count, failure) => failure instanceof ApiFailure && failure.isOffline && count < 2,
      staleTime: 15_000,
      // A day's work: what was read in the morning can be looked at without a network at noon.
      gcTime: 12 * 3_600_000,
      // Whether there is a network, a request tells better than the browser does.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});
