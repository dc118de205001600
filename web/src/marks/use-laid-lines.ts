/**
 * The lines of a sheet, each laid out and painted by itself. The columns of a table get their widths from all of its cells, so that each
 * key would lay out and paint all of them: the table is asked for its widths once, and stands in those (`data-laid` in mark-grid.css).
 */
import { useCallback, useEffect, useLayoutEffect, type RefObject } from "react";
import { useText } from "@/platform/messages";
import { useOfCells, type CellStore } from "./cell-store";
import { messages } from "./messages";
import type { Cell, Cells, MarkCell } from "./sheet-cells";

/** What is at most so long fits into the narrowest column. */
const SHORT = 5;

type Word = (name: keyof typeof messages) => string;

function lettersOf(value: MarkCell | MarkCell["previous"], t: Word): number {
  const word = value?.status ?? value?.judgement;
  return word === undefined ? (value?.mark ?? value?.level ?? "").length : t(word).length;
}

function lettersIn({ server, state }: Cell, t: Word): number {
  if (state.kind !== "saved") return state.text.length;
  return server === undefined ? 0 : lettersOf(server, t) + (server.previous === undefined ? 0 : lettersOf(server.previous, t));
}

/** How many letters the columns need that have a long entry: another text where their widths may have to change. */
export function longEntries(cells: Cells, t: Word): string {
  const longest = new Map<string, number>();
  for (const [key, cell] of cells) {
    const letters = lettersIn(cell, t);
    if (letters <= SHORT) continue;
    const column = key.slice(key.indexOf("/"));
    if (letters > (longest.get(column) ?? 0)) longest.set(column, letters);
  }
  return [...longest].sort().join(" ");
}

function lay(table: HTMLTableElement): void {
  table.removeAttribute("data-laid");
  const widths = [...(table.tBodies[0]?.rows[0]?.cells ?? [])].map((cell) => `${cell.getBoundingClientRect().width}px`);
  table.style.setProperty("--columns", widths.join(" "));
  table.setAttribute("data-laid", "");
}

/** Lays them anew whenever `content` is another. */
export function useLaidLines(table: RefObject<HTMLTableElement | null>, store: CellStore, content: readonly unknown[]): void {
  const t = useText(messages);
  const look = useCallback((cells: Cells) => longEntries(cells, t), [t]);
  const long = useOfCells(store, look);
  useLayoutEffect(() => void (table.current && lay(table.current)), [table, long, ...content]);
  useEffect(() => {
    const again = () => table.current && lay(table.current);
    const narrow = window.matchMedia("(max-width: 640px)");
    narrow.addEventListener("change", again);
    document.fonts?.addEventListener("loadingdone", again);
    return () => {
      narrow.removeEventListener("change", again);
      document.fonts?.removeEventListener("loadingdone", again);
    };
  }, [table]);
}
