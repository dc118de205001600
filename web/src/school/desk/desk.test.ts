import { describe, expect, it } from "vitest";
import { ApiFailure } from "@/platform/api";
import { countries } from "../countries";
import { parsedSearch } from "../parsed-search";
import { studentBody, studentValues } from "../student-fields";
import { readPackage } from "../student-transfers";
import { fieldOf, type Field } from "./form";

const fields: Field<"name_ar" | "number" | "part_4">[] = [
  { name: "name_ar", label: "" },
  { name: "number", label: "", at: "identity_papers/0/number" },
  { name: "part_4", label: "", at: "name_parts" },
];

const problem = (field: string) => new ApiFailure({ code: "FIELD_MISSING", status: 422, message: "", messages: { ar: "", en: "" }, request_id: "", field });

describe("the field of a problem", () => {
  it.each([
    ["/name_ar", "name_ar"],
    ["/identity_papers/0/number", "number"],
    ["/name_parts/2", "part_4"],
    ["/first_day", undefined],
    ["", undefined],
  ])("%s stands beside %s", (at, name) => expect(fieldOf(fields, problem(at))).toBe(name));
  it("of another failure is none", () => expect(fieldOf(fields, new Error("no"))).toBeUndefined());
});

describe("one search field", () => {
  it("searches names", () => expect(parsedSearch(" أحمد ")).toEqual({ name: "أحمد" }));
  it("searches numbers in both kinds of digits", () => expect(parsedSearch("١٠٠٥")).toEqual({ number: "1005" }));
  it("searches nothing", () => expect(parsedSearch("  ")).toEqual({}));
});

describe("a student's form", () => {
  const student = { student_number: "1001", name_parts: ["سالم", "راشد", "حمد", "النجار"], name_en: "", sex: "male" as const, birth_day: null, nationality: "KW", is_muslim: null };
  it("gives back what the record has", () => expect(studentBody(studentValues(student))).toEqual(student));
  it("leaves out empty parts of the name", () => expect(studentBody({ ...studentValues(student), part_3: "" }).name_parts).toEqual(["سالم", "راشد", "النجار"]));
});

describe("a transfer package", () => {
  it("is read", () => expect(readPackage('{"format":"taqwim.transfer.1","sections":{}}')).toEqual({ format: "taqwim.transfer.1", sections: {} }));
  it.each(["", "[]", "{}", '{"format":"other","sections":{}}', "null"])("%s is none", (text) => expect(readPackage(text)).toBeUndefined());
});

describe("countries", () => {
  it("begin with neighbours, each once", () => {
    const found = countries("ar");
    expect(found[0]).toEqual({ value: "KW", label: "الكويت" });
    expect(found.length).toBeGreaterThan(190);
    expect(new Set(found.map((each) => each.value)).size).toBe(found.length);
  });
});
