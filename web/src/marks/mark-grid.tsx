import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type ClipboardEvent, type KeyboardEvent } from "react";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText, type Locale } from "@/platform/messages";
import { messages } from "./messages";
import { parsePasted, type SheetColumn } from "./parse-entry";
import { EMPTY_CELL, placeKey, type Cell, type CellPlace, type Cells, type MarkCell } from "./sheet-cells";
import { cellText, type MarkSheet } from "./use-sheet";
import "./mark-grid.css";

type Text = (name: keyof typeof messages, values?: Record<string, string | number>) => string;

/** A column of the grid: one of the sheet's, or one of its repetitions. */
interface GridColumn {
  column: SheetColumn;
  occurrence: number;
}

interface Position {
  row: number;
  column: number;
}

/** Of a column that repeats, as many as are filled and one more: what comes next is always there, the rest is out of the way. */
export function shownOccurrences(columns: readonly SheetColumn[], cells: Cells): ReadonlyMap<string, number> {
  const used = new Map<string, number>();
  for (const key of cells.keys()) {
    const [, column = "", occurrence = "0"] = key.split("/");
    used.set(column, Math.max(used.get(column) ?? 0, Number(occurrence)));
  }
  return new Map(columns.map((column) => [column.key, Math.min(Math.max(1, column.repeats), (used.get(column.key) ?? 0) + 1)]));
}

function shown(cell: MarkCell | undefined, t: Text, locale: Locale): string {
  if (!cell) return "";
  if (cell.status !== undefined) return t(cell.status);
  if (cell.judgement !== undefined) return t(cell.judgement);
  return inDigits(cell.mark ?? cell.level ?? "", locale.digits);
}

function aboutState(cell: Cell, t: Text, locale: Locale): string {
  switch (cell.state.kind) {
    case "saved":
      return "";
    case "sending":
      return t("sending");
    case "waiting":
      return t("waiting");
    case "refused":
      return cell.state.why;
    case "conflict":
      return t("conflict", { current: shown(cell.state.current, t, locale) || t("empty") });
  }
}

interface CellViewProps {
  cell: Cell;
  id: string;
  isActive: boolean;
  isLocked: boolean;
  row: number;
  column: number;
  onPoint: (position: Position, isTwice: boolean) => void;
}

const CellView = memo(function CellView({ cell, id, isActive, isLocked, row, column, onPoint }: CellViewProps) {
  const t = useText(messages);
  const locale = useLocale();
  const about = aboutState(cell, t, locale);
  const text = cell.state.kind === "saved" ? shown(cell.server, t, locale) : inDigits(cell.state.text, locale.digits);
  return (
    <td
      id={id}
      role="gridcell"
      aria-selected={isActive}
      aria-readonly={isLocked}
      aria-invalid={cell.state.kind === "refused" || cell.state.kind === "conflict"}
      className="mark-cell"
      data-state={cell.state.kind}
      data-layer={cell.server?.layer}
      data-corrected={cell.server?.origin === "correction" || undefined}
      title={about || undefined}
      onMouseDown={(event) => {
        event.preventDefault();
        onPoint({ row, column }, event.detail > 1);
      }}
    >
      <span>{text}</span>
      {about !== "" && <span className="unseen">{about}</span>}
    </td>
  );
});

interface MarkGridProps {
  sheet: MarkSheet;
  cells: Cells;
  isLocked: boolean;
  onEnter: (place: CellPlace, text: string) => void;
  onUndo: () => CellPlace | undefined;
  onActive: (place: CellPlace) => void;
}

/**
 * The sheet as a grid. One field has the keyboard and lies over the active cell: empty and unseen until something is typed, so that
 * letters come in as they do everywhere, from a key, an input method or the keyboard of a phone.
 */
