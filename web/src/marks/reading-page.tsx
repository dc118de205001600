import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { digitsOfName, inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Resource } from "@/platform/resource";
import { shownValue } from "./cell-view";
import { useSheetTitle } from "./mark-sheet-page";
import { messages as words } from "./messages";
import { sheetQuery } from "./requests";
import { readingOf } from "./second-reading";
import { placeKey, placeOfCell } from "./sheet-cells";
import { messages } from "./sheet-messages";
import type { MarkSheet } from "./use-sheet";
import "./mark-grid.css";
import "./mark-sheet-page.css";
import "./reading-page.css";

function SecondReading({ schoolId, sheet }: { schoolId: string; sheet: MarkSheet }) {
  const t = useText(messages);
  const word = useText(words);
  const pick = usePick();
  const locale = useLocale();
  const { title, about } = useSheetTitle(schoolId, sheet);
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const table = useRef<HTMLTableElement>(null);
  const server = useMemo(() => new Map(sheet.cells.map((cell) => [placeKey(placeOfCell(cell)), cell])), [sheet.cells]);
  const columns = useMemo(() => {
    const last = new Map<string, number>();
    for (const cell of sheet.cells) last.set(cell.column, Math.max(last.get(cell.column) ?? 1, cell.occurrence));
    return sheet.columns.flatMap((column) => Array.from({ length: last.get(column.key) ?? 1 }, (_, index) => ({ column, occurrence: index + 1 })));
  }, [sheet]);
  const students = sheet.students.filter((student) => !student.is_exempt && student.last_day === undefined);
  const places = students.flatMap((student) => columns.map(({ column, occurrence }) => ({ student, column, occurrence, key: placeKey({ student: student.student_id, column: column.key, occurrence }) })));
  const different = places.filter(({ key, column }) => readingOf(typed.get(key), server.get(key), column).kind === "differs");

  const go = (event: KeyboardEvent<HTMLInputElement>) => {
    const [row = 0, column = 0] = (event.currentTarget.dataset["at"] ?? "").split("-").map(Number);
    const rows = event.key === "Enter" || event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (rows === 0) return;
    event.preventDefault();
    table.current?.querySelector<HTMLInputElement>(`[data-at="${row + (event.shiftKey ? -rows : rows)}-${column}"]`)?.focus();
  };
  const type = (key: string, text: string) => setTyped((old) => new Map(old).set(key, text));
  return (
    <Page
      help={t("help_reading")}
      wide
      title={t("second_reading")}
      about={`${title} – ${about}`}
      actions={
        <Button component={Link} to={`/schools/${schoolId}/sheets/${sheet.sheet_id}/signing`}>
          {t("to_signing")}
        </Button>
      }
    >
      <p role="status" className={different.length > 0 ? "state-refused" : "quiet"}>
        {inDigits(t("read_of", { read: typed.size, all: places.length }), locale.digits)} – {t("differences", { count: different.length })}
      </p>
      <div className="mark-grid-frame">
        <table ref={table} className="mark-grid reading-grid" aria-label={t("second_reading")}>
          <thead>
            <tr>
              <th scope="col" className="mark-number">
                {word("number")}
              </th>
              <th scope="col" className="mark-name">
                {word("student")}
              </th>
              {columns.map(({ column, occurrence }) => (
                <th scope="col" key={`${column.key}/${occurrence}`}>
                  <span>{digitsOfName(pick(column.label_ar, column.label_en), locale.digits)}</span>
                  {occurrence > 1 && <small>{inDigits(word("measure", { number: occurrence }), locale.digits)}</small>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {students.map((student, row) => (
              <tr key={student.student_id}>
                <td className="mark-number">{inDigits(String(row + 1), locale.digits)}</td>
                <th scope="row" className="mark-name">
                  {pick(student.name_ar, student.name_en)}
                </th>
                {columns.map(({ column, occurrence }, index) => {
                  const key = placeKey({ student: student.student_id, column: column.key, occurrence });
                  const reading = readingOf(typed.get(key), server.get(key), column);
                  return (
                    <td key={key} className="reading-cell" data-reading={reading.kind}>
                      <input data-at={`${row}-${index}`} value={typed.get(key) ?? ""} autoComplete="off" dir="auto" inputMode={column.kind === "judgement" ? "text" : "decimal"} aria-label={word("cell", { student: pick(student.name_ar, student.name_en), column: pick(column.label_ar, column.label_en) })} aria-invalid={reading.kind === "differs"} onChange={(event) => type(key, event.currentTarget.value)} onKeyDown={go} />
                      <span aria-hidden="true">{reading.kind === "same" ? "✓" : reading.kind === "differs" ? "≠" : ""}</span>
                      {reading.kind !== "unread" && <span className="unseen">{t(reading.kind === "same" ? "same" : "differs")}</span>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {different.length > 0 && (
        <section>
          <h2 className="section-title">{t("differences", { count: different.length })}</h2>
          <ul className="rows">
            {different.map(({ student, column, key }) => (
              <li key={key} className="row-link">
                {t("difference_line", {
                  student: pick(student.name_ar, student.name_en),
                  column: digitsOfName(pick(column.label_ar, column.label_en), locale.digits),
                  sheet: shownValue(server.get(key), word, locale) || word("empty"),
                  paper: inDigits(typed.get(key) || word("empty"), locale.digits),
                })}
              </li>
            ))}
          </ul>
          <p className="quiet">{t("review_differences_first")}</p>
        </section>
      )}
    </Page>
  );
}

export default function ReadingPage() {
  const { schoolId = "", sheetId = "" } = useParams();
  const query = useQuery(sheetQuery(schoolId, sheetId));
  return (
    <Resource query={query} lines={12}>
      {(sheet) => <SecondReading schoolId={schoolId} sheet={sheet} />}
    </Resource>
  );
}
