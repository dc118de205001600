import type { Schemas } from "@/platform/api";

export const PAPERS = ["national_id", "residence", "passport", "birth_certificate", "family_card"] as const;

export function paperOf(value: string): Schemas["IdentityPaper"]["kind"] {
  return PAPERS.find((each) => each === value) ?? "national_id";
}
