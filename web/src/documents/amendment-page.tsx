import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { useSession } from "@/access/session";
import { Page } from "@/app/page";
import { schoolsQuery } from "@/directorate/queries";
import { answerOf, client } from "@/platform/api";
import { usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { BothDays, Facts, Section } from "@/school/desk/parts";
import { Table } from "@/school/desk/table";
import { AmendmentStateOf } from "./amendment-state";
import { AmendmentTrail, type Amendment, type AmendmentActs } from "./amendment-trail";
import { messages } from "./amendments-messages";
import { messages as requestWords } from "./requests-messages";
import { UnmetList } from "./requests";
import "./documents.css";

function Wanted({ amendment }: { amendment: Amendment }) {
  const t = useText(messages);
  const pick = usePick();
  const { request } = amendment;
  return (
    <Section title={t("wanted")}>
      <Facts
        facts={[
          [t("name_before"), amendment.name_before],
          [t("name_after"), amendment.name_after],
          ...(amendment.birth_day_after === null ? [] : [[t("birth_before"), amendment.birth_day_before === null ? t("unknown") : <BothDays key="before" day={amendment.birth_day_before} />] as const, [t("birth_after"), <BothDays key="after" day={amendment.birth_day_after} />] as const]),
          [t("school"), pick(amendment.school_name_ar, amendment.school_name_en)],
          [t("address"), request.address],
          [t("justification"), request.justification],
          [t("purpose"), request.purpose],
          [t("filed_on"), <BothDays key="filed" day={request.filed_on} />],
          [t("state"), <AmendmentStateOf key="state" state={amendment.state} open={amendment.open} unmet={request.unmet.length} />],
        ]}
      />
    </Section>
  );
}

function Papers({ amendment }: { amendment: Amendment }) {
  const t = useText(messages);
  const r = useText(requestWords);
  const { papers, unmet, decision } = amendment.request;
  return (
    <Section title={t("papers")}>
      {papers.length === 0 ? (
        <Nothing>{t("no_papers")}</Nothing>
      ) : (
        <Table
          label={t("papers")}
          rows={papers}
          keyOf={(each) => `${each.paper} ${each.reference} ${each.dated_on}`}
          columns={[
            { head: r("paper"), isName: true, cell: (each) => r("paper_name", { paper: each.paper }) },
            { head: r("reference"), cell: (each) => each.reference },
            { head: r("dated_on"), cell: (each) => <BothDays day={each.dated_on} /> },
          ]}
        />
      )}
      {decision === null && unmet.length > 0 && (
        <>
          <h3>{r("unmet")}</h3>
          <UnmetList unmet={unmet} />
        </>
      )}
    </Section>
  );
}

/** One amendment as its directorate sees it. */
export default function AmendmentPage() {
  const t = useText(messages);
  const pick = usePick();
  const { session } = useSession();
  const queries = useQueryClient();
  const { directorateId = "", schoolId = "", requestId = "" } = useParams();
  const path = { directorate_id: directorateId, school_id: schoolId, document_request_id: requestId };
  const query = useQuery({ queryKey: ["amendments", directorateId, schoolId, requestId], queryFn: () => answerOf(client.GET("/v1/directorates/{directorate_id}/schools/{school_id}/amendments/{document_request_id}", { params: { path } })) });
  const schools = useInfiniteQuery(schoolsQuery(directorateId));
  const decides = (session.grants ?? []).some((grant) => grant.directorate_id === directorateId && "document_attest" in grant.permissions);
  const sent = (key: string) => ({ path, header: { "Idempotency-Key": key } });
  const acts: AmendmentActs = {
    isDirectorate: true,
    schools: (schools.data?.pages.flatMap((page) => page.items) ?? []).map((each) => ({ value: each.school_id, label: pick(each.name_ar, each.name_en) })),
    fileOf: (letterId) => `/v1/directorates/${directorateId}/schools/${schoolId}/amendments/${requestId}/letters/${letterId}/file`,
    onChange: () => void queries.invalidateQueries({ queryKey: ["amendments", directorateId] }),
    examine: (body, key) => answerOf(client.POST("/v1/directorates/{directorate_id}/schools/{school_id}/amendments/{document_request_id}/examinations", { params: sent(key), body })),
    decide: decides ? (body, key) => answerOf(client.POST("/v1/directorates/{directorate_id}/schools/{school_id}/amendments/{document_request_id}/decision", { params: sent(key), body })) : undefined,
    addLetter: (body, key) => answerOf(client.POST("/v1/directorates/{directorate_id}/schools/{school_id}/amendments/{document_request_id}/letters", { params: sent(key), body })),
    stepLetter: (letterId, { step, ...rest }, key) =>
      answerOf(client.POST("/v1/directorates/{directorate_id}/schools/{school_id}/amendments/{document_request_id}/letters/{amendment_letter_id}/steps", { params: { ...sent(key), path: { ...path, amendment_letter_id: letterId } }, body: { step: step as "sent", ...rest } })),
    addOriginal: (body, key) => answerOf(client.POST("/v1/directorates/{directorate_id}/schools/{school_id}/amendments/{document_request_id}/originals", { params: sent(key), body })),
    stepOriginal: (originalId, { step, ...rest }, key) =>
      answerOf(client.POST("/v1/directorates/{directorate_id}/schools/{school_id}/amendments/{document_request_id}/originals/{amendment_original_id}/steps", { params: { ...sent(key), path: { ...path, amendment_original_id: originalId } }, body: { step: step as "received", ...rest } })),
    finish: (key) => answerOf(client.POST("/v1/directorates/{directorate_id}/schools/{school_id}/amendments/{document_request_id}/finish", { params: sent(key) })),
  };
  return (
    <Page title={query.data ? t("one_of", { name: query.data.name_after }) : t("one")} help={t("one_help")} wide about={<Link to={`/directorates/${directorateId}/amendments`}>{t("all")}</Link>}>
      <Resource query={query} lines={8}>
        {(amendment) => (
          <>
            <Wanted amendment={amendment} />
            <Papers amendment={amendment} />
            <AmendmentTrail amendment={amendment} acts={acts} />
          </>
        )}
      </Resource>
    </Page>
  );
}
