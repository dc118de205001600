import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { today } from "@/platform/dates";
import { usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { AskOnce, ButtonDialog } from "@/school/desk/dialog";
import { RecordForm } from "@/school/desk/form";
import { BothDays, Facts, Section } from "@/school/desk/parts";
import { Table } from "@/school/desk/table";
import { studentQuery } from "@/school/queries";
import { useMay } from "@/school/use-may";
import { isolated, KeyLink } from "./issue";
import { OwnAmendment } from "./own-amendment";
import { requestQuery } from "./queries";
import { StateOf, StudentName, UnmetList, useWhat, type Request } from "./requests";
import { messages } from "./requests-messages";
import "./documents.css";

type Paper = Schemas["RequestPaper"]["paper"];

const OF_REPLACEMENT: readonly Paper[] = ["advert", "police_minutes", "remains", "security_proof", "undertaking"];
const OF_AMENDMENT: readonly Paper[] = ["documents", "birth_paper", "identity", "civil_notice", "advert", "undertaking"];

interface Parts {
  schoolId: string;
  request: Request;
  onChange: () => void;
}

function Wanted({ schoolId, request }: Pick<Parts, "schoolId" | "request">) {
  const t = useText(messages);
  const ofReplacement = [[t("serial"), <bdi key="serial" className="serial">{request.serial}</bdi>] as const];
  const ofAmendment = [
    [t("wanted_name"), request.name_parts.join(" ")] as const,
    ...(request.birth_day === null ? [] : [[t("birth_day"), <BothDays key="birth" day={request.birth_day} />] as const]),
    [t("address"), request.address] as const,
    [t("justification"), request.justification] as const,
    [t("purpose"), request.purpose] as const,
  ];
  return (
    <Section title={t("wanted")} actions={<Link to={`/schools/${schoolId}/students/${request.student_id}/documents`}>{t("to_documents")}</Link>}>
      <Facts
        facts={[
          [t("student"), <StudentName key="student" schoolId={schoolId} studentId={request.student_id} />],
          ...(request.kind === "replacement" ? ofReplacement : ofAmendment),
          [t("filed_on"), <BothDays key="filed" day={request.filed_on} />],
          [t("state"), <StateOf key="state" request={request} />],
        ]}
      />
    </Section>
  );
}

function Papers({ schoolId, request, onChange }: Parts) {
  const t = useText(messages);
  const may = useMay(schoolId);
  const fitting = request.kind === "replacement" ? OF_REPLACEMENT : OF_AMENDMENT;
  // What is missing comes first.
  const first = request.unmet.map((each) => each.paper).find((each) => each !== null && fitting.includes(each as Paper)) ?? "";
  return (
    <Section
      title={t("papers")}
      actions={
        request.decision === null &&
        may("document_issue") && (
          <ButtonDialog label={t("add_paper")}>
            {(close) => (
              <RecordForm
                fields={[
                  { name: "paper", label: t("paper"), kind: "choice", choices: fitting.map((paper) => ({ value: paper, label: t("paper_name", { paper }) })) },
                  { name: "reference", label: t("reference"), isWide: true },
                  { name: "dated_on", label: t("dated_on"), kind: "day" },
                ]}
                initial={{ paper: first, reference: "", dated_on: today() }}
                submit={t("add_paper")}
                send={(values, { key }) =>
                  answerOf(
                    client.POST("/v1/schools/{school_id}/document-requests/{document_request_id}/papers", {
                      params: { path: { school_id: schoolId, document_request_id: request.document_request_id }, header: { "Idempotency-Key": key } },
                      body: { paper: values.paper as Paper, reference: values.reference, dated_on: values.dated_on },
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
      {request.papers.length === 0 ? (
        <Nothing>{t("no_papers")}</Nothing>
      ) : (
        <Table
          label={t("papers")}
          rows={request.papers}
          keyOf={(each) => `${each.paper} ${each.reference} ${each.dated_on}`}
          columns={[
            { head: t("paper"), isName: true, cell: (each) => t("paper_name", { paper: each.paper }) },
            { head: t("reference"), cell: (each) => each.reference },
            { head: t("dated_on"), cell: (each) => <BothDays day={each.dated_on} /> },
          ]}
        />
      )}
    </Section>
  );
}

function Unmet({ request }: Pick<Parts, "request">) {
  const t = useText(messages);
  if (request.decision !== null) return null;
  return <Section title={t("unmet")}>{request.unmet.length === 0 ? <p>{t(request.amendment === null ? "nothing_unmet" : "nothing_unmet_amendment")}</p> : <UnmetList unmet={request.unmet} />}</Section>;
}

function Decide({ schoolId, request, onChange }: Parts) {
  const t = useText(messages);
  const may = useMay(schoolId);
  const path = { school_id: schoolId, document_request_id: request.document_request_id };
  const decide = (outcome: "granted" | "refused", reason: string | null, key: string) => answerOf(client.POST("/v1/schools/{school_id}/document-requests/{document_request_id}/decision", { params: { path, header: { "Idempotency-Key": key } }, body: { outcome, reason } }));
  if (request.decision !== null) {
    const { decided_on, reason } = request.decision;
    return (
      <Section
        title={t(request.amendment === null ? "decision" : "anew")}
        actions={
          request.decision.outcome === "granted" &&
          request.issued.length === 0 &&
          may("document_issue") && (
            <AskOnce
              label={t("issue")}
              title={t("issue")}
              text={<p>{t("issue_text")}</p>}
              confirm={t("issue")}
              variant="filled"
              act={(key) => answerOf(client.POST("/v1/schools/{school_id}/document-requests/{document_request_id}/documents", { params: { path, header: { "Idempotency-Key": key } } }))}
              onDone={onChange}
            />
          )
        }
      >
        <Facts facts={[[t("decided_on"), <BothDays key="day" day={decided_on} />], ...(reason === "" ? [] : [[t("reason"), reason] as const]), ...(request.issued.length === 0 ? [] : [[t("issued"), <bdi key="issued" className="serial">{request.issued.join("  ")}</bdi>] as const])]} />
      </Section>
    );
  }
  // What the directorate decides has a form of its own, with the number and day of its paper.
  if (!may("document_revoke") || request.amendment !== null) return null;
  return (
    <Section title={t("decision")}>
      <div className="desk-buttons">
        {request.unmet.length === 0 && (
          <AskOnce
            label={t("grant")}
            title={t("grant")}
            text={<p>{request.kind === "replacement" ? t("grant_replacement", { serial: isolated(request.serial ?? "") }) : t("grant_amendment", { name: request.name_parts.join(" ") })}</p>}
            confirm={t("grant")}
            variant="filled"
            act={(key) => decide("granted", null, key)}
            onDone={onChange}
          />
        )}
        <ButtonDialog label={t("refuse")}>
          {(close) => (
            <RecordForm
              fields={[{ name: "reason", label: t("reason"), kind: "long", isWide: true }]}
              initial={{ reason: "" }}
              submit={t("refuse")}
              send={({ reason }, { key }) => decide("refused", reason, key)}
              onSaved={() => {
                onChange();
                close();
              }}
              onCancel={close}
            />
          )}
        </ButtonDialog>
      </div>
    </Section>
  );
}

/** One request: what is asked for, what was brought, what is missing, the decision, and what was issued. */
export default function RequestPage() {
  const t = useText(messages);
  const pick = usePick();
  const { schoolId = "", requestId = "" } = useParams();
  const queries = useQueryClient();
  const query = useQuery(requestQuery(schoolId, requestId));
  const what = useWhat();
  const student = useQuery({ ...studentQuery(schoolId, query.data?.student_id ?? ""), enabled: query.data !== undefined });
  const onChange = () => {
    void queries.invalidateQueries({ queryKey: ["document-requests", schoolId] });
    void queries.invalidateQueries({ queryKey: ["documents", schoolId] });
    void queries.invalidateQueries({ queryKey: ["student", schoolId] });
  };
  const name = student.data ? pick(student.data.name_ar, student.data.name_en) : "…";
  return (
    <Page title={query.data ? t("one_of", { what: what(query.data), name }) : t("request")} help={t("one_help")} wide about={<Link to={`/schools/${schoolId}/document-requests`}>{t("all")}</Link>} actions={<KeyLink schoolId={schoolId} />}>
      <Resource query={query} lines={6}>
        {(request) => (
          <>
            <Wanted schoolId={schoolId} request={request} />
            <Unmet request={request} />
            <Papers schoolId={schoolId} request={request} onChange={onChange} />
            {request.amendment !== null && <OwnAmendment schoolId={schoolId} requestId={requestId} onChange={onChange} />}
            <Decide schoolId={schoolId} request={request} onChange={onChange} />
          </>
        )}
      </Resource>
    </Page>
  );
}
