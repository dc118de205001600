import { page, type Room } from "@/platform/pages";
import { messages } from "./place-messages";

export const room: Room = {
  pages: [
    page("/schools/:schoolId/students/:studentId/results/:yearId", () => import("./result-page"), [
      "/v1/schools/:schoolId/students/:studentId",
      "/v1/schools/:schoolId/students/:studentId/results/:yearId",
    ]),
    page("/schools/:schoolId/students/:studentId/results/:yearId/versions", () => import("./versions-page")),
    page("/schools/:schoolId/corrections", () => import("./corrections-page")),
    page("/schools/:schoolId/honours", () => import("./honours-page")),
    page("/schools/:schoolId/results", () => import("./publication-page")),
    page("/schools/:schoolId/results/:yearId", () => import("./publication-page")),
    page("/schools/:schoolId/results/:yearId/corrections", () => import("./corrections-page")),
    page("/schools/:schoolId/classes/:classId/results", () => import("./class-results-page")),
    page("/schools/:schoolId/results/:yearId/classes/:classId", () => import("./class-results-page")),
  ],
  // Who sees results early finds corrections on the page of publication.
  placesOf: ({ school_id: schoolId, permissions }) => {
    if (schoolId === undefined) return [];
    if (permissions["result_preview"] === "school") return [{ path: `/schools/${schoolId}/results`, label: messages.place, order: 40 }];
    if (permissions["result_correct"] === "school") return [{ path: `/schools/${schoolId}/corrections`, label: messages.corrections_place, order: 40 }];
    return [];
  },
};
