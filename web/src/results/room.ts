import { page, type Room } from "@/platform/pages";

export const room: Room = { pages: [page("/schools/:schoolId/students/:studentId/results/:yearId", () => import("./result-page"))] };
