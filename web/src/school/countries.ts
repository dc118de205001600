/** The countries of the world by their two letters, named in the reader's language; neighbours first. */
import type { Language } from "@/platform/messages";
import type { Choice } from "./desk/form";

const NEAR = ["KW", "SA", "OM", "AE", "BH", "QA", "YE", "EG", "SY", "JO", "IQ", "LB", "PS", "SD"];
/** Regions that are no countries. */
const NONE = new Set(["EU", "EZ", "UN", "XA", "XB", "XK", "QO", "ZZ", "AC", "TA", "IC", "EA", "DG", "CP", "CQ"]);
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

const made = new Map<Language, Choice[]>();

export function countries(language: Language): Choice[] {
  const known = made.get(language);
  if (known) return known;
  const names = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
  const label = (code: string) => names.of(code);
  const choices: Choice[] = [];
  const seen = new Set<string>();
  const add = (code: string) => {
    const name = label(code);
    // A former code has the name of what came after it.
    if (name === undefined || seen.has(name) || NONE.has(code)) return;
    seen.add(name);
    choices.push({ value: code, label: name });
  };
  for (const code of NEAR) add(code);
  const near = choices.length;
  for (const first of LETTERS) for (const second of LETTERS) add(first + second);
  const result = [...choices.slice(0, near), ...choices.slice(near).sort((one, other) => one.label.localeCompare(other.label, language))];
  made.set(language, result);
  return result;
}
