import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client } from "@/platform/api";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { messages as helpWords } from "./help-messages";
import { ButtonDialog } from "./desk/dialog";
import { RecordForm } from "./desk/form";
import { Facts, FromTo, Section } from "./desk/parts";
import { Table } from "./desk/table";
import { guardianBody, guardianFields, guardianValues } from "./guardian-fields";
import { StudentLink } from "./merges-page";
import { guardianQuery } from "./people-queries";
import { messages } from "./student-messages";
import { useMay } from "./use-may";
import { messages as words } from "./words";

export default function GuardianPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const w = useText(words);
  const pick = usePick();
  const { digits } = useLocale();
  const { schoolId = "", guardianId = "" } = useParams();
  const may = useMay(schoolId);
  const queries = useQueryClient();
  const query = useQuery(guardianQuery(schoolId, guardianId));
  const read = () => answerOf(client.GET("/v1/schools/{school_id}/guardians/{guardian_id}", { params: { path: { school_id: schoolId, guardian_id: guardianId } } }));
  return (
    <Resource query={query} lines={8}>
      {(guardian) => (
        <Page
          help={help("guardian")}
          title={pick(guardian.name_ar, guardian.name_en)}
          about={<Link to={`/schools/${schoolId}/guardians`}>{t("guardians")}</Link>}
          actions={
            may("account_manage") && (
              <Button component={Link} to={`/schools/${schoolId}/accounts/of/guardian/${guardianId}`}>
                {t("account")}
              </Button>
            )
          }
        >
          <Section
            title={t("data")}
            actions={
              <ButtonDialog label={t("edit")} title={t("edit_guardian")}>
                {(close) => (
                  <RecordForm
                    fields={guardianFields(t)}
                    initial={guardianValues(guardian)}
                    version={guardian.version}
                    send={(values, { key, version }) => answerOf(client.PATCH("/v1/schools/{school_id}/guardians/{guardian_id}", { params: { path: { school_id: schoolId, guardian_id: guardianId }, header: { "Idempotency-Key": key } }, body: { ...guardianBody(values), version } }))}
                    reread={async () => {
                      const now = await read();
                      return { values: guardianValues(now), version: now.version };
                    }}
                    onSaved={() => {
                      for (const part of ["guardian", "guardians-of-school"]) void queries.invalidateQueries({ queryKey: [part, schoolId] });
                      close();
                    }}
                    onCancel={close}
                  />
                )}
              </ButtonDialog>
            }
          >
            <Facts
              facts={[
                [t("name_en"), guardian.name_en && <bdi>{guardian.name_en}</bdi>],
                [t("telephone"), guardian.telephone && <bdi>{inDigits(guardian.telephone, digits)}</bdi>],
                [t("identity_number"), guardian.identity_number && <bdi>{inDigits(guardian.identity_number, digits)}</bdi>],
              ]}
            />
          </Section>
          <Section title={t("children")}>
            {guardian.children.length === 0 ? (
              <Nothing>{t("no_children")}</Nothing>
            ) : (
              <Table
                label={t("children")}
                rows={guardian.children}
                keyOf={(each) => each.guardianship_id}
                columns={[
                  { head: t("child"), isName: true, cell: (each) => <StudentLink schoolId={schoolId} studentId={each.student_id} /> },
                  { head: t("relation"), cell: (each) => w(`relation_${each.relation}`) },
                  { head: t("period"), cell: (each) => <FromTo first={each.first_day} last={each.last_day} /> },
                ]}
              />
            )}
          </Section>
        </Page>
      )}
    </Resource>
  );
}
