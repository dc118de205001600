import { expect, test } from "vitest";
import { questionOf } from "./attestations";

const typed = { kind: "attestation", source: "school", serial: " tq 2026 000014 74 ", title: "", number: "", purpose: "study_abroad", note: "", asked_by: "", is_copy: "yes", is_unofficial: "yes" };

test("a document of the register is asked about by its serial, as soon as it can be one", () => {
  expect(questionOf(typed, undefined)).toEqual({ kind: "attestation", source: "school", purpose: "study_abroad", is_copy: true, is_unofficial: false, serial: "TQ-2026-000014-74" });
  expect(questionOf({ ...typed, serial: "TQ-2026-000014-75" }, undefined)).toBeUndefined();
  expect(questionOf({ ...typed, purpose: "" }, undefined)).toBeUndefined();
});

test("what the register has not is asked about by its holder and its name", () => {
  const brought = { ...typed, source: "abroad", kind: "translation", title: " شهادة ", number: "" };
  expect(questionOf(brought, "7")).toEqual({ kind: "translation", source: "abroad", purpose: "study_abroad", is_copy: false, is_unofficial: true, student_id: "7", title: "شهادة", number: null });
  expect(questionOf({ ...brought, title: "  " }, "7")).toBeUndefined();
  expect(questionOf(brought, undefined)).toBeUndefined();
});
