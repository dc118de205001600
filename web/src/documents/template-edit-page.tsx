import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { useText } from "@/platform/messages";
import { Resource } from "@/platform/resource";
import { contentOf, toSend, type Parts, type Version } from "./template-content";
import { TemplateDesk } from "./template-desk";
import { scopeOf } from "./template-page";
import { partsQuery, templateQuery, versionQuery } from "./template-queries";
import { messages } from "./templates-messages";

function Editor({ of, version, parts }: { of: Schemas["DocumentTemplate"]; version: Version; parts: Parts }) {
  const [content, setContent] = useState(() => contentOf(version));
  const scope = useMemo(() => scopeOf(of), [of]);
  return (
    <TemplateDesk
      parts={parts}
      scope={scope}
      content={content}
      onContent={setContent}
      toSend={() => toSend(content)}
      send={(body, key) => answerOf(client.POST("/v1/document-templates/{template_id}/versions", { params: { path: { template_id: of.template_id }, header: { "Idempotency-Key": key } }, body }))}
    />
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
