import { page, type Room } from "@/platform/pages";

export const room: Room = {
  pages: [
    page("/schools/:schoolId/sheets/:sheetId", () => import("./mark-sheet-page")),
    page("/schools/:schoolId/sheets/:sheetId/signing", () => import("./signing-page")),
    page("/schools/:schoolId/sheets/:sheetId/reading", () => import("./reading-page")),
    page("/schools/:schoolId/classes/:classId/subjects/:subject/skills", () => import("./skills-page")),
  ],
};
