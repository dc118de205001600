import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client } from "@/platform/api";
import { useText } from "@/platform/messages";
import { Nothing } from "@/platform/resource";
import { ButtonDialog } from "@/school/desk/dialog";
import { RecordForm } from "@/school/desk/form";
import { BothDays } from "@/school/desk/parts";
import { PartList, Table, useParts } from "@/school/desk/table";
import { useMay } from "@/school/use-may";
import { StateOf, StudentName, useWhat } from "./requests";
import { messages } from "./requests-messages";
import "./documents.css";

const FATES = ["lost", "damaged", "burnt", "stolen"] as const;
type Fate = (typeof FATES)[number];

function AskReplacement({ schoolId, onAsked, onCancel }: { schoolId: string; onAsked: (requestId: string) => void; onCancel: () => void }) {
  const t = useText(messages);
  return (
    <RecordForm
      fields={[
        { name: "serial", label: t("serial"), hint: t("serial_hint"), isCode: true },
        { name: "fate", label: t("fate"), kind: "choice", choices: FATES.map((fate) => ({ value: fate, label: t("fate_name", { fate }) })) },
        { name: "is_passed", label: t("is_passed"), hint: t("is_passed_hint"), kind: "check", isOptional: "silently", isWide: true },
      ]}
      initial={{ serial: "", fate: "", is_passed: "" }}
      submit={t("enter")}
      send={async (values, { key }) => {
        const filed = await answerOf(client.POST("/v1/schools/{school_id}/replacement-requests", { params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } }, body: { serial: values.serial, fate: values.fate as Fate, is_passed: values.is_passed !== "" } }));
        onAsked(filed.document_request_id);
      }}
      onCancel={onCancel}
    />
  );
}

/** Requests for replacements and amendments, the newest first. */
export default function RequestsPage() {
  const t = useText(messages);
  const { schoolId = "" } = useParams();
  const may = useMay(schoolId);
  const what = useWhat();
  const goTo = useNavigate();
  const queries = useQueryClient();
  const query = useParts(["document-requests", schoolId], (after) => answerOf(client.GET("/v1/schools/{school_id}/document-requests", { params: { path: { school_id: schoolId }, query: after === undefined ? {} : { after } } })));
  const pathOf = (requestId: string) => `/schools/${schoolId}/document-requests/${requestId}`;
  return (
    <Page
      title={t("place")}
      help={t("help")}
      wide
      about={<Link to={`/schools/${schoolId}/documents`}>{t("documents")}</Link>}
      actions={
        may("document_issue") && (
          <ButtonDialog label={t("ask")} variant="filled">
            {(close) => (
              <AskReplacement
                schoolId={schoolId}
                onAsked={(requestId) => {
                  void queries.invalidateQueries({ queryKey: ["document-requests", schoolId] });
                  void goTo(pathOf(requestId));
                }}
                onCancel={close}
              />
            )}
          </ButtonDialog>
        )
      }
    >
      <PartList query={query} empty={<Nothing>{t("none")}</Nothing>}>
        {(items) => (
          <Table
            label={t("place")}
            rows={items}
            keyOf={(each) => each.document_request_id}
            columns={[
              { head: t("request"), isName: true, cell: (each) => <Link to={pathOf(each.document_request_id)}>{what(each)}</Link> },
              { head: t("student"), cell: (each) => <StudentName schoolId={schoolId} studentId={each.student_id} /> },
              { head: t("filed_on"), cell: (each) => <BothDays day={each.filed_on} /> },
              { head: t("state"), cell: (each) => <StateOf request={each} /> },
            ]}
          />
        )}
      </PartList>
    </Page>
  );
}
