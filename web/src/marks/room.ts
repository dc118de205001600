import { page, type Room } from "@/platform/pages";

export const room: Room = { pages: [page("/schools/:schoolId/sheets/:sheetId", () => import("./mark-sheet-page"))] };
