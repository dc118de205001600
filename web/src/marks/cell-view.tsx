/** One cell as it is seen: its value, its state, who set it, and what stood there before. */
import { memo } from "react";
import { inDigits } from "@/platform/digits";
import { useLocale, useText, type Locale } from "@/platform/messages";
import { useCell, type CellStore } from "./cell-store";
import { useLook, type GridCursor } from "./grid-cursor";
import { messages } from "./messages";
import type { Cell, MarkCell } from "./sheet-cells";
import type { Position } from "./sheet-range";

export type SheetText = (name: keyof typeof messages, values?: Record<string, string | number>) => string;

export function shownValue(cell: Pick<MarkCell, "mark" | "level" | "judgement" | "status"> | undefined, t: SheetText, locale: Locale): string {
  if (!cell) return "";
  if (cell.status !== undefined) return t(cell.status);
  if (cell.judgement !== undefined) return t(cell.judgement);
  return inDigits(cell.mark ?? cell.level ?? "", locale.digits);
}

function aboutState(cell: Cell, t: SheetText, locale: Locale): string {
  switch (cell.state.kind) {
    case "saved":
      return aboutValue(cell.server, t, locale);
    case "sending":
      return t("sending");
    case "waiting":
      return t("waiting");
    case "refused":
      return cell.state.why;
    case "conflict":
      return t("conflict", { current: shownValue(cell.state.current, t, locale) || t("empty") });
  }
}

/** What is said of a saved cell on focus: its status in words, its pen and name, the value before it. */
export function aboutValue(server: MarkCell | undefined, t: SheetText, locale: Locale): string {
  if (!server) return "";
  const parts: string[] = [];
  if (server.status !== undefined && server.status !== "cleared") parts.push(t(`about_${server.status}`));
  if (server.origin === "correction" || server.layer !== undefined) {
    const pen = t(`pen_${server.layer ?? "teacher"}`);
    parts.push(server.set_by === undefined ? pen : t("pen_of", { pen, name: server.set_by }));
  }
  if (server.previous !== undefined) parts.push(t("was_before", { before: shownValue(server.previous, t, locale) || t("empty") }));
  if (server.origin === "carried") parts.push(t("origin_carried"));
  return parts.join(" – ");
}

interface CellViewProps {
  store: CellStore;
  /** Its place, as the store names it. */
  place: string;
  id: string;
  cursor: GridCursor;
  isLocked: boolean;
  row: number;
  column: number;
  onPoint: (position: Position, how: { isTwice: boolean; isExtending: boolean }) => void;
}

export const CellView = memo(function CellView({ store, place, id, cursor, isLocked, row, column, onPoint }: CellViewProps) {
  const t = useText(messages);
  const locale = useLocale();
  const cell = useCell(store, place);
  const look = useLook(cursor, row, column);
  const about = aboutState(cell, t, locale);
  const { server, state } = cell;
  const text = state.kind === "saved" ? shownValue(server, t, locale) : inDigits(state.text, locale.digits);
  const before = state.kind === "saved" ? server?.previous : undefined;
  return (
    <td
      id={id}
      role="gridcell"
      aria-selected={look !== ""}
      aria-readonly={isLocked}
      aria-invalid={state.kind === "refused" || state.kind === "conflict"}
      className="mark-cell"
      data-state={state.kind}
      data-active={look === "active" || undefined}
      data-locked={isLocked || undefined}
      data-status={state.kind === "saved" ? server?.status : undefined}
      data-pen={server?.layer ?? (server?.origin === "correction" ? "teacher" : undefined)}
      title={about || undefined}
      onMouseDown={(event) => {
        event.preventDefault();
        onPoint({ row, column }, { isTwice: event.detail > 1, isExtending: event.shiftKey });
      }}
    >
      {before !== undefined && <del aria-hidden="true">{shownValue(before, t, locale)}</del>}
      <span>{text}</span>
      {about !== "" && state.kind !== "sending" && <span className="unseen">{about}</span>}
    </td>
  );
});
