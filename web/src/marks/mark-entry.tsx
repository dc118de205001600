/** The field that has the keyboard in a sheet: moves, what is typed, pasted and copied. */
import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent, type Ref, type RefObject } from "react";
import { afterPicture } from "@/platform/after-picture";
import { useLocale, usePick, useText } from "@/platform/messages";
import { bringIntoView } from "./bring-into-view";
import type { CellStore } from "./cell-store";
import { useActive, type GridCursor } from "./grid-cursor";
import { messages } from "./messages";
import type { GridColumn } from "./occurrences";
import { copiedText, isWholeEntry, parsePasted } from "./parse-entry";
import { EMPTY_CELL, placeKey, type CellPlace } from "./sheet-cells";
import { filledDown, linesOf, pastedOver, type Placed, type Position } from "./sheet-range";
import { TypingShield, type TypingShieldHandle } from "./typing-shield";
import { cellText, type MarkSheet } from "./use-sheet";

/** What the grid tells its field. */
export interface EntryHandle {
  /** A cell was pressed. */
  point: (position: Position, how: { isTwice: boolean; isExtending: boolean }) => void;
  /** The grid was scrolled beneath it. */
  scrolled: () => void;
}

interface EntryFieldProps {
  ref: Ref<EntryHandle>;
  cursor: GridCursor;
  table: RefObject<HTMLTableElement | null>;
  sheet: MarkSheet;
  store: CellStore;
  columns: readonly GridColumn[];
  isLocked: boolean;
  /** Another page points at the cell: the keyboard is there at once. */
  isPointedAt: boolean;
  onEnter: (entries: readonly { place: CellPlace; text: string }[]) => void;
  onUndo: () => CellPlace | undefined;
  onActive: (place: CellPlace) => void;
  onPanel: () => void;
}

const idAt = (position: Position) => `cell-${position.row}-${position.column}`;

/**
 * It lies over the active cell: empty and unseen until something is typed, so that letters come in as they do everywhere, from a key,
 * an input method or the keyboard of a phone.
 */
