import { TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client } from "@/platform/api";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing } from "@/platform/resource";
import { ButtonDialog } from "./desk/dialog";
import { RecordForm } from "./desk/form";
import { messages as desk } from "./desk/messages";
import { PartList, Table, useParts } from "./desk/table";
import { useLater } from "./desk/use-later";
import { EMPTY_GUARDIAN, guardianBody, guardianFields } from "./guardian-fields";
import { readGuardians } from "./people-queries";
import { messages } from "./student-messages";

export default function GuardiansPage() {
  const t = useText(messages);
  const d = useText(desk);
  const pick = usePick();
  const { digits } = useLocale();
  const { schoolId = "" } = useParams();
  const queries = useQueryClient();
  const [typed, setTyped] = useState("");
  const text = useLater(typed);
  const query = useParts(["guardians-of-school", schoolId, text], (after) => readGuardians(schoolId, text, after));
  return (
    <Page help={t("help_guardians")}
      title={t("guardians")}
      wide
      actions={
        <ButtonDialog label={t("add_guardian_new")} variant="filled">
          {(close) => (
            <RecordForm
              fields={guardianFields(t)}
              initial={EMPTY_GUARDIAN}
              submit={t("add_guardian_new")}
              send={(values, { key }) => answerOf(client.POST("/v1/schools/{school_id}/guardians", { params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } }, body: guardianBody(values) }))}
              onSaved={() => {
                void queries.invalidateQueries({ queryKey: ["guardians-of-school", schoolId] });
                close();
              }}
              onCancel={close}
            />
          )}
        </ButtonDialog>
      }
    >
      <div className="desk-tools" role="search">
        <TextInput className="desk-search" type="search" label={t("search_guardian")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      </div>
      <PartList query={query} empty={<Nothing>{text === "" ? t("no_guardians_school") : d("nothing_matches")}</Nothing>}>
        {(guardians) => (
          <Table
            label={t("guardians")}
            rows={guardians}
            keyOf={(each) => each.guardian_id}
            columns={[
              { head: t("name"), isName: true, cell: (each) => <Link to={`/schools/${schoolId}/guardians/${each.guardian_id}`}>{pick(each.name_ar, each.name_en)}</Link> },
              { head: t("identity_number"), cell: (each) => each.identity_number !== null && <bdi>{inDigits(each.identity_number, digits)}</bdi> },
              { head: t("telephone"), cell: (each) => each.telephone !== null && <bdi>{inDigits(each.telephone, digits)}</bdi> },
            ]}
          />
        )}
      </PartList>
    </Page>
  );
}
