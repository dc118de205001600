/** The way of an amendment on the school's page of its request. */
import { useQuery } from "@tanstack/react-query";
import { answerOf, client } from "@/platform/api";
import { Resource } from "@/platform/resource";
import { useMay } from "@/school/use-may";
import { AmendmentTrail, type AmendmentActs } from "./amendment-trail";

export function OwnAmendment({ schoolId, requestId, onChange }: { schoolId: string; requestId: string; onChange: () => void }) {
  const may = useMay(schoolId);
  const path = { school_id: schoolId, document_request_id: requestId };
  const query = useQuery({ queryKey: ["document-requests", schoolId, requestId, "amendment"], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/document-requests/{document_request_id}/amendment", { params: { path } })) });
  const sent = (key: string) => ({ path, header: { "Idempotency-Key": key } });
  const enters = may("document_issue");
  const acts: AmendmentActs = {
    isDirectorate: false,
    schools: [],
    fileOf: (letterId) => `/v1/schools/${schoolId}/document-requests/${requestId}/letters/${letterId}/file`,
    onChange,
    decide: may("document_revoke") ? (body, key) => answerOf(client.POST("/v1/schools/{school_id}/document-requests/{document_request_id}/decision", { params: sent(key), body })) : undefined,
    ...(enters && {
      examine: (body, key) => answerOf(client.POST("/v1/schools/{school_id}/document-requests/{document_request_id}/examinations", { params: sent(key), body })),
      addLetter: (body, key) => answerOf(client.POST("/v1/schools/{school_id}/document-requests/{document_request_id}/letters", { params: sent(key), body })),
      stepLetter: (letterId, { step, ...rest }, key) =>
        answerOf(client.POST("/v1/schools/{school_id}/document-requests/{document_request_id}/letters/{amendment_letter_id}/steps", { params: { ...sent(key), path: { ...path, amendment_letter_id: letterId } }, body: { step: step as "sent", ...rest } })),
      addOriginal: (body, key) => answerOf(client.POST("/v1/schools/{school_id}/document-requests/{document_request_id}/originals", { params: sent(key), body })),
      stepOriginal: (originalId, { step, ...rest }, key) =>
        answerOf(client.POST("/v1/schools/{school_id}/document-requests/{document_request_id}/originals/{amendment_original_id}/steps", { params: { ...sent(key), path: { ...path, amendment_original_id: originalId } }, body: { step: step as "received", ...rest } })),
      finish: (key) => answerOf(client.POST("/v1/schools/{school_id}/document-requests/{document_request_id}/finish", { params: sent(key) })),
    }),
  };
  return (
    <Resource query={query} lines={8}>
      {(amendment) => <AmendmentTrail amendment={amendment} acts={acts} />}
    </Resource>
  );
}