export function EntryField({ ref, cursor, table, sheet, store, columns, isLocked, isPointedAt, onEnter, onUndo, onActive, onPanel }: EntryFieldProps) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const active = useActive(cursor);
  const [draft, setDraft] = useState<string | undefined>();
  const place = useRef<HTMLDivElement>(null);
  // The field's direction is that of what is typed, and must not move it: its box is laid, and the field fills it.
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const isRightToLeft = locale.language === "ar";
  const lastRow = sheet.students.length - 1;
  const lastColumn = columns.length - 1;

  const placeAt = useCallback(
    ({ row, column }: Position): CellPlace | undefined => {
      const student = sheet.students[row];
      const at = columns[column];
      return student && at && !student.is_exempt ? { student: student.student_id, column: at.column.key, occurrence: at.occurrence } : undefined;
    },
    [columns, sheet.students],
  );

  const move = useCallback(
    (row: number, column: number, isExtending = false) => {
      const next = { row: Math.min(Math.max(row, 0), lastRow), column: Math.min(Math.max(column, 0), lastColumn) };
      if (isExtending) cursor.extend(next);
      else cursor.move(next);
    },
    [cursor, lastColumn, lastRow],
  );

  const apart = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const place = placeAt(active);
    return afterPicture(() => {
      if (place) onActive(place);
      // The value that is typed next is laid out by itself (mark-grid.css); of many cells at once that would cost more than it saves.
      apart.current?.removeAttribute("data-apart");
      apart.current = document.getElementById(idAt(active));
      apart.current?.setAttribute("data-apart", "");
    });
  }, [active, onActive, placeAt]);
  // The field lies over the active cell: wherever that is after a move, and after the table got other widths.
  const layField = useCallback(() => {
    const cell = document.getElementById(idAt(active))?.getBoundingClientRect();
    const around = place.current?.getBoundingClientRect();
    const field = box.current;
    if (!cell || !around || !field) return;
    field.style.transform = `translate(${isRightToLeft ? cell.right - around.right : cell.left - around.left}px, ${cell.top - around.top}px)`;
    field.style.inlineSize = `${cell.width}px`;
    field.style.blockSize = `${cell.height}px`;
    field.removeAttribute("data-covered");
  }, [active, isRightToLeft]);
  /** A field that was scrolled away under names or totals is not seen over them. */
  const scrolled = () => {
    const field = box.current;
    const line = table.current?.tBodies[0]?.rows[active.row];
    if (draft === undefined || !field || !line) return;
    const { left, right } = field.getBoundingClientRect();
    const isCovered = [...line.querySelectorAll(".mark-name, .mark-total")].some((each) => {
      const at = each.getBoundingClientRect();
      return at.left < right - 1 && at.right > left + 1;
    });
    field.toggleAttribute("data-covered", isCovered);
  };
  const layNow = useRef(layField);
  useLayoutEffect(() => {
    layNow.current = layField;
    const cell = document.getElementById(idAt(active));
    if (cell) bringIntoView(cell);
    layField();
  }, [active, columns, layField]);
  useEffect(() => {
    if (!table.current) return undefined;
    const watch = new ResizeObserver(() => layNow.current());
    watch.observe(table.current);
    return () => watch.disconnect();
  }, [table]);
  useEffect(() => {
    if (isPointedAt) input.current?.focus({ preventScroll: true });
  }, [isPointedAt]);

  const textAt = useCallback(
    (position: Position): string => {
      const place = placeAt(position);
      const cell = place ? store.cell(placeKey(place)) : EMPTY_CELL;
      return cell.state.kind === "saved" ? cellText(cell.server) : cell.state.text;
    },
    [placeAt, store],
  );

  const enterPlaced = useCallback(
    (placed: readonly Placed[]) =>
      onEnter(
        placed.flatMap(({ at, text }) => {
          const place = placeAt(at);
          return place ? [{ place, text }] : [];
        }),
      ),
    [onEnter, placeAt],
  );

  const commit = useCallback(() => {
    if (draft === undefined) return;
    enterPlaced([{ at: active, text: draft }]);
    setDraft(undefined);
  }, [active, draft, enterPlaced]);

  const point = useCallback(
    (position: Position, { isTwice, isExtending }: { isTwice: boolean; isExtending: boolean }) => {
      commit();
      move(position.row, position.column, isExtending);
      if (isTwice && !isLocked) setDraft(textAt(position));
      input.current?.focus({ preventScroll: true });
    },
    [commit, isLocked, move, textAt],
  );

  useImperativeHandle(ref, () => ({ point, scrolled }));

  const undo = () => {
    const place = onUndo();
    const row = sheet.students.findIndex((student) => student.student_id === place?.student);
    const column = columns.findIndex((at) => at.column.key === place?.column && at.occurrence === place.occurrence);
    if (row >= 0 && column >= 0) move(row, column);
  };

  const shield = useRef<TypingShieldHandle>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    shield.current?.raise();
    // Keys that an input method is still making a letter of are its own.
    if (event.nativeEvent.isComposing) return;
    const isEditing = draft !== undefined;
    const leave = (rows: number, along: number, isExtending = false) => {
      event.preventDefault();
      commit();
      move(active.row + rows, active.column + along, isExtending);
    };
    // Arrows as one sees them: to the left is onwards where the sheet starts at the right.
    const leftwards = isRightToLeft ? 1 : -1;
    const isExtending = event.shiftKey && !isEditing;
    const staysInField = isEditing && draft !== "";
    switch (event.key) {
      case "Enter":
        if (isEditing && event.ctrlKey && cursor.range) {
          event.preventDefault();
          enterPlaced(linesOf(cursor.range).flat().map((at) => ({ at, text: draft })));
          setDraft(undefined);
          return;
        }
        return leave(event.shiftKey ? -1 : 1, 0);
      case "Tab": {
        const next = active.column + (event.shiftKey ? -1 : 1);
        // From the sheet's edge Tab leaves it, as from any other field.
        if (next < 0 || next > lastColumn) return commit();
        return leave(0, event.shiftKey ? -1 : 1);
      }
      case "ArrowDown":
        return leave(1, 0, isExtending);
      case "ArrowUp":
        return leave(-1, 0, isExtending);
      case "ArrowLeft":
        return staysInField ? undefined : leave(0, leftwards, isExtending);
      case "ArrowRight":
        return staysInField ? undefined : leave(0, -leftwards, isExtending);
      case "Home":
        return isEditing ? undefined : leave(event.ctrlKey ? -lastRow : 0, -active.column, isExtending);
      case "End":
        return isEditing ? undefined : leave(event.ctrlKey ? lastRow : 0, lastColumn, isExtending);
      case "PageDown":
        return leave(10, 0, isExtending);
      case "PageUp":
        return leave(-10, 0, isExtending);
      case "F4":
        event.preventDefault();
        return onPanel();
      case "Escape":
        cursor.unmark();
        if (!isEditing) return;
        event.preventDefault();
        setDraft(undefined);
        return;
    }
    if (isEditing || isLocked) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === "F2") {
      event.preventDefault();
      setDraft(textAt(active));
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      enterPlaced(linesOf(cursor.places).flat().map((at) => ({ at, text: "" })));
    } else if (isCommand && event.code === "KeyZ") {
      event.preventDefault();
      undo();
    } else if (isCommand && event.code === "KeyD") {
      event.preventDefault();
      enterPlaced(filledDown(cursor.places, textAt));
      if (!cursor.range) move(active.row + 1, active.column);
    } else if (isCommand && event.code === "KeyA") {
      event.preventDefault();
      cursor.move({ row: lastRow, column: active.column }, { row: 0, column: active.column });
    }
  };
  /** The first letters of an entry; one that is a whole entry of its column is entered at once. */
  const onType = (text: string) => {
    if (draft !== undefined) return setDraft(text);
    const first = text.trimStart();
    const column = columns[active.column]?.column;
    if (column && isWholeEntry(first, column)) {
      enterPlaced([{ at: active, text: first }]);
      move(active.row + 1, active.column);
    } else setDraft(first);
  };

  const onPaste = (event: ClipboardEvent) => {
    if (isLocked || draft !== undefined) return;
    event.preventDefault();
    enterPlaced(pastedOver(cursor.places, parsePasted(event.clipboardData.getData("text/plain"))));
  };
  const onCopy = (event: ClipboardEvent) => {
    if (draft !== undefined) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", copiedText(linesOf(cursor.places).map((line) => line.map(textAt))));
  };

  const activeColumn = columns[active.column]?.column;
  const activeStudent = sheet.students[active.row];
  return (
    <>
      <div ref={place} className="mark-entry-place">
        <div ref={box} className="mark-entry-box">
          <input
            ref={input}
            className="mark-entry"
            data-editing={draft !== undefined || undefined}
            value={draft ?? ""}
            readOnly={isLocked || activeStudent?.is_exempt}
            dir="auto"
            inputMode={activeColumn?.kind === "judgement" ? "text" : "decimal"}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-label={t("cell", { student: pick(activeStudent?.name_ar, activeStudent?.name_en), column: pick(activeColumn?.label_ar, activeColumn?.label_en) })}
            aria-describedby={draft === undefined ? idAt(active) : undefined}
            onChange={(event) => onType(event.currentTarget.value)}
            onBlur={commit}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onCopy={onCopy}
          />
        </div>
      </div>
      <TypingShield ref={shield} />
    </>
  );
}
