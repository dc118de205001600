/** The early grades' board: students down, skills along, one key a judgement. What is mastered stays quiet. */
import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { useSession } from "@/access/session";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { gregorianDay, today } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { digitsOfName, inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { classQuery, planQuery, sheetsQuery } from "@/school/queries";
import { attemptsOf, hadMastered, latestAttempt, nextOccurrence } from "./next-judgement";
import { parseEntry, type SheetColumn } from "./parse-entry";
import { permitsIn } from "./permits";
import { boardQuery } from "./requests";
import { useCells, useCounts } from "./cell-store";
import { placeKey, type CellPlace } from "./sheet-cells";
import { messages as cellWords } from "./messages";
import { messages as around } from "./sheet-messages";
import { WithPanel } from "./work-panel";
import { messages } from "./skill-messages";
import { useSheet, type MarkSheet } from "./use-sheet";
import "./mark-grid.css";
import "./mark-sheet-page.css";
import "./skills-page.css";

type Board = Schemas["MasteryBoard"];

const TOOLS = ["observation", "participation", "exercise", "oral_test", "written_test", "former_school"] as const;
type Tool = (typeof TOOLS)[number];
const isTool = (tool: string): tool is Tool => (TOOLS as readonly string[]).includes(tool);

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

function SkillPanel({ schoolId, sheet, column, taughtOn, mayRecord }: { schoolId: string; sheet: MarkSheet; column: SheetColumn; taughtOn: string | undefined; mayRecord: boolean }) {
  const t = useText(messages);
  const locale = useLocale();
  const queries = useQueryClient();
  const [day, setDay] = useState(taughtOn ?? today());
  const [key, setKey] = useState(newKey);
  const teach = useMutation({
    mutationFn: () =>
      answerOf(
        client.POST("/v1/schools/{school_id}/mark-sheets/{sheet_id}/lessons", {
          params: { path: { school_id: schoolId, sheet_id: sheet.sheet_id }, header: { "Idempotency-Key": key } },
          body: { column: column.key, taught_on: day },
        }),
      ),
    onSuccess: async () => {
      setKey(newKey());
      await queries.invalidateQueries({ queryKey: ["board", schoolId, sheet.class_id] });
    },
  });
  return (
    <>
      <h3>{t("skill")}</h3>
      <p>{digitsOfName(column.label_ar, locale.digits)}</p>
      <p className="quiet">{taughtOn ? t("taught_on", { day: gregorianDay(taughtOn, locale) }) : t("not_taught")}</p>
      {mayRecord && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            teach.mutate();
          }}
        >
          <DayField required label={t("taught_field")} value={day} max={today()} onChange={setDay} />
          <ProblemAlert failure={teach.error} />
          <Button type="submit" variant="light" loading={teach.isPending}>
            {t("teach")}
          </Button>
        </form>
      )}
    </>
  );
}

function NoteForm({ isReasonNeeded, note, onSave }: { isReasonNeeded: boolean; note: string; onSave: (note: string) => void }) {
  const t = useText(messages);
  const [text, setText] = useState(note);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave(text.trim());
      }}
    >
      <Textarea autoFocus required={isReasonNeeded} label={t("note")} description={isReasonNeeded ? t("reason_needed") : t("note_help")} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Button type="submit">{t("save_note")}</Button>
    </form>
  );
}

