import { Alert, Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { today } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { inDigits, toAsciiDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Resource } from "@/platform/resource";
import { LeaveGuard } from "./desk/leave-guard";
import { messages as desk } from "./desk/messages";
import { State } from "./desk/parts";
import { classQuery, planQuery, staffQuery, yearsQuery } from "./queries";
import { messages } from "./setup-messages";
import { WEEKDAYS, WeekTable, type Weekday } from "./week-table";
import { messages as words } from "./words";

type Slot = Schemas["TimetableSlotInput"];
type Kind = "lesson" | "development" | "activity";

const MOST_PERIODS = 12;
const USUAL_PERIODS = 7;

const placeOf = (weekday: string, period: number) => `${weekday} ${period}`;

/** How many periods of each subject stand in the week; what is beside the plan does not count. */
export function placedPeriods(slots: Iterable<Pick<Slot, "subject" | "kind">>): Map<string, number> {
  const placed = new Map<string, number>();
  for (const slot of slots) if ((slot.kind ?? "lesson") === "lesson") placed.set(slot.subject, (placed.get(slot.subject) ?? 0) + 1);
  return placed;
}

function slotsOf(timetable: Schemas["Timetable"]): Map<string, Slot> {
  return new Map(timetable.slots.map((each) => [placeOf(each.weekday, each.period), { weekday: each.weekday, period: each.period, kind: each.kind, subject: each.subject, staff_member_id: each.staff_member_id }]));
}

function Week({ schoolId, found, timetable, weekdays }: { schoolId: string; found: Schemas["Class"]; timetable: Schemas["Timetable"]; weekdays: readonly Weekday[] }) {
  const t = useText(messages);
  const d = useText(desk);
  const w = useText(words);
  const pick = usePick();
  const locale = useLocale();
  const queries = useQueryClient();
  const plan = useQuery(planQuery(schoolId, found.study_plan_id));
  const staff = useQuery(staffQuery(schoolId));
  const [slots, setSlots] = useState<ReadonlyMap<string, Slot>>(() => slotsOf(timetable));
  const [periods, setPeriods] = useState(() => Math.max(USUAL_PERIODS, ...timetable.slots.map((each) => each.period)));
  const [day, setDay] = useState(today);
  const [isUnsaved, setUnsaved] = useState(false);
  const [key, setKey] = useState(newKey);
  const save = useMutation({
    mutationFn: () => answerOf(client.POST("/v1/schools/{school_id}/classes/{class_id}/timetable", { params: { path: { school_id: schoolId, class_id: found.class_id }, header: { "Idempotency-Key": key } }, body: { first_day: day, slots: [...slots.values()] } })),
    onSuccess: () => {
      setUnsaved(false);
      for (const part of ["timetable", "timetable-findings", "timetable-of-teacher"]) void queries.invalidateQueries({ queryKey: [part, schoolId] });
    },
  });
  const set = (weekday: Weekday, period: number, slot: Slot | undefined) => {
    const next = new Map(slots);
    if (slot) next.set(placeOf(weekday, period), slot);
    else next.delete(placeOf(weekday, period));
    setSlots(next);
    setUnsaved(true);
    setKey(newKey());
    save.reset();
  };
  const subjects = plan.data?.subjects ?? [];
  const placed = placedPeriods(slots.values());
  const choices = [
    { value: "", label: t("free") },
    ...subjects.flatMap((each) => {
      const name = pick(each.name_ar, each.name_en);
      return [
        { value: `lesson ${each.subject}`, label: name },
        { value: `development ${each.subject}`, label: `${name} ${t("development")}` },
        { value: `activity ${each.subject}`, label: `${name} ${t("activity")}` },
      ];
    }),
  ];
  const teachers = [{ value: "", label: t("no_teacher") }, ...(staff.data ?? []).map((each) => ({ value: each.staff_member_id, label: pick(each.name_ar, each.name_en) }))];
  // The teacher who already has the subject in this week is the likely one.
  const usual = (subject: string) => [...slots.values()].find((each) => each.subject === subject && each.staff_member_id)?.staff_member_id ?? null;
  const short = subjects.filter((each) => (placed.get(each.subject) ?? 0) !== each.weekly_periods);
  return (
    <>
      <LeaveGuard isUnsaved={isUnsaved} />
      <div className="desk-tools">
        <DayField required className="audit-day" label={t("holds_from")} value={day} onChange={setDay} />
        <TextInput label={t("periods_a_day")} className="plan-periods-a-day" inputMode="numeric" value={inDigits(String(periods), locale.digits)} onChange={(event) => setPeriods(Math.min(MOST_PERIODS, Math.max(1, Number(toAsciiDigits(event.currentTarget.value)) || 1)))} />
      </div>
      <p role="status" className="timetable-left">
        {short.length === 0 ? <State tone="done">{t("all_placed")}</State> : short.map((each) => <State key={each.subject} tone={(placed.get(each.subject) ?? 0) > each.weekly_periods ? "refusal" : "attention"}>{t("placed", { subject: pick(each.name_ar, each.name_en), placed: placed.get(each.subject) ?? 0, wanted: each.weekly_periods })}</State>)}
      </p>
      <WeekTable
        label={t("timetable")}
        weekdays={weekdays}
        periods={periods}
        cell={(weekday, period) => {
          const slot = slots.get(placeOf(weekday, period));
          return (
            <div className="timetable-cell">
              <NativeSelect
                size="xs"
                aria-label={t("subject_of", { day: w(weekday), period })}
                value={slot ? `${slot.kind ?? "lesson"} ${slot.subject}` : ""}
                data={choices}
                onChange={(event) => {
                  const [kind = "", subject = ""] = event.currentTarget.value.split(" ");
                  set(weekday, period, subject === "" ? undefined : { weekday, period, kind: (kind === "development" || kind === "activity" ? kind : "lesson") satisfies Kind, subject, staff_member_id: usual(subject) });
                }}
              />
              {slot && <NativeSelect size="xs" variant="unstyled" aria-label={t("teacher_of", { day: w(weekday), period })} value={slot.staff_member_id ?? ""} data={teachers} onChange={(event) => set(weekday, period, { ...slot, staff_member_id: event.currentTarget.value === "" ? null : event.currentTarget.value })} />}
            </div>
          );
        }}
      />
      <ProblemAlert failure={save.error} />
      <div className="desk-buttons timetable-foot">
        <Button disabled={day === ""} loading={save.isPending} onClick={() => save.mutate()}>
          {t("save_timetable")}
        </Button>
        {save.isSuccess && (
          <Alert role="status" variant="light" className="desk-saved">
            {d("saved")}
          </Alert>
        )}
      </div>
    </>
  );
}

export default function TimetablePage() {
  const t = useText(messages);
  const w = useText(words);
  const { schoolId = "", yearId = "", classId = "" } = useParams();
  const found = useQuery(classQuery(schoolId, classId));
  const years = useQuery(yearsQuery(schoolId));
  const timetable = useQuery({ queryKey: ["timetable", schoolId, classId], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}/timetable", { params: { path: { school_id: schoolId, class_id: classId } } })) });
  const weekdays = years.data?.items.find((each) => each.school_year_id === yearId)?.weekdays ?? WEEKDAYS.slice(0, 5);
  return (
    <Page help={t("timetable_help")} title={t("timetable_title", { name: found.data ? w("class_name", { grade: found.data.grade, name: found.data.name }) : "…" })} wide about={<Link to={`/schools/${schoolId}/years/${yearId}/timetable`}>{t("step_timetable")}</Link>}>
      <Resource query={found} lines={8}>
        {(one) => <Resource query={timetable}>{(week) => <Week schoolId={schoolId} found={one} timetable={week} weekdays={weekdays} />}</Resource>}
      </Resource>
    </Page>
  );
}
