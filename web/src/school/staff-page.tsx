import { TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client } from "@/platform/api";
import { today } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing } from "@/platform/resource";
import { ButtonDialog } from "./desk/dialog";
import { RecordForm } from "./desk/form";
import { messages as desk } from "./desk/messages";
import { BothDays, State } from "./desk/parts";
import { PartList, Table, useParts } from "./desk/table";
import { useLater } from "./desk/use-later";
import { readStaff } from "./people-queries";
import { staffBody, staffFields } from "./staff-fields";
import { messages } from "./staff-messages";
import { useMay } from "./use-may";

export default function StaffPage() {
  const t = useText(messages);
  const d = useText(desk);
  const pick = usePick();
  const { digits } = useLocale();
  const { schoolId = "" } = useParams();
  const may = useMay(schoolId);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [typed, setTyped] = useState("");
  const text = useLater(typed);
  const query = useParts(["staff-of-school", schoolId, text], (after) => readStaff(schoolId, text, after));
  return (
    <Page help={t("help")}
      title={t("staff")}
      wide
      actions={
        may("staff_manage") && (
          <ButtonDialog label={t("add")} variant="filled">
            {(close) => (
              <RecordForm
                fields={staffFields(t).filter((field) => field.name !== "left_on")}
                initial={{ name_ar: "", name_en: "", identity_number: "", is_number_confirmed: "", joined_on: today(), left_on: "" }}
                submit={t("add")}
                send={async (values, { key }) => {
                  const added = await answerOf(client.POST("/v1/schools/{school_id}/staff", { params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } }, body: staffBody(values) }));
                  for (const part of ["staff", "staff-of-school"]) void queries.invalidateQueries({ queryKey: [part, schoolId] });
                  void navigate(`/schools/${schoolId}/staff/${added.staff_member_id}`);
                }}
                onCancel={close}
              />
            )}
          </ButtonDialog>
        )
      }
    >
      <div className="desk-tools" role="search">
        <TextInput className="desk-search" type="search" label={t("search")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      </div>
      <PartList query={query} empty={<Nothing>{text === "" ? t("none") : d("nothing_matches")}</Nothing>}>
        {(members) => (
          <Table
            label={t("staff")}
            rows={members}
            keyOf={(each) => each.staff_member_id}
            columns={[
              { head: t("name"), isName: true, cell: (each) => <Link to={`/schools/${schoolId}/staff/${each.staff_member_id}`}>{pick(each.name_ar, each.name_en)}</Link> },
              { head: t("identity_number"), cell: (each) => each.identity_number !== null && <bdi>{inDigits(each.identity_number, digits)}</bdi> },
              { head: t("joined_on"), cell: (each) => <BothDays day={each.joined_on} /> },
              { head: t("state"), cell: (each) => (each.left_on === null || each.left_on >= today() ? <State tone="done">{t("works")}</State> : <State tone="quiet">{t("has_left")}</State>) },
            ]}
          />
        )}
      </PartList>
    </Page>
  );
}
