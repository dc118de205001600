import { page, type Room } from "@/platform/pages";
import { childPath } from "./children";
import { messages } from "./place-messages";

export const room: Room = {
  pages: [
    page("/children", () => import("./children-page")),
    page("/children/:schoolId/:studentId", () => import("./child-page"), ["/v1/schools/:schoolId/students/:studentId", "/v1/schools/:schoolId/students/:studentId/results"]),
    page("/children/:schoolId/:studentId/years/:yearId", () => import("./child-page"), ["/v1/schools/:schoolId/students/:studentId", "/v1/schools/:schoolId/students/:studentId/results"]),
    page("/children/:schoolId/:studentId/excuse", () => import("./excuse-page")),
    page("/children/:schoolId/:studentId/leave", () => import("./leave-page")),
    page("/children/:schoolId/:studentId/looks", () => import("./looks-page")),
  ],
  placesOf: ({ role, school_id: schoolId, person_id: studentId, children }) => {
    if (children !== undefined && children.length > 0) return [{ path: "/children", label: messages.place, order: 5 }];
    if (role === "student" && schoolId !== undefined && studentId !== undefined) return [{ path: childPath({ schoolId, studentId }), label: messages.own_place, order: 5 }];
    return [];
  },
};
