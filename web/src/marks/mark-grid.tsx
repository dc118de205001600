import { memo, useCallback, useMemo, useRef, useState } from "react";
import { useLocale, usePick, useText } from "@/platform/messages";
import type { CellStore } from "./cell-store";
import { GridCursor } from "./grid-cursor";
import { EntryField, type EntryHandle } from "./mark-entry";
import { Head } from "./mark-grid-head";
import { Row } from "./mark-grid-row";
import { messages } from "./messages";
import { useOccurrences, type GridColumn } from "./occurrences";
import type { CellPlace } from "./sheet-cells";
import type { Position } from "./sheet-range";
import { awaitedText, type FigureName, type Totals } from "./totals";
import { useLaidLines } from "./use-laid-lines";
import type { MarkSheet } from "./use-sheet";
import "./mark-grid.css";

interface MarkGridProps {
  sheet: MarkSheet;
  store: CellStore;
  totals: Totals;
  isLocked: boolean;
  onEnter: (entries: readonly { place: CellPlace; text: string }[]) => void;
  onUndo: () => CellPlace | undefined;
  onActive: (place: CellPlace) => void;
  /** What is known of the active cell, beside the sheet: by the key F4 or Shift+F10. */
  onPanel: () => void;
  onFigure?: (student: string, figure: FigureName) => void;
  /** Where to begin: a cell that another page points at. */
  start?: { student: string; column: string };
}

/** The sheet as a grid: its lines, and over them the field that has the keyboard. Neither draws the other anew. */
export const MarkGrid = memo(function MarkGrid({ sheet, store, totals, isLocked, onEnter, onUndo, onActive, onPanel, onFigure, start }: MarkGridProps) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const { shownOf, days } = useOccurrences(sheet.columns, store);
  const columns = useMemo<GridColumn[]>(
    () => sheet.columns.flatMap((column) => Array.from({ length: shownOf.get(column.key) ?? 1 }, (_, index) => ({ column, occurrence: index + 1 }))),
    [sheet.columns, shownOf],
  );
  const [cursor] = useState(
    () =>
      new GridCursor({
        row: Math.max(0, sheet.students.findIndex((student) => student.student_id === start?.student)),
        column: Math.max(0, columns.findIndex(({ column }) => column.key === start?.column)),
      }),
  );
  const table = useRef<HTMLTableElement>(null);
  const entry = useRef<EntryHandle>(null);
  // Of what stands in the place of totals, the longest: short ones fit into their columns.
  const longestTotal = useMemo(() => {
    const texts = sheet.students.flatMap(({ student_id: id }) => totals.names.map((name, index) => awaitedText(totals.of.get(id), name, index === 0 ? (totals.missing.get(id)?.length ?? 0) : 0, t)));
    return texts.reduce((longest, text) => Math.max(longest, text.length), 14);
  }, [sheet.students, t, totals]);
  useLaidLines(table, store, [columns, days, locale, longestTotal, sheet.students, totals.names]);
  // The same function for the whole life of the grid: a cell draws itself anew only for a change of its own.
  const onPoint = useCallback((position: Position, how: { isTwice: boolean; isExtending: boolean }) => entry.current?.point(position, how), []);
  const onScroll = useCallback(() => entry.current?.scrolled(), []);

  return (
    <div className="mark-grid-frame" onScroll={onScroll}>
      <div className="mark-grid-space">
        <EntryField ref={entry} cursor={cursor} table={table} sheet={sheet} store={store} columns={columns} isLocked={isLocked} isPointedAt={start !== undefined} onEnter={onEnter} onUndo={onUndo} onActive={onActive} onPanel={onPanel} />
        <table ref={table} className="mark-grid" role="grid" aria-label={pick(sheet.title_ar, sheet.title_en)} aria-readonly={isLocked} aria-multiselectable="true" aria-rowcount={sheet.students.length + 1} aria-colcount={columns.length + 2 + totals.names.length}>
          <Head columns={sheet.columns} shownOf={shownOf} days={days} names={totals.names} />
          <tbody role="rowgroup">
            {sheet.students.map((student, row) => (
              <Row
                key={student.student_id}
                student={student}
                row={row}
                columns={columns}
                store={store}
                cursor={cursor}
                isLocked={isLocked}
                names={totals.names}
                figures={totals.of.get(student.student_id)}
                missing={totals.missing.get(student.student_id)?.length ?? 0}
                onPoint={onPoint}
                onFigure={onFigure}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
});
