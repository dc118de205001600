/** The fields of a guardian, shared by the pages that add and edit one. */
import type { Schemas } from "@/platform/api";
import { toAsciiDigits } from "@/platform/digits";
import type { Field, Values } from "./desk/form";

export type GuardianField = "name_ar" | "name_en" | "identity_number" | "is_number_confirmed" | "telephone";

export function guardianFields(t: (name: "name" | "name_en" | "identity_number" | "telephone" | "is_confirmed" | "confirm_hint") => string): Field<GuardianField>[] {
  return [
    { name: "name_ar", label: t("name"), isWide: true },
    { name: "name_en", label: t("name_en"), isOptional: true, isCode: true },
    { name: "telephone", label: t("telephone"), isOptional: true, isCode: true },
    { name: "identity_number", label: t("identity_number"), isOptional: true, isCode: true },
    { name: "is_number_confirmed", label: t("is_confirmed"), kind: "check", hint: t("confirm_hint"), isWide: true, isShown: (values) => values.identity_number !== "" },
  ];
}

export const EMPTY_GUARDIAN: Values<GuardianField> = { name_ar: "", name_en: "", identity_number: "", is_number_confirmed: "", telephone: "" };

export function guardianValues(guardian: Pick<Schemas["Guardian"], "name_ar" | "name_en" | "identity_number" | "telephone">): Values<GuardianField> {
  return { name_ar: guardian.name_ar, name_en: guardian.name_en, identity_number: guardian.identity_number ?? "", is_number_confirmed: "", telephone: guardian.telephone ?? "" };
}

export function guardianBody(values: Values<GuardianField>) {
  return {
    name_ar: values.name_ar,
    name_en: values.name_en,
    identity_number: values.identity_number === "" ? null : toAsciiDigits(values.identity_number),
    is_number_confirmed: values.is_number_confirmed !== "",
    telephone: values.telephone === "" ? null : toAsciiDigits(values.telephone),
  };
}
