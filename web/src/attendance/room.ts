import { page, type Room } from "@/platform/pages";

export const room: Room = { pages: [page("/schools/:schoolId/classes/:classId/roll", () => import("./roll-page"))] };
