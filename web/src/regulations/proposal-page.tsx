import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { gregorianDay, hijriDay, moment } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { useRequestKey } from "@/platform/request-key";
import { Resource } from "@/platform/resource";
import { messages as helpWords } from "./help-messages";
import { messages as lawMessages } from "./messages";
import { ProposalEffect } from "./proposal-effect";
import { messages } from "./proposal-messages";
import { ProposalState } from "./proposals-page";
import { parametersQuery, proposalQuery } from "./queries";
import { inForceOn } from "./time-line";
import "./regulations.css";

type Proposal = Schemas["ParameterProposal"];
type Outcome = "approved" | "refused" | "withdrawn";

function Decision({ proposal }: { proposal: Proposal }) {
  const t = useText(messages);
  const queries = useQueryClient();
  const key = useRequestKey();
  const [asked, setAsked] = useState<Outcome>();
  const [note, setNote] = useState("");
  const decide = useMutation({
    mutationFn: (outcome: Outcome) => {
      const body = { outcome, ...(note === "" ? {} : { note }) };
      return answerOf(client.POST("/v1/parameter-proposals/{proposal_id}/decision", { params: { path: { proposal_id: proposal.proposal_id }, header: { "Idempotency-Key": key.of(body) } }, body }));
    },
    onSuccess: async (decided) => {
      queries.setQueryData(proposalQuery(proposal.proposal_id).queryKey, decided);
      // Values, clauses and lists show it from now on.
      await Promise.all([queries.invalidateQueries({ queryKey: ["regulation"] }), queries.invalidateQueries({ queryKey: ["regulations"] }), queries.invalidateQueries({ queryKey: ["parameter-proposals"] })]);
    },
  });
  return (
    <>
      <h2>{t("decide")}</h2>
      {proposal.is_own && <p>{t("own_note")}</p>}
      {asked === undefined ? (
        <div className="propose-actions">
          {proposal.is_own ? (
            <Button variant="light" color="red" onClick={() => setAsked("withdrawn")}>
              {t("withdraw")}
            </Button>
          ) : (
            <>
              <Button onClick={() => setAsked("approved")}>{t("approve")}</Button>
              <Button variant="light" color="red" onClick={() => setAsked("refused")}>
                {t("refuse")}
              </Button>
            </>
          )}
        </div>
      ) : (
        <div className="propose-form">
          {asked === "refused" ? <Textarea required label={t("note")} value={note} maxLength={500} onChange={(event) => setNote(event.currentTarget.value)} /> : <p>{t(asked === "approved" ? "approve_asks" : "withdraw_asks")}</p>}
          <ProblemAlert failure={decide.error} />
          <div className="propose-actions">
            <Button loading={decide.isPending} disabled={asked === "refused" && note.trim() === ""} onClick={() => decide.mutate(asked)}>
              {t(asked === "refused" ? "refuse" : "yes_do")}
            </Button>
            <Button variant="subtle" onClick={() => setAsked(undefined)}>
              {t("cancel")}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}

function Values({ proposal, parameter }: { proposal: Proposal; parameter: Schemas["ParameterLine"] | undefined }) {
  const t = useText(messages);
  const law = useText(lawMessages);
  const pick = usePick();
  const { digits } = useLocale();
  const now = parameter && inForceOn(parameter.values, proposal.first_day);
  return (
    <div className="proposal-values">
      {now && proposal.decision === undefined && (
        <div>
          <span className="row-about">{t("before")}</span>
          <strong>{inDigits(pick(now.shown_ar, now.shown_en), digits)}</strong>
          <span className="status" data-status={now.status}>
            {law(`status_${now.status}`)}
          </span>
        </div>
      )}
      <div>
        <span className="row-about">{t("after")}</span>
        <strong>{inDigits(proposal.values.join("، "), digits)}</strong>
        <ProposalState proposal={proposal} />
      </div>
    </div>
  );
}

export default function ProposalPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const law = useText(lawMessages);
  const pick = usePick();
  const locale = useLocale();
  const { proposalId = "" } = useParams();
  const query = useQuery(proposalQuery(proposalId));
  const parameters = useQuery(parametersQuery(query.data?.regulation ?? ""));
  const parameter = parameters.data?.items.find((each) => each.name === query.data?.parameter);
  return (
    <Page help={help("proposal")} title={parameter ? inDigits(pick(parameter.label_ar, parameter.label_en), locale.digits) : t("propose")} about={<Link className="law-link" to="/parameter-proposals">{t("to_list")}</Link>}>
      <Resource query={query}>
        {(proposal) => (
          <article className="proposal">
            <Values proposal={proposal} parameter={parameter} />
            <p>{t("from_day", { day: gregorianDay(proposal.first_day, locale), hijri: hijriDay(proposal.first_day, locale) })}</p>
            <p>
              {law("source")}: {inDigits(proposal.source, locale.digits)}
            </p>
            {proposal.reason !== "" && <p>{proposal.reason}</p>}
            <p className="row-about">{t("proposed_by", { name: proposal.proposed_by, day: moment(proposal.proposed_at, locale) })}</p>
            {proposal.decision && (
              <p className="row-about">
                {t("decided_by", { outcome: t(proposal.decision.outcome), name: proposal.decision.decided_by, day: moment(proposal.decision.decided_at, locale) })}
                {proposal.decision.note !== "" && `: ${proposal.decision.note}`}
              </p>
            )}
            {parameter && (
              <p>
                <Link className="law-link" to={`/regulations/${proposal.regulation}/clauses/${parameter.clause.replace(/\(.*/, "")}`}>{t("to_clause")}</Link>
              </p>
            )}
            <ProposalEffect proposalId={proposal.proposal_id} />
            {proposal.decision === undefined && <Decision proposal={proposal} />}
          </article>
        )}
      </Resource>
    </Page>
  );
}
