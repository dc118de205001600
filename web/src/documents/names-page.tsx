import { useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { usePick, useText } from "@/platform/messages";
import { Nothing } from "@/platform/resource";
import { ButtonDialog } from "@/school/desk/dialog";
import { RecordForm } from "@/school/desk/form";
import { BothDays, State, type Tone } from "@/school/desk/parts";
import { PartList, Table, useParts } from "@/school/desk/table";
import { useMay } from "@/school/use-may";
import { messages } from "./names-messages";
import "./documents.css";

const TONES: Record<Schemas["NameAdmission"]["state"], Tone> = { overdue: "refusal", open: "plain", amended: "done", accepted: "done", withdrawn: "quiet" };

/** Students who were admitted under another form of their name and must have it amended, the overdue first. */
export default function NamesPage() {
  const t = useText(messages);
  const pick = usePick();
  const { schoolId = "" } = useParams();
  const may = useMay(schoolId);
  const queries = useQueryClient();
  const query = useParts(["name-admissions", schoolId], (after) => answerOf(client.GET("/v1/schools/{school_id}/name-admissions", { params: { path: { school_id: schoolId }, query: after === undefined ? {} : { after } } })));
  return (
    <Page title={t("place")} help={t("help")} wide about={<Link to={`/schools/${schoolId}/document-requests`}>{t("requests")}</Link>}>
      <PartList query={query} empty={<Nothing>{t("none")}</Nothing>}>
        {(items) => (
          <Table
            label={t("place")}
            rows={items}
            keyOf={(each) => each.name_admission_id}
            columns={[
              { head: t("student"), isName: true, cell: (each) => <Link to={`/schools/${schoolId}/students/${each.student_id}/documents`}>{pick(each.name_ar, each.name_en)}</Link> },
              { head: t("on_papers"), cell: (each) => each.name_on_papers },
              { head: t("admitted_on"), cell: (each) => <BothDays day={each.admitted_on} /> },
              { head: t("amend_until"), cell: (each) => each.amend_until !== null && <BothDays day={each.amend_until} /> },
              { head: t("state"), cell: (each) => <State tone={TONES[each.state]}>{t("state_name", { state: each.state })}</State> },
              {
                head: " ",
                cell: (each) =>
                  may("document_issue") && (
                    <ButtonDialog label={t("withdraw")} ariaLabel={t("withdraw_of", { name: pick(each.name_ar, each.name_en) })} size="compact-sm" variant="subtle">
                      {(close) => (
                        <RecordForm
                          fields={[{ name: "reason", label: t("reason"), kind: "long", isWide: true }]}
                          initial={{ reason: "" }}
                          submit={t("withdraw")}
                          send={({ reason }, { key }) => answerOf(client.POST("/v1/schools/{school_id}/name-admissions/{name_admission_id}/withdrawal", { params: { path: { school_id: schoolId, name_admission_id: each.name_admission_id }, header: { "Idempotency-Key": key } }, body: { reason } }))}
                          onSaved={() => {
                            void queries.invalidateQueries({ queryKey: ["name-admissions", schoolId] });
                            close();
                          }}
                          onCancel={close}
                        />
                      )}
                    </ButtonDialog>
                  ),
              },
            ]}
          />
        )}
      </PartList>
    </Page>
  );
}
