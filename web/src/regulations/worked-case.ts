/** A worked case in the hands of a reader: its facts with what he typed, and its outcome beside what was worked by hand. */
import type { Schemas } from "@/platform/api";
import { toAsciiDigits } from "@/platform/digits";
import type { ReasonNode } from "@/results/reasons";

export type CaseField = Schemas["CaseField"];
export type CaseExpectation = Schemas["CaseExpectation"];

/** The steps of a JSON pointer: "/marks/MTH/0". */
export function stepsOf(place: string): string[] {
  return place
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function valueAt(value: unknown, place: string): unknown {
  let found = value;
  for (const step of stepsOf(place)) {
    if (typeof found !== "object" || found === null) return undefined;
    found = (found as Record<string, unknown>)[step];
  }
  return found;
}

/** A copy in which something else stands at the place; tables that are missing on the way are made. */
export function withValue(value: unknown, place: string, wanted: unknown): unknown {
  const [step, ...rest] = stepsOf(place);
  if (step === undefined) return wanted;
  const below = rest.length === 0 ? "" : `/${rest.map((each) => each.replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
  if (Array.isArray(value)) {
    const copy: unknown[] = [...value];
    copy[Number(step)] = withValue(copy[Number(step)], below, wanted);
    return copy;
  }
  const table = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  return { ...table, [step]: withValue(table[step], below, wanted) };
}

/** What is sent for a typed text: nothing is a missing fact, a whole number stays one where one stood. */
export function factOf(field: CaseField, typed: string, before: unknown): unknown {
  const text = toAsciiDigits(typed.trim());
  if (text === "") return null;
  if (field.kind === "yes_no") return text === "true";
  if (typeof before === "number" && /^-?\d{1,9}$/.test(text)) return Number(text);
  return field.kind === "text" ? toAsciiDigits(typed.trim()) : text;
}

export function documentWith(document: Record<string, unknown>, fields: readonly CaseField[], typed: Readonly<Record<string, string>>): Record<string, unknown> {
  let result: unknown = document;
  for (const field of fields) {
    const text = typed[field.place];
    if (text !== undefined && text !== field.value) result = withValue(result, field.place, factOf(field, text, valueAt(document, field.place)));
  }
  return result as Record<string, unknown>;
}

/** As the case writes what it expects: lists joined, yes and no as JSON has them; nothing where there is nothing. */
export function textAt(outcome: unknown, place: string): string {
  const found = valueAt(outcome, place);
  if (found === undefined || found === null) return "";
  if (Array.isArray(found)) return found.map(String).join(" ");
  return typeof found === "object" ? "" : String(found as string | number | boolean);
}

function speaksOf(node: ReasonNode, clause: string): boolean {
  return node.reason.clause === clause || node.parts.some((part) => speaksOf(part, clause));
}

/** The reasons that speak of a clause, themselves or in a part of theirs, and the others, each in their order. */
export function partedBy(nodes: readonly ReasonNode[], clause: string): { about: ReasonNode[]; others: ReasonNode[] } {
  return { about: nodes.filter((node) => speaksOf(node, clause)), others: nodes.filter((node) => !speaksOf(node, clause)) };
}
