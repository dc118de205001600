/** Issues a notice that is due, after one question. */
import { Button, Group, Modal, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { messages } from "./attendance-messages";
import { useRefresh } from "./decisions";

export function IssueNotice({ schoolId, studentId, yearId, name, due }: { schoolId: string; studentId: string; yearId: string; name: string; due: Schemas["DueNotice"] }) {
  const t = useText(messages);
  const refresh = useRefresh(schoolId);
  const [isOpen, setOpen] = useState(false);
  const [key] = useState(newKey);
  const kind = t(due.kind);
  const issue = useMutation({
    mutationFn: () =>
      answerOf(
        client.POST("/v1/schools/{school_id}/students/{student_id}/attendance/{school_year_id}/notices", {
          params: { path: { school_id: schoolId, student_id: studentId, school_year_id: yearId }, header: { "Idempotency-Key": key } },
          body: { term: due.term, kind: due.kind },
        }),
      ),
    onSuccess: async () => {
      setOpen(false);
      await refresh();
    },
  });
  return (
    <>
      <Button size="compact-sm" variant="light" onClick={() => setOpen(true)}>
        {t("issue", { kind })}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={kind} centered lockScroll={false} closeButtonProps={{ "aria-label": t("cancel") }}>
        <Text>{t("issue_question", { kind, name })}</Text>
        <ProblemAlert failure={issue.error} />
        <Group mt="md">
          <Button loading={issue.isPending} onClick={() => issue.mutate()}>
            {t("issue", { kind })}
          </Button>
          <Button variant="default" onClick={() => setOpen(false)}>
            {t("cancel")}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
