import { page, type Room } from "@/platform/pages";
import { messages } from "./place-messages";

export const room: Room = {
  pages: [
    page("/regulations", () => import("./editions-page")),
    page("/regulations/:edition", () => import("./edition-page")),
    page("/regulations/:edition/clauses/:clause", () => import("./clause-page")),
    page("/regulations/:edition/coverage", () => import("./coverage-page")),
    page("/parameter-proposals", () => import("./proposals-page")),
    page("/parameter-proposals/new", () => import("./propose-page")),
    page("/parameter-proposals/:proposalId", () => import("./proposal-page")),
  ],
  // The law is everybody's to read; values of it are set by an office of the installation.
  placesOf: ({ permissions }) => [
    { path: "/regulations", label: messages.place, order: 90 },
    ...("policy_manage" in permissions ? [{ path: "/parameter-proposals", label: messages.proposals_place, order: 30 }] : []),
  ],
};
