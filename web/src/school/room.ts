import { page, type Room } from "@/platform/pages";
import { messages } from "./place-messages";

export const room: Room = {
  pages: [
    page("/schools/:schoolId/classes", () => import("./classes-page")),
    page("/schools/:schoolId/classes/:classId", () => import("./class-page")),
    page("/schools/:schoolId/students", () => import("./students-page")),
    page("/schools/:schoolId/students/new", () => import("./student-new-page")),
    page("/schools/:schoolId/students/:studentId/file", () => import("./student-file-page")),
    page("/schools/:schoolId/merges", () => import("./merges-page")),
    page("/schools/:schoolId/guardians", () => import("./guardians-page")),
    page("/schools/:schoolId/guardians/:guardianId", () => import("./guardian-page")),
    page("/schools/:schoolId/staff", () => import("./staff-page")),
    page("/schools/:schoolId/staff/:staffId", () => import("./staff-member-page")),
    page("/schools/:schoolId", () => import("./dashboard-page")),
    page("/schools/:schoolId/years/:yearId/promotion", () => import("./promotion-page")),
    page("/schools/:schoolId/setup", () => import("./setup-page")),
    page("/schools/:schoolId/years/:yearId", () => import("./year-page")),
    page("/schools/:schoolId/years/:yearId/calendar", () => import("./calendar-page")),
    page("/schools/:schoolId/years/:yearId/plans", () => import("./plans-page")),
    page("/schools/:schoolId/years/:yearId/plans/:planId", () => import("./plan-page")),
    page("/schools/:schoolId/years/:yearId/classes", () => import("./year-classes-page")),
    page("/schools/:schoolId/years/:yearId/timetable", () => import("./timetables-page")),
    page("/schools/:schoolId/years/:yearId/timetable/:classId", () => import("./timetable-page")),
    page("/schools/:schoolId/years/:yearId/windows", () => import("./windows-page")),
  ],
  placesOf: ({ school_id, permissions }) => {
    const isHere = (permission: string) => permissions[permission] === "school";
    if (school_id === undefined) return [];
    const at = `/schools/${school_id}`;
    return [
      ...(isHere("student_manage") || isHere("school_manage") || isHere("result_preview") ? [{ path: at, label: messages.school_place, order: 10 }] : []),
      ...(isHere("student_read") ? [{ path: `${at}/classes`, label: messages.classes_place, order: 20 }] : []),
      ...(isHere("student_manage") ? [{ path: `${at}/students`, label: messages.students_place, order: 30 }] : []),
      ...(isHere("school_manage") || isHere("timetable_manage") ? [{ path: `${at}/setup`, label: messages.setup_place, order: 50 }] : []),
      ...(isHere("staff_read") ? [{ path: `${at}/staff`, label: messages.staff_place, order: 40 }] : []),
    ];
  },
};
