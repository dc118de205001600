import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { today } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { messages as helpWords } from "./help-messages";
import { Appoint } from "./appoint";
import { ClassName, SubjectName } from "./class-name";
import { ButtonDialog } from "./desk/dialog";
import { RecordForm } from "./desk/form";
import { BothDays, Facts, FromTo, Section, State } from "./desk/parts";
import { Table } from "./desk/table";
import { staffMemberQuery } from "./people-queries";
import { plansQuery, yearsQuery } from "./queries";
import { staffBody, staffFields, staffValues } from "./staff-fields";
import { messages } from "./staff-messages";
import { WeekOfTeacher } from "./week-of-teacher";
import { useMay } from "./use-may";
import { messages as words } from "./words";

type Appointment = Schemas["Appointment"];

function StateOf({ appointment }: { appointment: Appointment }) {
  const t = useText(messages);
  const day = today();
  if (appointment.last_day !== null && appointment.last_day < day) return <State tone="quiet">{appointment.ended_reason ? t("ended", { reason: appointment.ended_reason }) : t("over")}</State>;
  return appointment.first_day > day ? <State tone="plain">{t("later")}</State> : <State tone="done">{t("in_force")}</State>;
}

/** A subject of no class (head of department): named by any plan of the newest year. */
function SubjectOfSchool({ schoolId, subject }: { schoolId: string; subject: string }) {
  const pick = usePick();
  const years = useQuery(yearsQuery(schoolId));
  const plans = useQuery({ ...plansQuery(schoolId, years.data?.items[0]?.school_year_id ?? ""), enabled: years.data?.items[0] !== undefined });
  const named = plans.data?.items.flatMap((plan) => plan.subjects).find((each) => each.subject === subject);
  return <>{named ? pick(named.name_ar, named.name_en) : subject}</>;
}

function Appointments({ schoolId, staffId }: { schoolId: string; staffId: string }) {
  const t = useText(messages);
  const w = useText(words);
  const may = useMay(schoolId);
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ["appointments", schoolId, staffId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/staff/{staff_member_id}/appointments", { params: { path: { school_id: schoolId, staff_member_id: staffId } } })),
  });
  const onChange = () => void queries.invalidateQueries({ queryKey: ["appointments", schoolId] });
  const manages = may("appointment_manage");
  return (
    <Section
      title={t("appointments")}
      actions={
        manages && (
          <ButtonDialog label={t("appoint")} variant="filled" wide>
            {(close) => (
              <Appoint
                schoolId={schoolId}
                staffId={staffId}
                onSaved={() => {
                  onChange();
                  close();
                }}
                onCancel={close}
              />
            )}
          </ButtonDialog>
        )
      }
    >
      <Resource query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>{t("no_appointments")}</Nothing>
          ) : (
            <Table
              label={t("appointments")}
              rows={[...items].sort((one, other) => other.first_day.localeCompare(one.first_day))}
              keyOf={(each) => each.appointment_id}
              columns={[
                {
                  head: t("role"),
                  isName: true,
                  cell: (each) => (
                    <>
                      {w(`role_${each.role}`)}
                      {each.substitute_for !== null && <span className="desk-quiet"> {t("substitute_note")}</span>}
                    </>
                  ),
                },
                {
                  head: t("where"),
                  cell: (each) => (
                    <>
                      {each.class_id !== null && <ClassName schoolId={schoolId} classId={each.class_id} />}
                      {each.class_id !== null && each.subject !== null && "، "}
                      {each.subject !== null && (each.class_id === null ? <SubjectOfSchool schoolId={schoolId} subject={each.subject} /> : <SubjectName schoolId={schoolId} classId={each.class_id} subject={each.subject} />)}
                    </>
                  ),
                },
                { head: t("period"), cell: (each) => <FromTo first={each.first_day} last={each.last_day} /> },
                { head: t("decision"), cell: (each) => <bdi>{each.decision}</bdi> },
                { head: t("state"), cell: (each) => <StateOf appointment={each} /> },
                {
                  head: "",
                  cell: (each) =>
                    manages &&
                    each.ended_reason === null && (
                      <ButtonDialog label={t("end")} title={t("end_title")} size="compact-sm" variant="subtle" ariaLabel={t("end_of", { role: w(`role_${each.role}`) })}>
                        {(close) => (
                          <>
                            <p>{t("end_text")}</p>
                            <RecordForm
                              fields={[
                                { name: "last_day", label: t("end_day"), kind: "day" },
                                { name: "reason", label: t("reason"), isWide: true },
                              ]}
                              initial={{ last_day: today(), reason: "" }}
                              version={each.version}
                              submit={t("end_title")}
                              send={(values, { key, version }) => answerOf(client.POST("/v1/schools/{school_id}/appointments/{appointment_id}/end", { params: { path: { school_id: schoolId, appointment_id: each.appointment_id }, header: { "Idempotency-Key": key } }, body: { ...values, version } }))}
                              onSaved={() => {
                                onChange();
                                close();
                              }}
                              onCancel={close}
                            />
                          </>
                        )}
                      </ButtonDialog>
                    ),
                },
              ]}
            />
          )
        }
      </Resource>
    </Section>
  );
}

