import { page, type Room } from "@/platform/pages";
import { messages } from "./place-messages";

export const room: Room = {
  pages: [page("/directorates", () => import("./directorates-page")), page("/directorates/:directorateId", () => import("./directorate-page"))],
  placesOf: ({ directorate_id: directorateId, permissions }) => [
    ...(directorateId === undefined ? [] : [{ path: `/directorates/${directorateId}`, label: messages.place, order: 10 }]),
    ...("installation_manage" in permissions ? [{ path: "/directorates", label: messages.directorates_place, order: 30 }] : []),
  ],
};
