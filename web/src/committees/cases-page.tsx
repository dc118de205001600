import { NativeSelect } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { useSession } from "@/access/session";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { today } from "@/platform/dates";
import { usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { AskOnce, ButtonDialog } from "@/school/desk/dialog";
import { RecordForm } from "@/school/desk/form";
import { parseDay } from "@/platform/typed-day";
import { BothDays, Facts, FromTo, Section, State } from "@/school/desk/parts";
import { currentYear, staffQuery, studentQuery, yearsQuery } from "@/school/queries";
import { messages as students } from "@/school/student-messages";
import { useMay } from "@/school/use-may";
import { messages } from "./messages";
import { casesQuery, committeesQuery } from "./queries";
import { attendanceOf, membersOn, votesOf } from "./votes";
import "./committees.css";

type Case = Schemas["CaseWithDecisions"];

const KINDS = ["guidance", "exceptional", "promotion", "extension", "affiliation", "excuse", "accommodation", "referral", "no_text"] as const;
const TYPES = ["emergency", "inpatient", "intractable", "chronic", "seasonal", "treatment_abroad"] as const;

function useStaffName(schoolId: string): (id: string) => string {
  const pick = usePick();
  const staff = useQuery(staffQuery(schoolId));
  return (id) => {
    const found = staff.data?.find((each) => each.staff_member_id === id);
    return found ? pick(found.name_ar, found.name_en) : "…";
  };
}

function OpenCase({ schoolId, studentId, onSaved, onCancel }: { schoolId: string; studentId: string; onSaved: () => void; onCancel: () => void }) {
  const t = useText(messages);
  const pick = usePick();
  const committees = useQuery(committeesQuery(schoolId));
  const years = useQuery(yearsQuery(schoolId));
  const year = currentYear(years.data?.items ?? [], today());
  return (
    <RecordForm
      fields={[
        { name: "committee_id", label: t("committee"), kind: "choice", isWide: true, choices: (committees.data?.items ?? []).map((each) => ({ value: each.committee_id, label: pick(each.name_ar, each.name_en) })) },
        { name: "kind", label: t("case_kind"), kind: "choice", choices: KINDS.map((value) => ({ value, label: t(`case_${value}`) })) },
        { name: "fact", label: t("fact"), hint: t("fact_hint"), isWide: true },
        { name: "type", label: t("type"), kind: "choice", choices: TYPES.map((value) => ({ value, label: t(`type_${value}`) })), isShown: (values) => values.kind === "exceptional" },
        { name: "person", label: t("person"), kind: "choice", choices: [{ value: "student", label: t("person_student") }, { value: "parent", label: t("person_parent") }], isShown: (values) => values.kind === "exceptional" },
        { name: "first_day", label: t("first_day"), kind: "day", isOptional: true },
        { name: "last_day", label: t("last_day"), kind: "day", isOptional: true },
        { name: "documents", label: t("documents"), kind: "long", isOptional: true },
      ]}
      initial={{ committee_id: "", kind: "", fact: "", type: "", person: "student", first_day: "", last_day: "", documents: "" }}
      submit={t("open_case")}
      send={(values, { key }) =>
        answerOf(
          client.POST("/v1/schools/{school_id}/students/{student_id}/cases", {
            params: { path: { school_id: schoolId, student_id: studentId }, header: { "Idempotency-Key": key } },
            body: {
              committee_id: values.committee_id,
              school_year_id: year?.school_year_id ?? "",
              kind: KINDS.find((each) => each === values.kind) ?? "no_text",
              fact: values.fact,
              ...(values.kind === "exceptional" ? { type: values.type, person: values.person === "parent" ? ("parent" as const) : ("student" as const) } : {}),
              ...(values.first_day === "" ? {} : { first_day: values.first_day }),
              ...(values.last_day === "" ? {} : { last_day: values.last_day }),
              documents: values.documents
                .split("\n")
                .map((each) => each.trim())
                .filter((each) => each !== ""),
            },
          }),
        )
      }
      onSaved={onSaved}
      onCancel={onCancel}
    />
  );
}

function Decide({ schoolId, one, members, onSaved, onCancel }: { schoolId: string; one: Case; members: readonly Schemas["Member"][]; onSaved: () => void; onCancel: () => void }) {
  const t = useText(messages);
  const nameOf = useStaffName(schoolId);
  const [places, setPlaces] = useState<ReadonlyMap<string, string>>(new Map());
  const votes = votesOf(one.kind);
  const choices = votes.map((value) => ({ value, label: t(`vote_${value}`) }));
  const isAgain = one.decisions.length > 0;
  return (
    <RecordForm
      fields={[
        { name: "decided_on", label: t("decided_on"), kind: "day" },
        { name: "chair_vote", label: t("chair_vote"), kind: "choice", isOptional: true, choices },
        { name: "programme", label: t("programme"), isOptional: true, isWide: true, isShown: () => one.kind === "guidance" },
        { name: "reasons", at: "committee/reasons", label: t("reasons"), kind: "long", isOptional: "silently" },
        { name: "changed_because", label: t("changed_because"), kind: "long", isShown: () => isAgain },
      ]}
      initial={{ decided_on: today(), chair_vote: "", programme: "", reasons: "", changed_because: "" }}
      submit={t("decide")}
      send={(values, { key }) =>
        answerOf(
          client.POST("/v1/schools/{school_id}/cases/{case_id}/decisions", {
            params: { path: { school_id: schoolId, case_id: one.case_id }, header: { "Idempotency-Key": key } },
            body: {
              decided_on: values.decided_on,
              attendance: attendanceOf(new Map(membersOn(members, values.decided_on).map((each) => [each.staff_member_id, places.get(each.staff_member_id) ?? "absent"]))),
              reasons: values.reasons,
              ...(values.chair_vote === "" ? {} : { chair_vote: values.chair_vote }),
              ...(values.programme === "" ? {} : { programme: values.programme }),
              ...(isAgain ? { changed_because: values.changed_because } : {}),
            },
          }),
        )
      }
      onSaved={onSaved}
      onCancel={onCancel}
    >
      {(values) => (
        <fieldset className="votes">
          <legend>{t("attendance")}</legend>
          {membersOn(members, parseDay(values.decided_on) ?? today()).map((member) => {
            const name = nameOf(member.staff_member_id);
            return (
              <div key={member.committee_member_id} className="row-link">
                <span>
                  {name} <span className="desk-quiet">{t(`role_${member.role}`)}</span>
                </span>
                <NativeSelect
                  aria-label={t("vote_of", { name })}
                  value={places.get(member.staff_member_id) ?? "absent"}
                  onChange={(event) => setPlaces(new Map(places).set(member.staff_member_id, event.currentTarget.value))}
                  data={[{ value: "absent", label: t("absent") }, ...(member.role === "secretary" ? [] : choices), { value: "", label: t("abstained") }, { value: "conflicted", label: t("conflicted") }]}
                />
              </div>
            );
          })}
        </fieldset>
      )}
    </RecordForm>
  );
}

function CaseView({ schoolId, one, onChange }: { schoolId: string; one: Case; onChange: () => void }) {
  const t = useText(messages);
  const pick = usePick();
  const may = useMay(schoolId);
  const nameOf = useStaffName(schoolId);
  const { session } = useSession();
  const committees = useQuery(committeesQuery(schoolId));
  const committee = committees.data?.items.find((each) => each.committee_id === one.committee_id);
  const type = TYPES.find((each) => each === one.type);
  const newest = one.decisions.at(-1);
  const mine = (session.grants ?? []).flatMap((grant) => (grant.school_id === schoolId && grant.person_id !== undefined ? [grant.person_id] : []));
  const maySign = newest !== undefined && newest.attendance.some((each) => mine.includes(each.staff_member_id) && each.is_conflicted !== true) && !newest.signatures.some((each) => mine.includes(each.staff_member_id));
  const decision = (code: Schemas["Decision"]["decision"]) => (code === "approved" || code === "refused" ? t(`decision_${code}`) : t(`vote_${code}`));
  return (
    <Section
      title={t(`case_${one.kind}`)}
      actions={
        may("case_decide") && (
          <>
            {maySign && (
              <AskOnce
                label={t("sign")}
                title={t("sign")}
                text={<p>{t("sign_text")}</p>}
                confirm={t("sign")}
                variant="filled"
                act={(key) => answerOf(client.POST("/v1/schools/{school_id}/case-decisions/{decision_id}/signatures", { params: { path: { school_id: schoolId, decision_id: newest.case_decision_id }, header: { "Idempotency-Key": key } }, body: {} }))}
                onDone={onChange}
              />
            )}
            {committee && (
              <ButtonDialog label={t("decide")} wide variant={newest ? "default" : "filled"}>
                {(close) => (
                  <Decide
                    schoolId={schoolId}
                    one={one}
                    members={committee.members}
                    onSaved={() => {
                      onChange();
                      close();
                    }}
                    onCancel={close}
                  />
                )}
              </ButtonDialog>
            )}
            {/* KW-16.1: exceptional cases alone go to the district and the ministry. */}
            {newest && one.kind === "exceptional" && (
              <ButtonDialog label={t("approve")}>
                {(close) => (
                  <RecordForm
                    fields={[
                      { name: "level", label: t("level"), kind: "choice", choices: [{ value: "educational_district", label: t("level_educational_district") }, { value: "ministry_committee", label: t("level_ministry_committee") }] },
                      { name: "judgement", label: t("judgement"), kind: "choice", choices: [{ value: "approved", label: t("decision_approved") }, { value: "refused", label: t("decision_refused") }] },
                      { name: "reference", label: t("reference") },
                      { name: "decided_on", label: t("decided_on"), kind: "day" },
                    ]}
                    initial={{ level: "", judgement: "", reference: "", decided_on: today() }}
                    submit={t("approve")}
                    send={(values, { key }) =>
                      answerOf(
                        client.POST("/v1/schools/{school_id}/cases/{case_id}/approvals", {
                          params: { path: { school_id: schoolId, case_id: one.case_id }, header: { "Idempotency-Key": key } },
                          body: { level: values.level === "ministry_committee" ? "ministry_committee" : "educational_district", judgement: values.judgement === "refused" ? "refused" : "approved", reference: values.reference, decided_on: values.decided_on },
                        }),
                      )
                    }
                    onSaved={() => {
                      onChange();
                      close();
                    }}
                    onCancel={close}
                  />
                )}
              </ButtonDialog>
            )}
          </>
        )
      }
    >
      <Facts
        facts={[
          [t("committee"), committee && pick(committee.name_ar, committee.name_en)],
          [t("fact"), <bdi>{one.fact}</bdi>],
          ...(one.type === "" ? [] : [[t("type"), type ? t(`type_${type}`) : one.type] as const]),
          [t("opened_on"), <BothDays day={one.opened_on} />],
          ...(one.first_day === null ? [] : [[t("period"), <FromTo first={one.first_day} last={one.last_day} />] as const]),
          ...(one.documents.length === 0 ? [] : [[t("documents"), one.documents.join("، ")] as const]),
        ]}
      />
      <ul className="cases-lines">
        {one.decisions.length === 0 && (
          <li>
            <State tone="attention">{t("state_open")}</State>
          </li>
        )}
        {one.decisions.map((each, place) => {
          const isNewest = place === one.decisions.length - 1;
          const present = each.attendance.filter((who) => who.is_conflicted !== true).length;
          return (
            <li key={each.case_decision_id}>
              <State tone={isNewest ? "done" : "quiet"}>{isNewest ? t("state_decided") : t("replaced")}</State> <strong>{t("decided", { decision: decision(each.decision), present: each.present, members: each.members })}</strong> <BothDays day={each.decided_on} />
              {each.reasons !== "" && <p>{each.reasons}</p>}
              {each.programme !== "" && <p>{each.programme}</p>}
              <p className="desk-quiet">
                {t("signatures", { signed: each.signatures.length, present })}: {each.signatures.map((who) => nameOf(who.staff_member_id)).join("، ")}
              </p>
            </li>
          );
        })}
        {one.approvals.map((each) => (
          <li key={each.case_approval_id}>
            <State tone={each.judgement === "approved" ? "done" : "refusal"}>{t("approval_line", { level: t(`level_${each.level}`), judgement: t(`decision_${each.judgement}`), reference: each.reference })}</State> <BothDays day={each.decided_on} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

export default function CasesPage() {
  const t = useText(messages);
  const s = useText(students);
  const pick = usePick();
  const { schoolId = "", studentId = "" } = useParams();
  const may = useMay(schoolId);
  const queries = useQueryClient();
  const student = useQuery({ ...studentQuery(schoolId, studentId), enabled: may("student_read") });
  const query = useQuery(casesQuery(schoolId, studentId));
  const onChange = () => void queries.invalidateQueries({ queryKey: ["cases", schoolId, studentId] });
  return (
    <Page help={t("cases_help")}
      title={t("cases_of", { name: student.data ? pick(student.data.name_ar, student.data.name_en) : "…" })}
      about={may("student_manage") && <Link to={`/schools/${schoolId}/students/${studentId}/file`}>{s("data")}</Link>}
      wide
      actions={
        may("case_open") && (
          <ButtonDialog label={t("open_case")} variant={query.data?.items.length === 0 ? "filled" : "default"} wide>
            {(close) => (
              <OpenCase
                schoolId={schoolId}
                studentId={studentId}
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
      <Resource query={query} lines={8}>
        {({ items }) => (items.length === 0 ? <Nothing>{t("no_cases")}</Nothing> : [...items].reverse().map((one) => <CaseView key={one.case_id} schoolId={schoolId} one={one} onChange={onChange} />))}
      </Resource>
    </Page>
  );
}
