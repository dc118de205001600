import { expect, it } from "vitest";
import type { Grant } from "@/access/session";
import { permitsIn, subjectsToAsk } from "./permits";

const grant = (more: Partial<Grant>): Grant => ({ role: "teacher", label_ar: "", label_en: "", permissions: {}, school_id: "1", ...more });

it("holds an appointment to its class and subject", () => {
  const grants = [grant({ class_id: "7", subject: "maths", permissions: { mark_record: "class_subject", student_read: "class" } })];
  const at = (classId: string, subject?: string) => permitsIn(grants, "1", classId, subject);
  expect([at("7", "maths")("mark_record"), at("7", "science")("mark_record"), at("8", "maths")("mark_record"), at("7")("mark_record")]).toEqual([true, false, false, false]);
  expect([at("7")("student_read"), at("8")("student_read"), permitsIn(grants, "2", "7")("student_read")]).toEqual([true, false, false]);
});

it("lets who heads a subject reach all its classes, and the head everything", () => {
  const grants = [grant({ subject: "maths", permissions: { mark_review: "subject" } }), grant({ permissions: { mark_read: "school" } })];
  expect([permitsIn(grants, "1", "7", "maths")("mark_review"), permitsIn(grants, "1", "7", "arabic")("mark_review"), permitsIn(grants, "1", "9", "arabic")("mark_read")]).toEqual([true, false, true]);
});

it("asks for all marks of a class, or for one's own subjects of it", () => {
  const teacher = [grant({ class_id: "7", subject: "maths", permissions: { mark_read: "class_subject" } }), grant({ class_id: "8", subject: "science", permissions: { mark_read: "class_subject" } })];
  expect(subjectsToAsk(teacher, "1", "7")).toEqual(["maths"]);
  expect(subjectsToAsk(teacher, "1", "9")).toEqual([]);
  expect(subjectsToAsk([...teacher, grant({ class_id: "7", permissions: { mark_read: "class" } })], "1", "7")).toBeUndefined();
});