function BoardView({ schoolId, sheet, board, work, day, tool, mayRecord }: BoardViewProps) {
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
              <th scope="col" className="mark-total" data-place="0">
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
                <td className="mark-total" data-place="0">
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
              <td className="mark-total" data-place="0" />
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

function Groups({ board }: { board: Board }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  const groups = board.skills
    .map((skill, index) => ({ skill, students: board.students.filter((student) => student.judgements[index]?.value === "not_mastered") }))
    .filter(({ students }) => students.length > 0)
    .sort((one, other) => Number(other.skill.is_minimum) - Number(one.skill.is_minimum) || other.students.length - one.students.length);
  return (
    <section>
      <h2 className="section-title">{t("groups")}</h2>
      <p className="quiet">{t("groups_about")}</p>
      {groups.length === 0 ? (
        <Nothing>{t("no_groups")}</Nothing>
      ) : (
        <ul className="rows">
          {groups.map(({ skill, students }) => (
            <li key={`${skill.sheet_id}/${skill.column}`} className="group-row">
              <strong>
                {skill.is_minimum && "× "}
                {digitsOfName(pick(skill.label_ar, skill.label_en), digits)}
              </strong>
              <span className="row-about">{t("group_line", { count: students.length })}</span>
              <span className="group-names">{students.map((student) => pick(student.name_ar, student.name_en)).join(digits === "arab" ? "، " : ", ")}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function OneSheet({ schoolId, sheetId, board }: { schoolId: string; sheetId: string; board: Board }) {
  const t = useText(messages);
  const { session } = useSession();
  const queries = useQueryClient();
  const [day, setDay] = useState(today);
  const tools = board.tools.filter(isTool);
  const [tool, setTool] = useState<Tool>(tools[0] ?? "observation");
  const onAccepted = useCallback(() => void queries.invalidateQueries({ queryKey: ["board", schoolId] }), [queries, schoolId]);
  const work = useSheet(schoolId, sheetId, { day, onAccepted });
  const counts = useCounts(work.store);
  return (
    <Resource query={work.query} lines={10}>
      {(sheet) => {
        const permits = permitsIn(session.grants, schoolId, sheet.class_id, sheet.subject);
        const mayRecord = permits("mark_record") && !sheet.is_sealed && sheet.signed_at === undefined && sheet.entry.state === "open";
        return (
          <>
            <div className="sheet-bar">
              <div className="sheet-state" role="status">
                {counts.sending + counts.waiting > 0 ? <span>{t("being_saved")}</span> : counts.refused + counts.conflict === 0 && <span className="state-saved">{t("all_saved")}</span>}
              </div>
              {mayRecord && (
                <div className="skill-fields">
                  <DayField className="sheet-day" isCompact label={t("judged_on")} value={day} max={today()} onChange={(chosen) => chosen !== "" && setDay(chosen)} />
                  <NativeSelect size="xs" label={t("tool")} value={tool} data={(tools.length > 0 ? tools : [...TOOLS]).map((each) => ({ value: each, label: t(each) }))} onChange={(event) => isTool(event.currentTarget.value) && setTool(event.currentTarget.value)} />
                </div>
              )}
            </div>
            <BoardView schoolId={schoolId} sheet={sheet} board={board} work={work} day={day} tool={tool} mayRecord={mayRecord} />
          </>
        );
      }}
    </Resource>
  );
}

export default function SkillsPage() {
  const t = useText(messages);
  const aroundText = useText(around);
  const pick = usePick();
  const { schoolId = "", classId = "", subject = "" } = useParams();
  const found = useQuery(classQuery(schoolId, classId));
  const plan = useQuery({ ...planQuery(schoolId, found.data?.study_plan_id ?? ""), enabled: found.data !== undefined });
  const sheets = useQuery(sheetsQuery(schoolId, classId, subject));
  const board = useQuery(boardQuery(schoolId, classId, subject));
  const name = plan.data?.subjects.find((each) => each.subject === subject);
  const ofSkills = useMemo(() => (sheets.data?.sheets ?? []).filter((sheet) => sheet.part === "skills"), [sheets.data]);
  const only = ofSkills.length === 1 ? ofSkills[0] : undefined;
  return (
    <Page
      help={t("help")}
      wide
      title={t("board", { subject: name ? pick(name.name_ar, name.name_en) : "…" })}
      about={found.data && t("board_about", { grade: found.data.grade, name: found.data.name })}
      actions={
        <>
          <Link to={`/schools/${schoolId}/classes/${classId}/reports`}>{t("reports")}</Link>
          {only && <Link to={`/schools/${schoolId}/sheets/${only.sheet_id}/signing`}>{aroundText("to_signing")}</Link>}
        </>
      }
    >
      <Resource query={sheets} lines={10}>
        {() =>
          ofSkills.length === 0 ? (
            <Nothing>{t("no_skills")}</Nothing>
          ) : (
            <Resource query={board} lines={10}>
              {(read) => (
                <>
                  {ofSkills.map((sheet) => (
                    <section key={sheet.sheet_id}>
                      {ofSkills.length > 1 && <h2 className="section-title">{t("term", { term: String(sheet.term) })}</h2>}
                      <OneSheet schoolId={schoolId} sheetId={sheet.sheet_id} board={read} />
                    </section>
                  ))}
                  <Groups board={read} />
                </>
              )}
            </Resource>
          )
        }
      </Resource>
    </Page>
  );
}