export default function StaffMemberPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const pick = usePick();
  const { digits } = useLocale();
  const { schoolId = "", staffId = "" } = useParams();
  const may = useMay(schoolId);
  const queries = useQueryClient();
  const query = useQuery(staffMemberQuery(schoolId, staffId));
  return (
    <Resource query={query} lines={10}>
      {(member) => (
        <Page
          help={help("staff_member")}
          title={pick(member.name_ar, member.name_en)}
          wide
          about={<Link to={`/schools/${schoolId}/staff`}>{t("staff")}</Link>}
          actions={
            may("account_manage") && (
              <Button component={Link} variant="default" to={`/schools/${schoolId}/accounts/of/staff_member/${staffId}`}>
                {t("account")}
              </Button>
            )
          }
        >
          <Section
            title={t("data")}
            actions={
              may("staff_manage") && (
                <ButtonDialog label={t("edit")} title={t("edit_title")}>
                  {(close) => (
                    <RecordForm
                      fields={staffFields(t)}
                      initial={staffValues(member)}
                      version={member.version}
                      send={(values, { key, version }) => answerOf(client.PATCH("/v1/schools/{school_id}/staff/{staff_member_id}", { params: { path: { school_id: schoolId, staff_member_id: staffId }, header: { "Idempotency-Key": key } }, body: { ...staffBody(values), version } }))}
                      reread={async () => {
                        const now = await answerOf(client.GET("/v1/schools/{school_id}/staff/{staff_member_id}", { params: { path: { school_id: schoolId, staff_member_id: staffId } } }));
                        return { values: staffValues(now), version: now.version };
                      }}
                      onSaved={() => {
                        for (const part of ["staff", "staff-of-school"]) void queries.invalidateQueries({ queryKey: [part, schoolId] });
                        close();
                      }}
                      onCancel={close}
                    />
                  )}
                </ButtonDialog>
              )
            }
          >
            <Facts
              facts={[
                [t("name_en"), <bdi>{member.name_en}</bdi>],
                [t("identity_number"), member.identity_number && <bdi>{inDigits(member.identity_number, digits)}</bdi>],
                [t("joined_on"), <BothDays day={member.joined_on} />],
                [t("left_on"), member.left_on && <BothDays day={member.left_on} />],
              ]}
            />
          </Section>
          <Appointments schoolId={schoolId} staffId={staffId} />
          <Section title={t("timetable")}>
            <WeekOfTeacher schoolId={schoolId} staffId={staffId} />
          </Section>
        </Page>
      )}
    </Resource>
  );
}
