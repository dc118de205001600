import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client } from "@/platform/api";
import { usePick, useText } from "@/platform/messages";
import { Nothing } from "@/platform/resource";
import { BothDays } from "@/school/desk/parts";
import { PartList, Table, useParts } from "@/school/desk/table";
import { AmendmentStateOf } from "./amendment-state";
import { messages } from "./amendments-messages";
import "./documents.css";

/** Amendments of documents in the schools of a directorate. */
export default function AmendmentsPage() {
  const t = useText(messages);
  const pick = usePick();
  const { directorateId = "" } = useParams();
  const [state, setState] = useState<"open" | "all">("open");
  const query = useParts(["amendments", directorateId, state], (after) => answerOf(client.GET("/v1/directorates/{directorate_id}/amendments", { params: { path: { directorate_id: directorateId }, query: { state, limit: 200, ...(after === undefined ? {} : { after }) } } })));
  return (
    <Page title={t("place")} help={t("help")} wide about={<Link to={`/directorates/${directorateId}`}>{t("directorate")}</Link>}>
      <div className="desk-tools">
        <NativeSelect
          label={t("show")}
          value={state}
          data={[
            { value: "open", label: t("show_open") },
            { value: "all", label: t("show_all") },
          ]}
          onChange={(event) => setState(event.currentTarget.value === "all" ? "all" : "open")}
        />
      </div>
      <PartList query={query} empty={<Nothing>{t(state === "open" ? "none" : "none_at_all")}</Nothing>}>
        {(items) => (
          <Table
            label={t("place")}
            rows={items}
            keyOf={(each) => each.document_request_id}
            columns={[
              { head: t("student"), isName: true, cell: (each) => <Link to={`/directorates/${directorateId}/schools/${each.school_id}/amendments/${each.document_request_id}`}>{t("becomes", { before: each.name_before, after: each.name_after })}</Link> },
              { head: t("school"), cell: (each) => pick(each.school_name_ar, each.school_name_en) },
              { head: t("filed_on"), cell: (each) => <BothDays day={each.filed_on} /> },
              { head: t("state"), cell: (each) => <AmendmentStateOf state={each.state} open={each.open} unmet={each.unmet} /> },
            ]}
          />
        )}
      </PartList>
    </Page>
  );
}
