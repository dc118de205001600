/** The fields of a student, shared by the pages that add and edit one. */
import type { Schemas } from "@/platform/api";
import type { Language } from "@/platform/messages";
import { countries } from "./countries";
import type { Field, Values } from "./desk/form";

export type StudentField = "student_number" | "part_1" | "part_2" | "part_3" | "part_4" | "part_5" | "name_en" | "sex" | "birth_day" | "nationality" | "is_muslim";

type Text<Names extends string> = (name: Names) => string;
type OwnNames = "number" | "part_1" | "part_2" | "part_3" | "part_4" | "part_5" | "parts_hint" | "name_en" | "sex" | "birth_day" | "nationality" | "is_muslim" | "muslim" | "not_muslim";

export function studentFields(t: Text<OwnNames>, w: Text<"male" | "female">, language: Language): Field<StudentField>[] {
  return [
    { name: "part_1", label: t("part_1"), at: "name_parts/0" },
    { name: "part_2", label: t("part_2"), at: "name_parts/1", isOptional: "silently" },
    { name: "part_3", label: t("part_3"), at: "name_parts/2", isOptional: "silently" },
    { name: "part_4", label: t("part_4"), at: "name_parts", isOptional: "silently", hint: t("parts_hint") },
    { name: "part_5", label: t("part_5"), at: "name_parts/4", isOptional: true },
    { name: "name_en", label: t("name_en"), isOptional: true, isCode: true },
    { name: "student_number", label: t("number"), isCode: true },
    { name: "sex", label: t("sex"), kind: "choice", choices: [{ value: "male", label: w("male") }, { value: "female", label: w("female") }] },
    { name: "birth_day", label: t("birth_day"), kind: "day", isOptional: true },
    { name: "nationality", label: t("nationality"), kind: "choice", choices: countries(language) },
    { name: "is_muslim", label: t("is_muslim"), kind: "choice", isOptional: true, choices: [{ value: "yes", label: t("muslim") }, { value: "no", label: t("not_muslim") }] },
  ];
}

export const EMPTY_STUDENT: Values<StudentField> = { student_number: "", part_1: "", part_2: "", part_3: "", part_4: "", part_5: "", name_en: "", sex: "", birth_day: "", nationality: "", is_muslim: "" };

export function studentValues(student: Pick<Schemas["Student"], "student_number" | "name_parts" | "name_en" | "sex" | "birth_day" | "nationality" | "is_muslim">): Values<StudentField> {
  const part = (place: number) => student.name_parts[place] ?? "";
  return {
    student_number: student.student_number,
    part_1: part(0),
    part_2: part(1),
    part_3: part(2),
    part_4: part(3),
    part_5: part(4),
    name_en: student.name_en,
    sex: student.sex,
    birth_day: student.birth_day ?? "",
    nationality: student.nationality,
    is_muslim: student.is_muslim === null ? "" : student.is_muslim ? "yes" : "no",
  };
}

/** As the server takes a student. */
export function studentBody(values: Values<StudentField>) {
  return {
    student_number: values.student_number,
    name_parts: [values.part_1, values.part_2, values.part_3, values.part_4, values.part_5].filter((part) => part !== ""),
    name_en: values.name_en,
    sex: values.sex === "female" ? ("female" as const) : ("male" as const),
    birth_day: values.birth_day === "" ? null : values.birth_day,
    nationality: values.nationality,
    is_muslim: values.is_muslim === "" ? null : values.is_muslim === "yes",
  };
}
