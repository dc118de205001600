import { useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client } from "@/platform/api";
import { useText } from "@/platform/messages";
import { Nothing } from "@/platform/resource";
import { PartList, useParts } from "@/school/desk/table";
import { AttestationTable } from "./attestations";
import { messages } from "./attestations-messages";
import "./documents.css";

/** What the director of a directorate signs of one of its schools. */
export default function DirectorAttestationsPage() {
  const t = useText(messages);
  const { directorateId = "", schoolId = "" } = useParams();
  const queries = useQueryClient();
  const path = { directorate_id: directorateId, school_id: schoolId };
  const query = useParts(["attestations", schoolId, "director"], (after) => answerOf(client.GET("/v1/directorates/{directorate_id}/schools/{school_id}/attestations", { params: { path, query: after === undefined ? {} : { after } } })));
  return (
    <Page title={t("director_place")} help={t("director_help")} wide about={<Link to={`/directorates/${directorateId}`}>{t("directorate")}</Link>}>
      <PartList query={query} empty={<Nothing>{t("director_none")}</Nothing>}>
        {(items) => (
          <AttestationTable
            label={t("director_place")}
            entries={items}
            acts={{
              onChange: () => void queries.invalidateQueries({ queryKey: ["attestations", schoolId] }),
              answer: ({ attestation_id }, body, key) => answerOf(client.POST("/v1/directorates/{directorate_id}/schools/{school_id}/attestations/{attestation_id}/answer", { params: { path: { ...path, attestation_id }, header: { "Idempotency-Key": key } }, body })),
            }}
          />
        )}
      </PartList>
    </Page>
  );
}
