import { page, type Room } from "@/platform/pages";

export const room: Room = {
  pages: [
    page("/schools/:schoolId/accounts", () => import("./accounts-page")),
    page("/schools/:schoolId/accounts/:accountId", () => import("./account-page")),
    page("/schools/:schoolId/accounts/of/:kind/:personId", () => import("./account-of-page")),
  ],
};
