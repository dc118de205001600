import { Alert, Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { today } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Loading, Nothing } from "@/platform/resource";
import { useClassChoices } from "./class-choice";
import { ClassName, YearName } from "./class-name";
import { ButtonDialog } from "./desk/dialog";
import { RecordForm } from "./desk/form";
import { FromTo, Section } from "./desk/parts";
import { Table } from "./desk/table";
import { classQuery, currentYear, yearsQuery } from "./queries";
import { messages } from "./student-messages";
import { useMay } from "./use-may";
import { messages as words } from "./words";

type Enrolment = Schemas["Enrolment"];
type StudentFile = Schemas["WholeStudentFile"];

const KINDS = ["regular", "affiliated", "affiliated_annual", "night", "temporary"] as const;
const ENDS = ["transferred", "left", "graduated", "year_ended"] as const;

function Enrol({ schoolId, studentId, isFirst, onSaved, onCancel }: { schoolId: string; studentId: string; isFirst: boolean; onSaved: () => void; onCancel: () => void }) {
  const t = useText(messages);
  const w = useText(words);
  const { digits } = useLocale();
  const years = useQuery(yearsQuery(schoolId));
  const open = (years.data?.items ?? []).filter((year) => year.sealed_at === null);
  const [yearId, setYearId] = useState<string>();
  const year = open.find((each) => each.school_year_id === yearId) ?? currentYear(open, today());
  const classes = useClassChoices(schoolId, year?.school_year_id);
  if (years.isPending) return <Loading />;
  return (
    <>
      {open.length > 1 && (
        <div className="desk-buttons" role="group" aria-label={t("year")}>
          {open.map((each) => (
            <Button key={each.school_year_id} size="compact-sm" variant={each === year ? "filled" : "default"} aria-pressed={each === year} onClick={() => setYearId(each.school_year_id)}>
              {inDigits(each.name, digits)}
            </Button>
          ))}
        </div>
      )}
      <RecordForm
        key={year?.school_year_id}
        fields={[
          { name: "class_id", label: t("class_column"), kind: "choice", choices: classes },
          { name: "kind", label: t("kind"), kind: "choice", choices: KINDS.map((value) => ({ value, label: w(`enrolment_${value}`) })) },
          { name: "first_day", label: t("first_day"), kind: "day" },
          { name: "is_newcomer", label: t("is_newcomer"), kind: "check" },
        ]}
        initial={{ class_id: "", kind: "regular", first_day: year && year.first_day > today() ? year.first_day : today(), is_newcomer: isFirst ? "yes" : "" }}
        submit={t("enrol")}
        send={(values, { key }) =>
          answerOf(
            client.POST("/v1/schools/{school_id}/students/{student_id}/enrolments", {
              params: { path: { school_id: schoolId, student_id: studentId }, header: { "Idempotency-Key": key } },
              body: { class_id: values.class_id, kind: KINDS.find((each) => each === values.kind) ?? "regular", is_newcomer: values.is_newcomer !== "", first_day: values.first_day },
            }),
          )
        }
        onSaved={onSaved}
        onCancel={onCancel}
      />
    </>
  );
}

function Move({ schoolId, enrolment, onSaved, onCancel }: { schoolId: string; enrolment: Enrolment; onSaved: () => void; onCancel: () => void }) {
  const t = useText(messages);
  const found = useQuery(classQuery(schoolId, enrolment.class_id));
  const classes = useClassChoices(schoolId, enrolment.school_year_id, found.data?.grade).filter((each) => each.value !== enrolment.class_id);
  return (
    <RecordForm
      fields={[
        { name: "class_id", label: t("class_column"), kind: "choice", choices: classes, hint: t("move_hint") },
        { name: "first_day", label: t("move_from"), kind: "day" },
      ]}
      initial={{ class_id: "", first_day: today() }}
      version={enrolment.version}
      submit={t("move")}
      send={(values, { key, version }) => answerOf(client.POST("/v1/schools/{school_id}/enrolments/{enrolment_id}/move", { params: { path: { school_id: schoolId, enrolment_id: enrolment.enrolment_id }, header: { "Idempotency-Key": key } }, body: { version, class_id: values.class_id, first_day: values.first_day } }))}
      onSaved={onSaved}
      onCancel={onCancel}
    />
  );
}

