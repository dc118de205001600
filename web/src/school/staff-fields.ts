import type { Schemas } from "@/platform/api";
import { toAsciiDigits } from "@/platform/digits";
import type { Field, Values } from "./desk/form";

export type StaffField = "name_ar" | "name_en" | "identity_number" | "is_number_confirmed" | "joined_on" | "left_on";

export function staffFields(t: (name: "name" | "name_en" | "identity_number" | "is_confirmed" | "confirm_hint" | "joined_on" | "left_on") => string): Field<StaffField>[] {
  return [
    { name: "name_ar", label: t("name"), isWide: true },
    { name: "name_en", label: t("name_en"), isCode: true },
    { name: "identity_number", label: t("identity_number"), isOptional: true, isCode: true },
    { name: "joined_on", label: t("joined_on"), kind: "day" },
    { name: "left_on", label: t("left_on"), kind: "day", isOptional: true },
    { name: "is_number_confirmed", label: t("is_confirmed"), kind: "check", hint: t("confirm_hint"), isWide: true, isShown: (values) => values.identity_number !== "" },
  ];
}

export function staffValues(member: Pick<Schemas["StaffMember"], "name_ar" | "name_en" | "identity_number" | "joined_on" | "left_on">): Values<StaffField> {
  return { name_ar: member.name_ar, name_en: member.name_en, identity_number: member.identity_number ?? "", is_number_confirmed: "", joined_on: member.joined_on, left_on: member.left_on ?? "" };
}

export function staffBody(values: Values<StaffField>) {
  return {
    name_ar: values.name_ar,
    name_en: values.name_en,
    identity_number: values.identity_number === "" ? null : toAsciiDigits(values.identity_number),
    is_number_confirmed: values.is_number_confirmed !== "",
    joined_on: values.joined_on,
    left_on: values.left_on === "" ? null : values.left_on,
  };
}
