/** A school year: its name, days, terms and weekdays. */
import type { Schemas } from "@/platform/api";
import { useText } from "@/platform/messages";
import { RecordForm, type Field, type Sent, type Values } from "./desk/form";
import { messages } from "./setup-messages";
import { WEEKDAYS } from "./week-table";
import { messages as words } from "./words";

type TermField = "t1_first" | "t1_last" | "t2_first" | "t2_last" | "t3_first" | "t3_last";
type Weekday = (typeof WEEKDAYS)[number];
export type YearField = "name" | "first_day" | "last_day" | TermField | Weekday;

const TERMS = [
  [1, "t1_first", "t1_last"],
  [2, "t2_first", "t2_last"],
  [3, "t3_first", "t3_last"],
] as const;

export const EMPTY_YEAR: Values<YearField> = { name: "", first_day: "", last_day: "", t1_first: "", t1_last: "", t2_first: "", t2_last: "", t3_first: "", t3_last: "", sunday: "yes", monday: "yes", tuesday: "yes", wednesday: "yes", thursday: "yes", friday: "", saturday: "" };

export function yearValues(year: Schemas["SchoolYear"]): Values<YearField> {
  const values = { ...EMPTY_YEAR, name: year.name, first_day: year.first_day, last_day: year.last_day };
  for (const [number, first, last] of TERMS) {
    const term = year.terms.find((each) => each.number === number);
    values[first] = term?.first_day ?? "";
    values[last] = term?.last_day ?? "";
  }
  for (const weekday of WEEKDAYS) values[weekday] = year.weekdays.includes(weekday) ? "yes" : "";
  return values;
}

export function yearBody(values: Values<YearField>) {
  return {
    name: values.name,
    first_day: values.first_day,
    last_day: values.last_day,
    terms: TERMS.filter(([, first]) => values[first] !== "").map(([number, first, last]) => ({ number, first_day: values[first], last_day: values[last] })),
    weekdays: WEEKDAYS.filter((weekday) => values[weekday] !== ""),
  };
}

export function YearForm({ initial, version, submit, send, reread, onSaved, onCancel }: { initial: Values<YearField>; version?: number; submit: string; send: (values: Values<YearField>, sent: Sent) => Promise<unknown>; reread?: () => Promise<{ values: Values<YearField>; version: number }>; onSaved: () => void; onCancel: () => void }) {
  const t = useText(messages);
  const w = useText(words);
  const fields: Field<YearField>[] = [
    { name: "name", label: t("year_name"), hint: t("year_name_hint"), isWide: true, isCode: true },
    { name: "first_day", label: t("first_day"), kind: "day" },
    { name: "last_day", label: t("last_day"), kind: "day" },
    ...TERMS.flatMap(([number, first, last]): Field<YearField>[] => [
      { name: first, label: t("term_first", { term: String(number) }), kind: "day", isOptional: number > 1, at: `terms/${number - 1}/first_day` },
      { name: last, label: t("term_last", { term: String(number) }), kind: "day", isOptional: number > 1, at: `terms/${number - 1}` },
    ]),
    ...WEEKDAYS.map((weekday): Field<YearField> => ({ name: weekday, label: w(weekday), kind: "check", at: "weekdays" })),
  ];
  return <RecordForm fields={fields} initial={initial} {...(version === undefined ? {} : { version })} submit={submit} send={send} {...(reread === undefined ? {} : { reread })} onSaved={onSaved} onCancel={onCancel} />;
}
