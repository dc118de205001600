import { Alert, Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { Page } from "@/app/page";
import { useSession } from "@/access/session";
import { permitsIn } from "@/marks/permits";
import { writeOrKeep } from "@/offline/kept-writes";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { gregorianDay, hijriDay, today } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { classQuery, studentsQuery } from "@/school/queries";
import { messages } from "./messages";
import { entriesOf, exceptionsOf, minutesIn, PRESENT, presenceOfKey, withEntry, type Presence, type RollEntries, type RollEntry } from "./roll-state";
import "./roll-page.css";

const PERIODS = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/** What a roll is of, as the address has it: "day", "assembly", "period-3". */
function slotIn(text: string | null): { slot: Schemas["RollRequest"]["slot"]; period?: number } {
  if (text === "assembly") return { slot: "assembly" };
  const period = Number(/^period-(\d{1,2})$/.exec(text ?? "")?.[1] ?? 0);
  return period > 0 ? { slot: "period", period } : { slot: "day" };
}

interface RollProps {
  schoolId: string;
  classId: string;
  day: string;
  slot: ReturnType<typeof slotIn>;
  students: Schemas["Student"][];
  taken: Schemas["Roll"] | undefined;
  mayRecord: boolean;
}

function Roll({ schoolId, classId, day, slot, students, taken, mayRecord }: RollProps) {
  const t = useText(messages);
  const pick = usePick();
  const { digits, language } = useLocale();
  const [entries, setEntries] = useState<RollEntries>(() => entriesOf(taken));
  const [key, setKey] = useState(newKey);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const entryOf = (student: string): RollEntry => entries.get(student) ?? PRESENT;
  const count = (presence: Presence) => students.filter((student) => entryOf(student.student_id).presence === presence).length;
  const save = useMutation({
    mutationFn: () =>
      writeOrKeep<Schemas["RollTaken"]>({
        name: `roll ${classId} ${day} ${slot.slot} ${slot.period ?? ""}`,
        path: `/schools/${schoolId}/classes/${classId}/roll?day=${day}&of=${slot.period === undefined ? slot.slot : `period-${slot.period}`}`,
        route: `/v1/schools/${schoolId}/classes/${classId}/rolls`,
        key,
        body: { day, ...slot, exceptions: exceptionsOf(entries, students.map((student) => student.student_id)) } satisfies Schemas["RollRequest"],
        changes: [
          ["rolls", schoolId, classId, day],
          ["class-attendance", schoolId, classId],
        ],
      }),
    onSuccess: () => setKey(newKey()),
  });
  const set = (student: string, entry: RollEntry) => {
    setEntries((old) => withEntry(old, student, entry));
    setKey(newKey());
    save.reset();
  };
  const focus = (row: number) => {
    const next = Math.min(Math.max(row, 0), students.length - 1);
    setActive(next);
    list.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      return save.mutate();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      return focus(active + (event.key === "ArrowDown" ? 1 : -1));
    }
    const student = students[active];
    const presence = presenceOfKey(event.key);
    if (!student || presence === undefined || !mayRecord) return;
    event.preventDefault();
    set(student.student_id, { presence });
    focus(active + 1);
  };
  // The keyboard is on the first name as soon as the roll is there: the first key counts.
  useEffect(() => {
    if (mayRecord) list.current?.querySelector<HTMLElement>('[data-row="0"]')?.focus({ preventScroll: true });
  }, [mayRecord]);
  const refused = save.data?.answer?.rows.filter((row) => !row.is_recorded) ?? [];
  const names = refused.map((row) => students.find((student) => student.student_id === row.student_id)).map((student) => pick(student?.name_ar, student?.name_en));
  if (!mayRecord && taken === undefined) return <Nothing>{t("not_taken")}</Nothing>;
  return (
    <>
      <p className="roll-help">{mayRecord ? t(taken === undefined ? "everyone_present" : "taken") : t("read_only")}</p>
      <ul ref={list} className="rows roll" onKeyDown={onKeyDown}>
        {students.map((student, row) => {
          const name = pick(student.name_ar, student.name_en);
          const entry = entryOf(student.student_id);
          return (
            <li key={student.student_id} className="roll-row" data-status={entry.presence}>
              <span className="roll-name" data-row={row} tabIndex={active === row ? 0 : -1} role="group" aria-label={`${name}: ${t(entry.presence)}`} onFocus={() => setActive(row)} onClick={() => focus(row)}>
                <span className="roll-number">{inDigits(String(row + 1), digits)}</span>
                {name}
              </span>
              {entry.presence === "late" && mayRecord && (
                <span className="roll-minutes">
                  <input
                    inputMode="numeric"
                    autoComplete="off"
                    aria-label={t("minutes", { name })}
                    defaultValue={entry.minutes === undefined ? "" : inDigits(String(entry.minutes), digits)}
                    onBlur={(event) => {
                      const minutes = minutesIn(event.currentTarget.value);
                      if (minutes !== entry.minutes) set(student.student_id, minutes === undefined ? { presence: "late" } : { presence: "late", minutes });
                    }}
                    onKeyDown={(event) => {
                      if (event.key !== "Enter") return;
                      event.currentTarget.blur();
                      focus(row + 1);
                    }}
                  />
                  {t("minutes_short")}
                </span>
              )}
              {mayRecord ? (
                <SegmentedControl
                  aria-label={t("state_of", { name })}
                  value={entry.presence}
                  onChange={(value) => set(student.student_id, value === "absent" || value === "late" ? { presence: value } : PRESENT)}
                  data={[
                    { value: "present", label: t("present") },
                    { value: "absent", label: t("absent") },
                    { value: "late", label: t("late") },
                  ]}
                />
              ) : (
                <span>{t(entry.presence)}</span>
              )}
            </li>
          );
        })}
      </ul>
      {mayRecord && (
        <div className="roll-foot">
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            {t(taken === undefined ? "save" : "save_again")}
          </Button>
          <span aria-live="polite">{t("summary", { absent: count("absent"), late: count("late") })}</span>
          {save.isSuccess && (
            <span role="status" className="roll-saved">
              {t(save.data.answer === undefined ? "kept" : "saved")}
            </span>
          )}
          {entries.size > 0 && (
            <Button
              variant="subtle"
              onClick={() => {
                setEntries(new Map());
                setKey(newKey());
                save.reset();
              }}
            >
              {t("everyone")}
            </Button>
          )}
        </div>
      )}
      <ProblemAlert failure={save.error} />
      {names.length > 0 && <Alert color="yellow">{t("not_enrolled", { names: names.join(language === "ar" ? "، " : ", ") })}</Alert>}
    </>
  );
}

