import { page, type Room } from "@/platform/pages";
import { messages } from "./place-messages";

export const room: Room = {
  pages: [page("/directorates/:directorateId", () => import("./directorate-page"))],
  placesOf: ({ directorate_id: directorateId }) => (directorateId === undefined ? [] : [{ path: `/directorates/${directorateId}`, label: messages.place, order: 10 }]),
};
