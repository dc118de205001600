import { page, type Room } from "@/platform/pages";
import { messages } from "./messages";

export const room: Room = {
  pages: [
    page("/schools/:schoolId/classes", () => import("./classes-page")),
    page("/schools/:schoolId/classes/:classId", () => import("./class-page")),
  ],
  placesOf: ({ school_id, permissions }) => (school_id !== undefined && permissions["student_read"] === "school" ? [{ path: `/schools/${school_id}/classes`, label: messages.classes_place, order: 20 }] : []),
};
