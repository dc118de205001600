/** A line of the mark sheet: a student, his cells, and what the server makes of them. */
import { memo } from "react";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import type { CellStore } from "./cell-store";
import { CellView } from "./cell-view";
import type { GridCursor } from "./grid-cursor";
import { messages } from "./messages";
import type { GridColumn } from "./occurrences";
import { placeKey } from "./sheet-cells";
import type { Position } from "./sheet-range";
import { awaitedText, type FigureName, type StudentTotals } from "./totals";
import type { MarkSheet } from "./use-sheet";

interface TotalCellsProps {
  names: readonly FigureName[];
  student: string;
  row: StudentTotals | undefined;
  /** How many cells keep the student's line from being complete. */
  missing: number;
  onOpen?: (student: string, figure: FigureName) => void;
}

/** What the server makes of the line: figures, and in the place of one that is not known yet, what it waits for. */
const TotalCells = memo(function TotalCells({ names, student, row, missing, onOpen }: TotalCellsProps) {
  const t = useText(messages);
  const { digits } = useLocale();
  return names.map((name, index) => {
    const figure = row?.figures.find((each) => each.name === name);
    const text = figure === undefined ? awaitedText(row, name, index === 0 ? missing : 0, t) : inDigits(figure.shown, digits);
    const look = figure === undefined ? "mark-missing" : "mark-figure";
    return (
      <td role="gridcell" key={name} className="mark-total" data-own={index === 0 || undefined}>
        {onOpen && text !== "" ? (
          <button type="button" className={look} onClick={() => onOpen(student, name)} aria-label={t("figure_why", { figure: t(`figure_${name}`), value: text })}>
            {text}
          </button>
        ) : (
          <span className={look}>{text}</span>
        )}
      </td>
    );
  });
});

interface RowProps {
  student: MarkSheet["students"][number];
  row: number;
  columns: readonly GridColumn[];
  store: CellStore;
  cursor: GridCursor;
  isLocked: boolean;
  names: readonly FigureName[];
  figures: StudentTotals | undefined;
  missing: number;
  onPoint: (position: Position, how: { isTwice: boolean; isExtending: boolean }) => void;
  onFigure: ((student: string, figure: FigureName) => void) | undefined;
}

/** A line draws itself anew for its totals alone; what happens in its cells is theirs. */
export const Row = memo(function Row({ student, row, columns, store, cursor, isLocked, names, figures, missing, onPoint, onFigure }: RowProps) {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  const name = pick(student.name_ar, student.name_en);
  return (
    <tr role="row" data-ended={student.last_day !== undefined || undefined}>
      <td role="gridcell" className="mark-number">{inDigits(String(row + 1), digits)}</td>
      <th role="rowheader" scope="row" className="mark-name" title={name}>
        {name}
        {student.is_exempt && <small> {t("exempt")}</small>}
        {student.last_day !== undefined && <small> {t("left_class")}</small>}
      </th>
      {columns.map(({ column: { key }, occurrence }, column) => (
        <CellView
          key={`${key}/${occurrence}`}
          store={store}
          place={placeKey({ student: student.student_id, column: key, occurrence })}
          id={`cell-${row}-${column}`}
          cursor={cursor}
          isLocked={isLocked || student.is_exempt}
          row={row}
          column={column}
          onPoint={onPoint}
        />
      ))}
      <TotalCells names={names} student={student.student_id} row={figures} missing={missing} {...(onFigure ? { onOpen: onFigure } : {})} />
    </tr>
  );
});
