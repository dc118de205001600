/** A proposed value as it is typed, as it is sent, and as it stands beside the value in force. */
import type { Schemas } from "@/platform/api";
import { toAsciiDigits } from "@/platform/digits";

type Parameter = Schemas["ParameterLine"];

const LIST_UNITS = new Set(["list", "subjects"]);

export function isList(parameter: Pick<Parameter, "unit">): boolean {
  return LIST_UNITS.has(parameter.unit);
}

/** Numbers, shares and days in any digits; a list at commas of either language. The server says what is no value. */
export function valueToSend(parameter: Pick<Parameter, "unit">, typed: string): string | string[] {
  const text = toAsciiDigits(typed.trim()).replaceAll("٪", "%");
  if (!isList(parameter)) return text;
  return text
    .split(/[,\u060c]/)
    .map((entry) => entry.trim())
    .filter(Boolean);
}

/** Topics in the order of the names, for a choice that has hundreds: "minimum" of "minimum.intermediate_other". */
export function byTopic<One extends { name: string }>(parameters: readonly One[]): { topic: string; parameters: One[] }[] {
  const topics = new Map<string, One[]>();
  for (const parameter of parameters) {
    const topic = parameter.name.split(".")[0] ?? "";
    topics.set(topic, [...(topics.get(topic) ?? []), parameter]);
  }
  return [...topics].map(([topic, of]) => ({ topic, parameters: of }));
}
