/** Where a template is written: its fields with what saves them, and beside them what they make of a paper. */
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, type FormEvent, type ReactNode } from "react";
import { useNavigate } from "react-router";
import { ApiFailure } from "@/platform/api";
import { useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { useRequestKey } from "@/platform/request-key";
import { isAsRefused } from "./part-at";
import { toShow, type Content, type Parts, type Scope } from "./template-content";
import { ContentFields } from "./template-fields";
import { TemplatePreview } from "./template-preview";
import { messages } from "./templates-messages";
import "./templates.css";

interface TemplateDeskProps<Sent> {
  parts: Parts;
  scope: Scope;
  content: Content;
  onContent: (content: Content) => void;
  /** What is sent as it stands. */
  toSend: () => Sent;
  send: (sent: Sent, key: string) => Promise<{ template_id: string }>;
  /** Fields before those of every template; `wrong` is where the server's problem stands. */
  before?: (wrong: string) => ReactNode;
}

export function TemplateDesk<Sent>({ parts, scope, content, onContent, toSend, send, before }: TemplateDeskProps<Sent>) {
  const t = useText(messages);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const key = useRequestKey();
  const shown = useMemo(() => toShow(content), [content]);
  const write = useMutation({
    mutationFn: (sent: Sent) => send(sent, key.of(sent)),
    onSuccess: async ({ template_id: id }) => {
      await queries.invalidateQueries({ queryKey: ["document-templates"] });
      await navigate(`/document-templates/${id}`);
    },
  });
  const field = write.error instanceof ApiFailure ? (write.error.problem.field ?? "") : "";
  // A refusal stands for as long as what it speaks of does.
  const refused = write.error !== null && isAsRefused(write.variables, toSend(), field) ? write.error : null;
  const wrong = refused === null ? "" : field;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate(toSend());
  };
  return (
    <div className="template-desk">
      <form className="template-form" onSubmit={submit}>
        {before?.(wrong)}
        <ContentFields parts={parts} scope={scope} content={content} wrong={wrong} onChange={onContent} />
        <ProblemAlert failure={refused} />
        <div className="template-actions">
          <Button type="submit" loading={write.isPending}>
            {t("save")}
          </Button>
        </div>
      </form>
      <TemplatePreview scope={scope} content={shown} parts={parts} />
    </div>
  );
}
