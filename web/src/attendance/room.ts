import { page, type Room } from "@/platform/pages";
import { messages } from "./place-messages";

export const room: Room = {
  pages: [
    page("/schools/:schoolId/classes/:classId/roll", () => import("./roll-page")),
    page("/schools/:schoolId/classes/:classId/attendance", () => import("./class-attendance-page")),
    page("/schools/:schoolId/excuses", () => import("./undecided-page")),
  ],
  placesOf: ({ school_id, permissions }) => (school_id !== undefined && permissions["excuse_decide"] === "school" ? [{ path: `/schools/${school_id}/excuses`, label: messages.undecided_title, order: 40 }] : []),
};
