import { page, type Room } from "@/platform/pages";
import { messages } from "./publication-messages";

export const room: Room = {
  pages: [
    page("/schools/:schoolId/students/:studentId/results/:yearId", () => import("./result-page")),
    page("/schools/:schoolId/students/:studentId/results/:yearId/versions", () => import("./versions-page")),
    page("/schools/:schoolId/results", () => import("./publication-page")),
    page("/schools/:schoolId/results/:yearId", () => import("./publication-page")),
    page("/schools/:schoolId/results/:yearId/corrections", () => import("./corrections-page")),
    page("/schools/:schoolId/results/:yearId/classes/:classId", () => import("./class-results-page")),
  ],
  placesOf: ({ school_id: schoolId, permissions }) => (schoolId !== undefined && permissions["result_preview"] === "school" ? [{ path: `/schools/${schoolId}/results`, label: messages.place, order: 40 }] : []),
};