export default function RollPage() {
  const t = useText(messages);
  const locale = useLocale();
  const { session } = useSession();
  const { schoolId = "", classId = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const day = search.get("day") ?? today();
  const slotName = search.get("of") ?? "day";
  const slot = useMemo(() => slotIn(slotName), [slotName]);
  const found = useQuery(classQuery(schoolId, classId));
  const students = useQuery(studentsQuery(schoolId, classId));
  const rolls = useQuery({
    queryKey: ["rolls", schoolId, classId, day],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}/rolls", { params: { path: { school_id: schoolId, class_id: classId }, query: { day } } })),
  });
  const permits = permitsIn(session.grants, schoolId, classId);
  const change = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    next.set(name, value);
    setSearch(next, { replace: true });
  };
  return (
    <Page
      help={t("help")}
      title={t("title")}
      about={`${found.data ? `${t("class_name", { grade: found.data.grade, name: found.data.name })} – ` : ""}${gregorianDay(day, locale)} – ${hijriDay(day, locale)}`}
      actions={<Link to={`/schools/${schoolId}/classes/${classId}/attendance`}>{t("to_attendance")}</Link>}
    >
      <div className="roll-fields">
        <DayField label={t("day")} value={day} max={today()} onChange={(chosen) => chosen !== "" && change("day", chosen)} />
        <NativeSelect
          label={t("slot")}
          value={slotName}
          onChange={(event) => change("of", event.currentTarget.value)}
          data={[{ value: "day", label: t("slot_day") }, { value: "assembly", label: t("slot_assembly") }, ...PERIODS.map((number) => ({ value: `period-${number}`, label: inDigits(t("slot_period", { number }), locale.digits) }))]}
        />
      </div>
      <Resource query={students} lines={12}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>{t("no_students")}</Nothing>
          ) : (
            <Resource query={rolls} lines={12}>
              {(taken) => <Roll key={`${day} ${slotName}`} schoolId={schoolId} classId={classId} day={day} slot={slot} students={items} taken={taken.items.find((each) => each.slot === slot.slot && (slot.period === undefined || each.period === slot.period))} mayRecord={permits("attendance_record")} />}
            </Resource>
          )
        }
      </Resource>
    </Page>
  );
}
