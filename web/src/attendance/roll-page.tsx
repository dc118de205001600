import { Alert, Button, SegmentedControl } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { gregorianDay, hijriDay, today } from "@/platform/dates";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { classQuery, studentsQuery } from "@/school/queries";
import { messages } from "./messages";
import "./roll-page.css";

type Status = "present" | "absent" | "late";

function statusOf(value: string): Status {
  return value === "absent" || value === "late" ? value : "present";
}

function Roll({ schoolId, classId, day, students, taken }: { schoolId: string; classId: string; day: string; students: Schemas["Student"][]; taken: Schemas["Roll"] | undefined }) {
  const t = useText(messages);
  const pick = usePick();
  const queries = useQueryClient();
  const [states, setStates] = useState<ReadonlyMap<string, Status>>(() => new Map((taken?.exceptions ?? []).map((each) => [each.student_id, each.status])));
  const [key, setKey] = useState(newKey);
  const stateOf = (student: string): Status => states.get(student) ?? "present";
  const count = (status: Status) => students.filter((student) => stateOf(student.student_id) === status).length;
  const save = useMutation({
    mutationFn: () =>
      answerOf(
        client.POST("/v1/schools/{school_id}/classes/{class_id}/rolls", {
          params: { path: { school_id: schoolId, class_id: classId }, header: { "Idempotency-Key": key } },
          body: {
            day,
            slot: "day",
            exceptions: students.flatMap(({ student_id }) => {
              const status = stateOf(student_id);
              return status === "present" ? [] : [{ student_id, status }];
            }),
          },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["rolls", schoolId, classId, day] }),
  });
  const change = (student: string, value: string) => {
    setStates(new Map(states).set(student, statusOf(value)));
    setKey(newKey());
    save.reset();
  };
  return (
    <>
      <p className="roll-help">{t("everyone_present")}</p>
      <ul className="rows">
        {students.map((student) => {
          const name = pick(student.name_ar, student.name_en);
          return (
            <li key={student.student_id} className="roll-row" data-status={stateOf(student.student_id)}>
              <span>{name}</span>
              <SegmentedControl aria-label={t("state_of", { name })} value={stateOf(student.student_id)} onChange={(value) => change(student.student_id, value)} data={[{ value: "present", label: t("present") }, { value: "absent", label: t("absent") }, { value: "late", label: t("late") }]} />
            </li>
          );
        })}
      </ul>
      <div className="roll-foot">
        <Button loading={save.isPending} onClick={() => save.mutate()}>
          {t("save")}
        </Button>
        <span>{t("summary", { absent: count("absent"), late: count("late") })}</span>
      </div>
      <ProblemAlert failure={save.error} />
      {save.isSuccess && (
        <Alert role="status" variant="light">
          {t("saved")}
        </Alert>
      )}
    </>
  );
}

export default function RollPage() {
  const t = useText(messages);
  const locale = useLocale();
  const { schoolId = "", classId = "" } = useParams();
  const day = today();
  const found = useQuery(classQuery(schoolId, classId));
  const students = useQuery(studentsQuery(schoolId, classId));
  const rolls = useQuery({
    queryKey: ["rolls", schoolId, classId, day],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/classes/{class_id}/rolls", { params: { path: { school_id: schoolId, class_id: classId }, query: { day } } })),
  });
  return (
    <Page title={t("title")} about={`${found.data ? `${t("class_name", { grade: found.data.grade, name: found.data.name })} – ` : ""}${gregorianDay(day, locale)} – ${hijriDay(day, locale)}`}>
      <Resource query={students} lines={12}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>{t("no_students")}</Nothing>
          ) : (
            <Resource query={rolls} lines={12}>
              {(taken) => <Roll schoolId={schoolId} classId={classId} day={day} students={items} taken={taken.items.find((each) => each.slot === "day")} />}
            </Resource>
          )
        }
      </Resource>
    </Page>
  );
}
