import { page, type Room } from "@/platform/pages";

export const room: Room = {
  pages: [page("/schools/:schoolId/audit", () => import("./audit-page")), page("/schools/:schoolId/students/:studentId/access-log", () => import("./student-looks-page"))],
};
