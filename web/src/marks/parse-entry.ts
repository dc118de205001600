/** What a person typed into a cell, as the API takes it. It checks form only: whether a mark may stand, the server says. */
import { toAsciiDigits } from "@/platform/digits";
import type { Schemas } from "@/platform/api";

export type SheetColumn = Schemas["SheetColumn"];
type Status = NonNullable<Schemas["MarkEntry"]["status"]>;

export type TypedEntry =
  | { kind: "value"; value: string }
  | { kind: "status"; status: Status }
  | { kind: "not_read"; reason: "not_a_mark" | "too_many_decimals" | "above_maximum" | "not_a_level" | "not_a_judgement" };

/** The letters of paper sheets: غ absent without excuse, ع with one; and ؟ for what is still to come. */
const STATUS_LETTERS: Readonly<Record<string, Status>> = { غ: "unexcused", ع: "excused", "؟": "not_yet", "?": "not_yet" };

const MASTERED = new Set(["1", "أ", "ا", "✓", "أتقن", "اتقن", "+"]);
const NOT_MASTERED = new Set(["0", "ل", "x", "×", "-", "لم يتقن", "لم يتقن بعد"]);

/** Whole hundredths of a mark that has the right form. */
function hundredths(text: string): number | undefined {
  const match = /^(\d{1,4})(?:\.(\d{1,2}))?$/.exec(text);
  return match ? Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) : undefined;
}

export function parseEntry(typed: string, column: Pick<SheetColumn, "kind" | "maximum">): TypedEntry {
  const text = toAsciiDigits(typed.trim()).replace(/^(\d+),(\d{1,2})$/, "$1.$2");
  if (text === "") return { kind: "status", status: "cleared" };
  const status = STATUS_LETTERS[text];
  if (status !== undefined) return { kind: "status", status };
  if (column.kind === "judgement") {
    if (MASTERED.has(text)) return { kind: "value", value: "mastered" };
    if (NOT_MASTERED.has(text)) return { kind: "value", value: "not_mastered" };
    return { kind: "not_read", reason: "not_a_judgement" };
  }
  if (column.kind === "level") return text.length <= 3 ? { kind: "value", value: text } : { kind: "not_read", reason: "not_a_level" };
  const centi = hundredths(text);
  if (centi === undefined) return { kind: "not_read", reason: /^\d+\.\d{3,}$/.test(text) ? "too_many_decimals" : "not_a_mark" };
  const maximum = column.maximum === undefined ? undefined : hundredths(column.maximum);
  if (maximum !== undefined && centi > maximum) return { kind: "not_read", reason: "above_maximum" };
  return { kind: "value", value: text };
}

/** Rows and columns of a copied range, as spreadsheets put it on the clipboard. */
export function parsePasted(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  return lines.map((line) => line.split("\t"));
}

/** Whether one key is a whole entry of this column: then it is entered at once, and the next cell is there. */
export function isWholeEntry(key: string, column: Pick<SheetColumn, "kind" | "maximum">): boolean {
  const text = toAsciiDigits(key);
  if (column.kind === "judgement") return MASTERED.has(text) || NOT_MASTERED.has(text);
  // A level word may go on after its first letter; a digit is one as soon as there are no levels of two.
  return column.kind === "level" && /^\d$/.test(text) && (hundredths(column.maximum ?? "") ?? 0) < 1000;
}

/** A range as spreadsheets take it from the clipboard. */
export function copiedText(lines: readonly (readonly string[])[]): string {
  return lines.map((line) => line.join("\t")).join("\n");
}