export function MarkGrid({ sheet, cells, isLocked, onEnter, onUndo, onActive }: MarkGridProps) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const shownOf = useMemo(() => shownOccurrences(sheet.columns, cells), [cells, sheet.columns]);
  const columns = useMemo<GridColumn[]>(
    () => sheet.columns.flatMap((column) => Array.from({ length: shownOf.get(column.key) ?? 1 }, (_, index) => ({ column, occurrence: index + 1 }))),
    [sheet.columns, shownOf],
  );
  const hasRepeats = sheet.columns.some((column) => column.repeats > 1);
  const [active, setActive] = useState<Position>({ row: 0, column: 0 });
  const [draft, setDraft] = useState<string | undefined>();
  const space = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const lastRow = sheet.students.length - 1;
  const lastColumn = columns.length - 1;

  const placeAt = useCallback(
    ({ row, column }: Position): CellPlace | undefined => {
      const student = sheet.students[row];
      const at = columns[column];
      return student && at ? { student: student.student_id, column: at.column.key, occurrence: at.occurrence } : undefined;
    },
    [columns, sheet.students],
  );
  const idAt = (position: Position) => `cell-${position.row}-${position.column}`;

  const move = useCallback(
    (row: number, column: number) => {
      const next = { row: Math.min(Math.max(row, 0), lastRow), column: Math.min(Math.max(column, 0), lastColumn) };
      setActive(next);
      const place = placeAt(next);
      if (place) onActive(place);
    },
    [lastColumn, lastRow, onActive, placeAt],
  );

  useEffect(() => {
    document.getElementById(`cell-${active.row}-${active.column}`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [active]);
  useLayoutEffect(() => {
    const cell = document.getElementById(`cell-${active.row}-${active.column}`)?.getBoundingClientRect();
    const around = space.current?.getBoundingClientRect();
    const field = input.current;
    if (!cell || !around || !field) return;
    field.style.insetBlockStart = `${cell.top - around.top}px`;
    field.style.insetInlineStart = `${locale.language === "ar" ? around.right - cell.right : cell.left - around.left}px`;
    field.style.inlineSize = `${cell.width}px`;
    field.style.blockSize = `${cell.height}px`;
  }, [active, cells, columns, locale.language]);

  const textAt = useCallback(
    (position: Position): string => {
      const place = placeAt(position);
      const cell = place ? (cells.get(placeKey(place)) ?? EMPTY_CELL) : EMPTY_CELL;
      return cell.state.kind === "saved" ? cellText(cell.server) : cell.state.text;
    },
    [cells, placeAt],
  );

  const commit = useCallback(() => {
    if (draft === undefined) return;
    const place = placeAt(active);
    if (place) onEnter(place, draft);
    setDraft(undefined);
  }, [active, draft, onEnter, placeAt]);

  const point = useCallback(
    (position: Position, isTwice: boolean) => {
      commit();
      move(position.row, position.column);
      if (isTwice && !isLocked) setDraft(textAt(position));
      input.current?.focus({ preventScroll: true });
    },
    [commit, isLocked, move, textAt],
  );

  const isRightToLeft = locale.language === "ar";
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys that an input method is still making a letter of are its own.
    if (event.nativeEvent.isComposing) return;
    const isEditing = draft !== undefined;
    const leave = (rows: number, along: number) => {
      event.preventDefault();
      commit();
      move(active.row + rows, active.column + along);
    };
    // Arrows as one sees them: to the left is onwards where the sheet starts at the right.
    const leftwards = isRightToLeft ? 1 : -1;
    switch (event.key) {
      case "Enter":
        return leave(event.shiftKey ? -1 : 1, 0);
      case "Tab": {
        const next = active.column + (event.shiftKey ? -1 : 1);
        // From the sheet's edge Tab leaves it, as from any other field.
        if (next < 0 || next > lastColumn) return commit();
        return leave(0, event.shiftKey ? -1 : 1);
      }
      case "ArrowDown":
        return leave(1, 0);
      case "ArrowUp":
        return leave(-1, 0);
      case "ArrowLeft":
        return isEditing && draft !== "" ? undefined : leave(0, leftwards);
      case "ArrowRight":
        return isEditing && draft !== "" ? undefined : leave(0, -leftwards);
      case "Home":
        return isEditing ? undefined : leave(event.ctrlKey ? -lastRow : 0, -active.column);
      case "End":
        return isEditing ? undefined : leave(event.ctrlKey ? lastRow : 0, lastColumn);
      case "PageDown":
        return leave(10, 0);
      case "PageUp":
        return leave(-10, 0);
      case "Escape":
        if (!isEditing) return;
        event.preventDefault();
        setDraft(undefined);
        return;
    }
    if (isEditing || isLocked) return;
    if (event.key === "F2") {
      event.preventDefault();
      setDraft(textAt(active));
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      const place = placeAt(active);
      if (place) onEnter(place, "");
    } else if ((event.ctrlKey || event.metaKey) && event.code === "KeyZ") {
      event.preventDefault();
      const place = onUndo();
      const row = sheet.students.findIndex((student) => student.student_id === place?.student);
      const column = columns.findIndex((at) => at.column.key === place?.column && at.occurrence === place.occurrence);
      if (row >= 0 && column >= 0) move(row, column);
    } else if ((event.ctrlKey || event.metaKey) && event.code === "KeyD") {
      // Fill: what stands above, here too.
      event.preventDefault();
      const place = placeAt(active);
      if (place && active.row > 0) onEnter(place, textAt({ row: active.row - 1, column: active.column }));
      move(active.row + 1, active.column);
    }
  };

  const onPaste = (event: ClipboardEvent) => {
    if (isLocked || draft !== undefined) return;
    event.preventDefault();
    parsePasted(event.clipboardData.getData("text/plain")).forEach((line, down) =>
      line.forEach((text, along) => {
        const place = placeAt({ row: active.row + down, column: active.column + along });
        if (place) onEnter(place, text);
      }),
    );
  };
  const onCopy = (event: ClipboardEvent) => {
    if (draft !== undefined) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", textAt(active));
  };

  const activeColumn = columns[active.column]?.column;
  const activeStudent = sheet.students[active.row];
  return (
    <div className="mark-grid-frame">
      <div ref={space} className="mark-grid-space">
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
        onChange={(event) => setDraft(draft === undefined ? event.currentTarget.value.trimStart() : event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onCopy={onCopy}
      />
      <table className="mark-grid" role="grid" aria-label={pick(sheet.title_ar, sheet.title_en)} aria-readonly={isLocked} aria-rowcount={sheet.students.length + 1} aria-colcount={columns.length + 2}>
        <thead>
          <tr>
            <th scope="col" className="mark-number" rowSpan={hasRepeats ? 2 : 1}>
              {t("number")}
            </th>
            <th scope="col" className="mark-name" rowSpan={hasRepeats ? 2 : 1}>
              {t("student")}
            </th>
            {sheet.columns.map((column) => (
              <th scope={column.repeats > 1 ? "colgroup" : "col"} key={column.key} colSpan={shownOf.get(column.key) ?? 1} rowSpan={hasRepeats && column.repeats <= 1 ? 2 : 1}>
                <span>{pick(column.label_ar, column.label_en)}</span>
                {column.maximum !== undefined && <small>{t("of_maximum", { maximum: inDigits(column.maximum, locale.digits) })}</small>}
                {column.is_minimum && <small title={t("minimum_skill")}>×</small>}
              </th>
            ))}
          </tr>
          {hasRepeats && (
            <tr className="mark-occurrences">
              {columns
                .filter(({ column }) => column.repeats > 1)
                .map(({ column, occurrence }) => (
                  <th scope="col" key={`${column.key}/${occurrence}`}>
                    {inDigits(String(occurrence), locale.digits)}
                  </th>
                ))}
            </tr>
          )}
        </thead>
        <tbody>
          {sheet.students.map((student, row) => (
            <tr key={student.student_id} data-ended={student.last_day !== undefined || undefined}>
              <td className="mark-number">{inDigits(String(row + 1), locale.digits)}</td>
              <th scope="row" className="mark-name">
                {pick(student.name_ar, student.name_en)}
              </th>
              {columns.map(({ column: { key }, occurrence }, column) => {
                const isActive = active.row === row && active.column === column;
                return <CellView key={`${key}/${occurrence}`} id={`cell-${row}-${column}`} cell={cells.get(placeKey({ student: student.student_id, column: key, occurrence })) ?? EMPTY_CELL} isActive={isActive} isLocked={isLocked || student.is_exempt} row={row} column={column} onPoint={point} />;
              })}
            </tr>
          ))}
        </tbody>
      </table>
      </div>
    </div>
  );
}
