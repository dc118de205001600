import { page, type Room } from "@/platform/pages";
import { messages } from "./place-messages";

export const room: Room = {
  pages: [
    page("/schools/:schoolId/sheets/:sheetId", () => import("./mark-sheet-page")),
    page("/schools/:schoolId/sheets/:sheetId/signing", () => import("./signing-page")),
    page("/schools/:schoolId/sheets/:sheetId/reading", () => import("./reading-page")),
    page("/schools/:schoolId/classes/:classId/overview", () => import("./overview-page")),
    page("/schools/:schoolId/classes/:classId/reports", () => import("./reports-page")),
    page("/schools/:schoolId/classes/:classId/subjects/:subject/skills", () => import("./skills-page")),
    page("/schools/:schoolId/classes/:classId/subjects/:subject/report-notes", () => import("./report-notes-page")),
    page("/schools/:schoolId/subjects/:subject", () => import("./subject-page")),
    page("/schools/:schoolId/students/:studentId", () => import("./student-page")),
  ],
  placesOf: ({ school_id, subject, permissions }) =>
    school_id !== undefined && subject !== undefined && permissions["mark_review"] === "subject" ? [{ path: `/schools/${school_id}/subjects/${subject}`, label: messages.subject_place, order: 30 }] : [],
};
