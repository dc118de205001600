/** The board itself: students down, skills along, one key a judgement. What is mastered stays quiet. */
import { Button } from "@mantine/core";
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { Link } from "react-router";
import type { Schemas } from "@/platform/api";
import { gregorianDay } from "@/platform/dates";
import { digitsOfName, inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { useCells } from "./cell-store";
import { messages as cellWords } from "./messages";
import { attemptsOf, hadMastered, latestAttempt, nextOccurrence } from "./next-judgement";
import { parseEntry, type SheetColumn } from "./parse-entry";
import { placeKey, type CellPlace } from "./sheet-cells";
import { messages as around } from "./sheet-messages";
import { messages } from "./skill-messages";
import { NoteForm, SkillPanel } from "./skill-panel";
import type { Tool } from "./skill-tools";
import type { MarkSheet, useSheet } from "./use-sheet";
import { WithPanel } from "./work-panel";

type Board = Schemas["MasteryBoard"];

interface At {
  row: number;
  column: number;
}

interface BoardViewProps {
  schoolId: string;
  sheet: MarkSheet;
  board: Board;
  work: ReturnType<typeof useSheet>;
  day: string;
  tool: Tool;
  mayRecord: boolean;
}

export function BoardView({ schoolId, sheet, board, work, day, tool, mayRecord }: BoardViewProps) {
  const t = useText(messages);
  const aroundText = useText(around);
  const word = useText(cellWords);
  const pick = usePick();
  const locale = useLocale();
  const cells = useCells(work.store);
  const [active, setActive] = useState<At>({ row: 0, column: 0 });
  const [panel, setPanel] = useState<"cell" | undefined>();
  const [said, setSaid] = useState("");
  const grid = useRef<HTMLTableElement>(null);
  const students = sheet.students.filter((student) => student.last_day === undefined && !student.is_exempt);
  const columns = sheet.columns;
  const skillOf = (column: SheetColumn) => board.skills.find((skill) => skill.sheet_id === sheet.sheet_id && skill.column === column.key);
  const noteOf = (student: string, column: SheetColumn): string => {
    const index = board.skills.findIndex((skill) => skill.sheet_id === sheet.sheet_id && skill.column === column.key);
    return board.students.find((each) => each.student_id === student)?.judgements[index]?.note ?? "";
  };
  const lastRow = students.length - 1;
  const lastColumn = columns.length - 1;
  const student = students[active.row];
  const column = columns[active.column];

  const move = (row: number, along: number) => {
    setSaid("");
    setActive({ row: Math.min(Math.max(row, 0), lastRow), column: Math.min(Math.max(along, 0), lastColumn) });
  };
  useEffect(() => {
    document.getElementById(`skill-${active.row}-${active.column}`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [active]);

  const judge = (text: string, note?: string): boolean => {
    if (!student || !column) return false;
    const read = parseEntry(text, column);
    if (read.kind !== "value") return false;
    const occurrence = nextOccurrence(cells, student.student_id, column, day);
    if (occurrence === undefined) {
      setSaid(t("no_more_attempts"));
      return false;
    }
    // PG-1.33: who had mastered a skill loses it only for a written reason.
    if (read.value === "not_mastered" && !note && hadMastered(cells, student.student_id, column, day)) {
      setPanel("cell");
      return false;
    }
    work.enter({ student: student.student_id, column: column.key, occurrence }, text, { assessed_on: day, tool, ...(note ? { note } : {}) });
    return true;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLButtonElement) return;
    const leftwards = locale.language === "ar" ? 1 : -1;
    const go = (rows: number, along: number) => {
      event.preventDefault();
      move(active.row + rows, active.column + along);
    };
    switch (event.key) {
      case "ArrowDown":
      case "Enter":
        return go(event.key === "Enter" && event.shiftKey ? -1 : 1, 0);
      case "ArrowUp":
        return go(-1, 0);
      case "ArrowLeft":
        return go(0, leftwards);
      case "ArrowRight":
        return go(0, -leftwards);
      case "Home":
        return go(event.ctrlKey ? -lastRow : 0, -active.column);
      case "End":
        return go(event.ctrlKey ? lastRow : 0, lastColumn);
      case "F4":
        event.preventDefault();
        return setPanel("cell");
    }
    if (!mayRecord || event.ctrlKey || event.metaKey || event.altKey) {
      if ((event.ctrlKey || event.metaKey) && event.code === "KeyZ" && mayRecord) {
        event.preventDefault();
        work.undo();
      }
      return;
    }
    if (event.key === "n" || event.key === "N" || event.key === "ى") {
      event.preventDefault();
      return setPanel("cell");
    }
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      if (!student || !column) return;
      const ofDay = attemptsOf(cells, student.student_id, column).find((cell) => cell.assessed_on === day);
      if (ofDay) work.enter({ student: student.student_id, column: column.key, occurrence: ofDay.occurrence }, "");
      return;
    }
    if (event.key.length === 1) {
      event.preventDefault();
      if (judge(event.key)) move(active.row + 1, active.column);
    }
  };

  const stateOf = (place: CellPlace) => cells.get(placeKey(place))?.state ?? { kind: "saved" as const };
  const closePanel = useCallback(() => {
    setPanel(undefined);
    grid.current?.focus();
  }, []);
  const activeLatest = student && column ? latestAttempt(attemptsOf(cells, student.student_id, column)) : undefined;
  return (
    <WithPanel
      title={student ? pick(student.name_ar, student.name_en) : t("skill")}
      onClose={closePanel}
      panel={
        panel === undefined || !student || !column ? undefined : (
          <div key={`${student.student_id}/${column.key}`}>
            <p>
              {digitsOfName(pick(column.label_ar, column.label_en), locale.digits)}
              {column.is_minimum && ` × (${t("minimum")})`}
            </p>
            {mayRecord && (
              <NoteForm
                isReasonNeeded={hadMastered(cells, student.student_id, column, day)}
                note={noteOf(student.student_id, column)}
                onSave={(note) => {
                  if (judge("0", note)) closePanel();
                }}
              />
            )}
            <h3>{t("attempts")}</h3>
            {activeLatest === undefined ? (
              <p className="quiet">{t("not_judged")}</p>
            ) : (
              <ol className="attempts">
                {attemptsOf(cells, student.student_id, column).map((attempt) => (
                  <li key={attempt.occurrence}>{t("on_day", { judgement: t(attempt.judgement ?? "not_mastered"), day: gregorianDay(attempt.assessed_on ?? day, locale) })}</li>
                ))}
              </ol>
            )}
            <SkillPanel schoolId={schoolId} sheet={sheet} column={column} taughtOn={skillOf(column)?.taught_on} mayRecord={mayRecord} />
            <p>
              <Link to={`/schools/${schoolId}/students/${student.student_id}`}>{t("to_student")}</Link>
            </p>
          </div>
        )
      }
    >
      <div className="mark-grid-frame">
        <table ref={grid} className="mark-grid skill-board" role="grid" tabIndex={0} aria-label={pick(sheet.title_ar, sheet.title_en)} aria-readonly={!mayRecord} aria-activedescendant={`skill-${active.row}-${active.column}`} onKeyDown={onKeyDown}>
          <thead>
            <tr>
              <th scope="col" className="mark-number">
                {word("number")}
              </th>
              <th scope="col" className="mark-name">
                {t("student")}
              </th>
              {columns.map((each) => {
                const taught = skillOf(each)?.taught_on;
                return (
                  <th scope="col" key={each.key} className="skill-head" title={pick(each.label_ar, each.label_en)}>
                    {each.is_minimum && (
                      <span className="skill-minimum">
                        <span aria-hidden="true">×</span>
                        <span className="unseen">{t("minimum")}</span>
                      </span>
                    )}
                    <span className="skill-label">{digitsOfName(pick(each.label_ar, each.label_en), locale.digits)}</span>
                    <small>{taught ? t("taught_on", { day: inDigits(`${Number(taught.slice(8))}/${Number(taught.slice(5, 7))}`, locale.digits) }) : t("not_taught")}</small>
                  </th>
                );
              })}
              <th scope="col" className="mark-total" data-own>
                {t("minimum_open")}
              </th>
            </tr>
          </thead>
          <tbody>
            {students.map((each, row) => (
              <tr key={each.student_id}>
                <td className="mark-number">{inDigits(String(row + 1), locale.digits)}</td>
                <th scope="row" className="mark-name">
                  {pick(each.name_ar, each.name_en)}
                </th>
                {columns.map((skill, along) => {
                  const attempts = attemptsOf(cells, each.student_id, skill);
                  const latest = latestAttempt(attempts);
                  const occurrence = nextOccurrence(cells, each.student_id, skill, day) ?? latest?.occurrence ?? 1;
                  const state = stateOf({ student: each.student_id, column: skill.key, occurrence });
                  const typed = state.kind === "saved" ? undefined : parseEntry(state.text, skill);
                  const value = typed?.kind === "value" ? typed.value : latest?.judgement;
                  const note = value === "not_mastered" ? noteOf(each.student_id, skill) : "";
                  const isActive = active.row === row && active.column === along;
                  const about = state.kind === "refused" ? state.why : latest?.assessed_on !== undefined ? t("on_day", { judgement: t(latest.judgement ?? "not_mastered"), day: gregorianDay(latest.assessed_on, locale) }) : t("not_judged");
                  return (
                    <td
                      key={skill.key}
                      id={`skill-${row}-${along}`}
                      role="gridcell"
                      aria-selected={isActive}
                      aria-readonly={!mayRecord}
                      className="mark-cell skill-cell"
                      data-active={isActive || undefined}
                      data-state={state.kind}
                      data-judgement={value}
                      title={note || about}
                      onMouseDown={(event) => {
                        event.preventDefault();
                        move(row, along);
                        grid.current?.focus();
                        if (event.detail > 1) setPanel("cell");
                      }}
                    >
                      {value === "mastered" && (
                        <>
                          <span aria-hidden="true">✓</span>
                          <span className="unseen">{t("mastered")}</span>
                        </>
                      )}
                      {value === "not_mastered" && <span>{t("not_mastered")}</span>}
                      {note !== "" && (
                        <span className="skill-note" aria-hidden="true">
                          ✎
                        </span>
                      )}
                      <span className="unseen">{note || (value === undefined ? t("not_judged") : about)}</span>
                    </td>
                  );
                })}
                <td className="mark-total" data-own>
                  {t("minimum_left", { count: board.students.find((one) => one.student_id === each.student_id)?.minimum_open ?? 0 })}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td className="mark-number" />
              <th scope="row" className="mark-name">
                {t("mastered_by")}
              </th>
              {columns.map((each) => {
                const skill = skillOf(each);
                return <td key={each.key}>{skill ? inDigits(t("counts", { mastered: skill.mastered, all: skill.mastered + skill.not_mastered + skill.open }), locale.digits) : ""}</td>;
              })}
              <td className="mark-total" data-own />
            </tr>
          </tfoot>
        </table>
      </div>
      {mayRecord && (
        <div className="skill-keys">
          <Button
            variant="light"
            onClick={() => {
              if (judge("1")) move(active.row + 1, active.column);
            }}
          >
            {t("mastered")}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              if (judge("0")) move(active.row + 1, active.column);
            }}
          >
            {t("not_mastered")}
          </Button>
          <Button variant="subtle" onClick={() => setPanel("cell")}>
            {t("note")}
          </Button>
        </div>
      )}
      <div className="cell-line" aria-live="polite">
        {said}
        {student &&
          column &&
          (() => {
            const state = stateOf({ student: student.student_id, column: column.key, occurrence: nextOccurrence(cells, student.student_id, column, day) ?? 1 });
            return state.kind === "refused" ? state.why : "";
          })()}
      </div>
      {!mayRecord && <p className="sheet-help">{aroundText("read_only")}</p>}
    </WithPanel>
  );
}
