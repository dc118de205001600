import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { today } from "@/platform/dates";
import { usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { StaffName } from "@/school/class-name";
import { ButtonDialog } from "@/school/desk/dialog";
import { EndDialog } from "@/school/desk/end-dialog";
import { RecordForm } from "@/school/desk/form";
import { FromTo, Section } from "@/school/desk/parts";
import { Table } from "@/school/desk/table";
import { staffQuery } from "@/school/queries";
import { useMay } from "@/school/use-may";
import { messages } from "./messages";
import { committeesQuery } from "./queries";

type Committee = Schemas["CommitteeWithMembers"];

const KINDS = ["guidance", "special_cases", "other"] as const;
const ROLES = ["chair", "vice_chair", "member", "secretary"] as const;

function Members({ schoolId, committee, onChange }: { schoolId: string; committee: Committee; onChange: () => void }) {
  const t = useText(messages);
  const pick = usePick();
  const may = useMay(schoolId);
  const staff = useQuery(staffQuery(schoolId));
  const manages = may("school_manage");
  const nameOf = (id: string) => {
    const found = staff.data?.find((each) => each.staff_member_id === id);
    return found ? pick(found.name_ar, found.name_en) : "…";
  };
  return (
    <Section
      title={`${pick(committee.name_ar, committee.name_en)}`}
      actions={
        manages && (
          <ButtonDialog label={t("add_member")}>
            {(close) => (
              <RecordForm
                fields={[
                  { name: "staff_member_id", label: t("member"), kind: "choice", isWide: true, choices: (staff.data ?? []).map((each) => ({ value: each.staff_member_id, label: pick(each.name_ar, each.name_en) })) },
                  { name: "role", label: t("role"), kind: "choice", choices: ROLES.map((value) => ({ value, label: t(`role_${value}`) })) },
                  { name: "decision", label: t("decision") },
                  { name: "first_day", label: t("first_day"), kind: "day" },
                  { name: "last_day", label: t("last_day"), kind: "day", isOptional: true },
                ]}
                initial={{ staff_member_id: "", role: "", decision: committee.decision, first_day: today(), last_day: "" }}
                submit={t("add_member")}
                send={(values, { key }) =>
                  answerOf(
                    client.POST("/v1/schools/{school_id}/committees/{committee_id}/members", {
                      params: { path: { school_id: schoolId, committee_id: committee.committee_id }, header: { "Idempotency-Key": key } },
                      body: { staff_member_id: values.staff_member_id, role: ROLES.find((each) => each === values.role) ?? "member", first_day: values.first_day, decision: values.decision, ...(values.last_day === "" ? {} : { last_day: values.last_day }) },
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
        )
      }
    >
      <p className="desk-quiet">
        {t(`kind_${committee.kind}`)} – {t("decision")}: <bdi>{committee.decision}</bdi>
      </p>
      {committee.members.length === 0 ? (
        <Nothing>{t("no_members")}</Nothing>
      ) : (
        <Table
          label={`${t("members")} – ${pick(committee.name_ar, committee.name_en)}`}
          rows={committee.members}
          keyOf={(each) => each.committee_member_id}
          columns={[
            { head: t("member"), isName: true, cell: (each) => <StaffName schoolId={schoolId} staffId={each.staff_member_id} /> },
            { head: t("role"), cell: (each) => t(`role_${each.role}`) },
            { head: t("period"), cell: (each) => <FromTo first={each.first_day} last={each.last_day} /> },
            { head: t("decision"), cell: (each) => <bdi>{each.decision}</bdi> },
            {
              head: "",
              cell: (each) =>
                manages &&
                each.last_day === null && (
                  <EndDialog
                    title={t("end_title")}
                    ariaLabel={t("end_of", { name: nameOf(each.staff_member_id) })}
                    version={each.version}
                    end={(lastDay, { key, version }) => answerOf(client.PUT("/v1/schools/{school_id}/committee-members/{committee_member_id}/end", { params: { path: { school_id: schoolId, committee_member_id: each.committee_member_id }, header: { "Idempotency-Key": key } }, body: { version, last_day: lastDay } }))}
                    onEnded={onChange}
                  />
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}

export default function CommitteesPage() {
  const t = useText(messages);
  const { schoolId = "" } = useParams();
  const may = useMay(schoolId);
  const queries = useQueryClient();
  const query = useQuery(committeesQuery(schoolId));
  const onChange = () => void queries.invalidateQueries({ queryKey: ["committees", schoolId] });
  return (
    <Page help={t("help")}
      title={t("committees")}
      wide
      actions={
        may("school_manage") && (
          <ButtonDialog label={t("add")} variant="filled">
            {(close) => (
              <RecordForm
                fields={[
                  { name: "name_ar", label: t("name_ar"), isWide: true },
                  { name: "name_en", label: t("name_en"), isOptional: true, isCode: true, isWide: true },
                  { name: "kind", label: t("kind"), kind: "choice", choices: KINDS.map((value) => ({ value, label: t(`kind_${value}`) })) },
                  { name: "decision", label: t("decision") },
                ]}
                initial={{ name_ar: "", name_en: "", kind: "", decision: "" }}
                submit={t("add")}
                send={(values, { key }) => answerOf(client.POST("/v1/schools/{school_id}/committees", { params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } }, body: { kind: KINDS.find((each) => each === values.kind) ?? "other", name_ar: values.name_ar, decision: values.decision, ...(values.name_en === "" ? {} : { name_en: values.name_en }) } }))}
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
        {({ items }) => (items.length === 0 ? <Nothing>{t("none")}</Nothing> : items.map((committee) => <Members key={committee.committee_id} schoolId={schoolId} committee={committee} onChange={onChange} />))}
      </Resource>
    </Page>
  );
}
