/** The reviewer's second reading: what he types from the paper, held against the sheet. Nothing of it leaves the page. */
import { parseEntry, type SheetColumn } from "./parse-entry";
import type { MarkCell } from "./sheet-cells";

export type Reading = { kind: "unread" } | { kind: "same" } | { kind: "differs"; typed: string };

/** A mark without the noughts that say nothing: "18.50" and "18.5" are the same on paper. */
function plain(mark: string): string {
  return mark.includes(".") ? mark.replace(/\.?0+$/, "") : mark;
}

function matches(typed: string, cell: MarkCell | undefined, column: SheetColumn): boolean {
  const read = parseEntry(typed, column);
  if (read.kind === "not_read") return false;
  if (read.kind === "status") return read.status === "cleared" ? cell === undefined || cell.status === "cleared" : cell?.status === read.status;
  if (!cell) return false;
  if (column.kind === "judgement") return cell.judgement === read.value;
  if (column.kind === "level") return cell.level === read.value;
  return cell.mark !== undefined && plain(cell.mark) === plain(read.value);
}

/** `typed` undefined: not read yet. An empty text says that the paper has nothing there. */
export function readingOf(typed: string | undefined, cell: MarkCell | undefined, column: SheetColumn): Reading {
  if (typed === undefined) return { kind: "unread" };
  return matches(typed, cell, column) ? { kind: "same" } : { kind: "differs", typed };
}
