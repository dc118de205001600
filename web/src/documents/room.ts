import { page, type Room } from "@/platform/pages";

export const room: Room = {
  pages: [page("/schools/:schoolId/document-keys", () => import("./keys-page"))],
};
