import { page, type Room } from "@/platform/pages";

export const room: Room = {
  pages: [page("/schools/:schoolId/committees", () => import("./committees-page")), page("/schools/:schoolId/students/:studentId/cases", () => import("./cases-page"))],
};
