import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState, type FormEvent } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { Page } from "@/app/page";
import { ApiFailure, answerOf, client, newKey, type Schemas } from "@/platform/api";
import { useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Resource } from "@/platform/resource";
import { contentOf, toSend, toShow, type Parts, type Version } from "./template-content";
import { ContentFields } from "./template-fields";
import { TemplatePreview } from "./template-preview";
import { partsQuery, templateQuery, versionQuery } from "./template-queries";
import { scopeOf } from "./template-page";
import { messages } from "./templates-messages";
import "./templates.css";

function Editor({ of, version, parts }: { of: Schemas["DocumentTemplate"]; version: Version; parts: Parts }) {
  const t = useText(messages);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const key = useRef(newKey());
  const [content, setContent] = useState(() => contentOf(version));
  const scope = useMemo(() => scopeOf(of), [of]);
  const shown = useMemo(() => toShow(content), [content]);
  const send = useMutation({
    mutationFn: () =>
      answerOf(client.POST("/v1/document-templates/{template_id}/versions", { params: { path: { template_id: of.template_id }, header: { "Idempotency-Key": key.current } }, body: toSend(content) })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["document-templates"] });
      await navigate(`/document-templates/${of.template_id}`);
    },
    onError: () => {
      key.current = newKey();
    },
  });
  const wrong = send.error instanceof ApiFailure ? (send.error.problem.field ?? "") : "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <div className="template-desk">
      <form className="template-form" onSubmit={submit}>
        <ContentFields parts={parts} scope={scope} content={content} wrong={wrong} onChange={setContent} />
        <ProblemAlert failure={send.error} />
        <div className="template-actions">
          <Button type="submit" loading={send.isPending}>
            {t("save")}
          </Button>
        </div>
      </form>
      <TemplatePreview scope={scope} content={shown} parts={parts} />
    </div>
  );
}

export default function TemplateEditPage() {
  const t = useText(messages);
  const { templateId = "" } = useParams();
  const query = useQuery(templateQuery(templateId));
  const version = useQuery(versionQuery(templateId, query.data?.versions[0]?.version_id ?? ""));
  const parts = useQuery({ ...partsQuery(query.data?.country ?? "KW"), enabled: query.data !== undefined });
  return (
    <Page wide help={t("help_edit")} title={query.data?.name ?? t("next_version")} about={<Link className="template-back" to={`/document-templates/${templateId}`}>{t("to_template")}</Link>}>
      <Resource query={query}>
        {(of) => <Resource query={version}>{(newest) => <Resource query={parts}>{(known) => <Editor key={newest.version_id} of={of} version={newest} parts={known} />}</Resource>}</Resource>}
      </Resource>
    </Page>
  );
}