/** The marks of the class that he left, into the sheets of his class: first told, then done. */
function Carry({ schoolId, studentId, fromClassId }: { schoolId: string; studentId: string; fromClassId: string }) {
  const t = useText(messages);
  const carry = (isTrial: boolean) =>
    answerOf(client.POST("/v1/schools/{school_id}/students/{student_id}/class-move/marks", { params: { path: { school_id: schoolId, student_id: studentId }, header: { "Idempotency-Key": newKey() } }, body: { from_class_id: fromClassId, dry_run: isTrial } }));
  const plan = useQuery({ queryKey: ["carry-class", schoolId, studentId, fromClassId], queryFn: () => carry(true), staleTime: 0, gcTime: 0 });
  const done = useMutation({ mutationFn: () => carry(false) });
  if (plan.isPending) return <Loading lines={2} />;
  return (
    <>
      <ProblemAlert failure={plan.error ?? done.error} />
      {plan.data && <p>{t("carry_plan", { count: plan.data.accepted, standing: plan.data.standing, refused: plan.data.refused })}</p>}
      {done.isSuccess ? (
        <Alert role="status" variant="light">
          {t("carry_done")}
        </Alert>
      ) : (
        <Button disabled={!plan.data || plan.data.accepted === 0} loading={done.isPending} onClick={() => done.mutate()}>
          {t("carry_now")}
        </Button>
      )}
    </>
  );
}

export function EnrolmentSection({ schoolId, file, onChange }: { schoolId: string; file: StudentFile; onChange: () => void }) {
  const t = useText(messages);
  const w = useText(words);
  const may = useMay(schoolId);
  const isEnrolled = file.enrolments.some((each) => each.last_day === null || each.last_day >= today());
  const former = file.enrolments.find((each, place) => each.ended_reason === "moved_class" && file.enrolments[place + 1] !== undefined);
  return (
    <Section
      title={t("enrolments")}
      actions={
        <>
          {former && may("correction_decide") && (
            <ButtonDialog label={t("carry")} title={t("carry_title")}>
              {() => <Carry schoolId={schoolId} studentId={file.student_id} fromClassId={former.class_id} />}
            </ButtonDialog>
          )}
          <ButtonDialog label={t("enrol")} variant={isEnrolled ? "default" : "filled"}>
            {(close) => (
              <Enrol
                schoolId={schoolId}
                studentId={file.student_id}
                isFirst={file.enrolments.length === 0}
                onSaved={() => {
                  onChange();
                  close();
                }}
                onCancel={close}
              />
            )}
          </ButtonDialog>
        </>
      }
    >
      {file.enrolments.length === 0 ? (
        <Nothing>{t("no_enrolments")}</Nothing>
      ) : (
        <Table
          label={t("enrolments")}
          rows={[...file.enrolments].reverse()}
          keyOf={(each) => each.enrolment_id}
          columns={[
            { head: t("class_column"), isName: true, cell: (each) => <ClassName schoolId={schoolId} classId={each.class_id} /> },
            { head: t("year_column"), cell: (each) => <YearName schoolId={schoolId} yearId={each.school_year_id} /> },
            { head: t("kind"), cell: (each) => w(`enrolment_${each.kind}`) },
            { head: t("period"), cell: (each) => <FromTo first={each.first_day} last={each.last_day} /> },
            { head: t("state"), cell: (each) => each.ended_reason !== null && w(`ended_${each.ended_reason}`) },
            {
              head: "",
              cell: (each) =>
                each.ended_reason === null && (
                  <div className="desk-buttons">
                    <ButtonDialog label={t("move")} size="compact-sm">
                      {(close) => (
                        <Move
                          schoolId={schoolId}
                          enrolment={each}
                          onSaved={() => {
                            onChange();
                            close();
                          }}
                          onCancel={close}
                        />
                      )}
                    </ButtonDialog>
                    <ButtonDialog label={t("end")} title={t("end_enrolment")} size="compact-sm" variant="subtle" ariaLabel={t("end_enrolment")}>
                      {(close) => (
                        <RecordForm
                          fields={[
                            { name: "last_day", label: t("last_day"), kind: "day" },
                            { name: "reason", label: t("reason"), kind: "choice", choices: ENDS.map((value) => ({ value, label: w(`ended_${value}`) })) },
                          ]}
                          initial={{ last_day: today(), reason: "" }}
                          version={each.version}
                          submit={t("end_enrolment")}
                          send={(values, { key, version }) => answerOf(client.POST("/v1/schools/{school_id}/enrolments/{enrolment_id}/end", { params: { path: { school_id: schoolId, enrolment_id: each.enrolment_id }, header: { "Idempotency-Key": key } }, body: { version, last_day: values.last_day, reason: ENDS.find((end) => end === values.reason) ?? "left" } }))}
                          onSaved={() => {
                            onChange();
                            close();
                          }}
                          onCancel={close}
                        />
                      )}
                    </ButtonDialog>
                  </div>
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}
