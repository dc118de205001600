import { page, type Room } from "@/platform/pages";

export const room: Room = {
  pages: [page("/schools/:schoolId/imports", () => import("./imports-page")), page("/schools/:schoolId/imports/:kind/:importId", () => import("./import-page"))],
};
