/** A request for a new version of a published result, because a fact changed. Another person decides. */
import { Alert, Button, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { answerOf, client, newKey } from "@/platform/api";
import { useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { messages } from "./correction-messages";
import type { OfStudent } from "./queries";
import "./publication.css";

export function AskCorrection({ of }: { of: OfStudent }) {
  const t = useText(messages);
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const key = useRef(newKey());
  const ask = useMutation({
    mutationFn: () =>
      answerOf(
        client.POST("/v1/schools/{school_id}/students/{student_id}/results/{school_year_id}/corrections", {
          params: { path: { school_id: of.schoolId, student_id: of.studentId, school_year_id: of.yearId }, header: { "Idempotency-Key": key.current } },
          body: { reason },
        }),
      ),
    onSuccess: async () => {
      key.current = newKey();
      setReason("");
      await queries.invalidateQueries({ queryKey: ["publication"] });
    },
  });
  return (
    <section className="publish-form" aria-label={t("ask")}>
      <h2>{t("ask")}</h2>
      <p className="quiet">{t("ask_about")}</p>
      <Textarea
        label={t("ask_reason")}
        rows={2}
        autosize={false}
        maxLength={500}
        value={reason}
        onChange={(event) => {
          key.current = newKey();
          setReason(event.currentTarget.value);
        }}
      />
      <Button mt="sm" disabled={reason.trim() === ""} loading={ask.isPending} onClick={() => ask.mutate()}>
        {t("ask")}
      </Button>
      <ProblemAlert failure={ask.error} />
      {ask.isSuccess && (
        <Alert role="status" variant="light" mt="sm">
          {t("asked")}
        </Alert>
      )}
    </section>
  );
}
