import { expect, it } from "vitest";
import type { Grant } from "@/access/session";
import { childPath, childrenOf } from "./children";

const grant = (more: Partial<Grant>): Grant => ({ role: "guardian", label_ar: "", label_en: "", permissions: {}, ...more });

it("gives a guardian's children of all schools, each with the guardian's number there", () =>
  expect(childrenOf([grant({ school_id: "1", person_id: "9", children: ["11", "12"] }), grant({ school_id: "2", person_id: "8", children: ["21"] })]).map(({ schoolId, studentId, guardianId }) => [schoolId, studentId, guardianId])).toEqual([
    ["1", "11", "9"],
    ["1", "12", "9"],
    ["2", "21", "8"],
  ]));

it("gives a student himself, without a guardian's number", () => {
  const own = childrenOf([grant({ role: "student", school_id: "1", person_id: "11" })]);
  expect(own).toEqual([{ schoolId: "1", studentId: "11", permissions: {} }]);
  expect(own.map(childPath)).toEqual(["/children/1/11"]);
});

it("gives a teacher nobody", () => expect(childrenOf([grant({ role: "teacher", school_id: "1", person_id: "5" })])).toEqual([]));
