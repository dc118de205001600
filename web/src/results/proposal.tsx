/** Classes that one person put forward: another publishes them or sends them back. */
import { Button, Group, Modal, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { mayAtSchool, useSession } from "@/access/session";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { moment } from "@/platform/dates";
import { useLocale, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { useClassNames } from "./class-names";
import { messages } from "./publication-messages";
import { PublishingProgress } from "./publishing-progress";
import "./publication.css";

type ProposalRow = Schemas["Proposals"]["proposals"][number];

export function Proposal({ schoolId, yearId, proposal, onDone }: { schoolId: string; yearId: string; proposal: ProposalRow; onDone: (told: string) => void }) {
  const t = useText(messages);
  const locale = useLocale();
  const { session } = useSession();
  const queries = useQueryClient();
  const nameOf = useClassNames(schoolId, yearId);
  const [asking, setAsking] = useState<"approve" | "send_back">();
  const [note, setNote] = useState("");
  const key = useRef(newKey());
  const decide = useMutation({
    mutationFn: (isAccepted: boolean) =>
      answerOf(
        client.POST("/v1/schools/{school_id}/publication-proposals/{proposal_id}/decision", {
          params: { path: { school_id: schoolId, proposal_id: proposal.proposal_id }, header: { "Idempotency-Key": key.current } },
          body: { is_accepted: isAccepted, ...(note === "" ? {} : { note }) },
        }),
      ),
    onSuccess: async ({ classes }, isAccepted) => {
      setAsking(undefined);
      const refused = classes.filter((each) => each.refused !== undefined).length;
      if (isAccepted) onDone([t("done", { count: classes.length - refused }), refused > 0 ? t("refused_some", { count: refused }) : ""].join(" "));
      await queries.invalidateQueries({ queryKey: ["publication"] });
    },
  });
  const { decision } = proposal;
  const mayDecide = mayAtSchool(session.grants, "result_publish", schoolId) && !proposal.is_own;
  return (
    <li className="proposal" data-open={decision === null}>
      <p className="proposal-classes">{proposal.class_ids.map((id) => nameOf(id, "…")).join("، ")}</p>
      <p className="quiet">
        {t("proposal", { name: proposal.proposed_by, moment: moment(proposal.proposed_at, locale) })}
        {"، "}
        {t("proposal_moment", { moment: moment(proposal.visible_from, locale) })}
      </p>
      {proposal.note !== "" && <p>{proposal.note}</p>}
      {decision !== null ? (
        <p className="quiet">
          {t("decided", { accepted: decision.is_accepted ? "yes" : "no", name: decision.decided_by, moment: moment(decision.decided_at, locale) })}
          {decision.note !== "" && `: ${decision.note}`}
        </p>
      ) : mayDecide ? (
        <Group>
          <Button onClick={() => setAsking("approve")}>{t("approve")}</Button>
          <Button variant="default" onClick={() => setAsking("send_back")}>
            {t("send_back")}
          </Button>
        </Group>
      ) : (
        <p className="state-waiting">{t("waits_for_other")}</p>
      )}
      <Modal opened={asking !== undefined} onClose={() => setAsking(undefined)} title={t(asking ?? "approve")} centered closeButtonProps={{ "aria-label": t("close") }}>
        {asking === "approve" ? <p>{t("publish_question", { count: proposal.class_ids.length })}</p> : <Textarea label={t("send_back_note")} rows={3} autosize={false} maxLength={500} value={note} onChange={(event) => setNote(event.currentTarget.value)} />}
        {decide.isPending && decide.variables && <PublishingProgress schoolId={schoolId} yearId={yearId} classIds={proposal.class_ids} />}
        <ProblemAlert failure={decide.error} />
        <Group mt="md">
          <Button loading={decide.isPending} disabled={asking === "send_back" && note.trim() === ""} onClick={() => decide.mutate(asking === "approve")}>
            {t(asking ?? "approve")}
          </Button>
          <Button variant="default" onClick={() => setAsking(undefined)}>
            {t("cancel")}
          </Button>
        </Group>
      </Modal>
    </li>
  );
}
