import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState, type FormEvent } from "react";
import { Link, useNavigate } from "react-router";
import { Page } from "@/app/page";
import { ApiFailure, answerOf, client, newKey } from "@/platform/api";
import { usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Resource } from "@/platform/resource";
import { NOTHING, scopeToSend, toSend, toShow, type Country, type Scope } from "./template-content";
import { ContentFields } from "./template-fields";
import { TemplatePreview } from "./template-preview";
import { directoratesQuery, partsQuery, schoolsQuery } from "./template-queries";
import { messages } from "./templates-messages";
import "./templates.css";

const COUNTRIES: readonly Country[] = ["KW", "SA", "OM"];

function ScopeFields({ scope, kinds, onChange }: { scope: Scope; kinds: readonly { kind: string; title_ar: string; title_en: string }[]; onChange: (scope: Scope) => void }) {
  const t = useText(messages);
  const pick = usePick();
  const directorates = useQuery(directoratesQuery);
  const schools = useQuery(schoolsQuery(scope.directorateId));
  return (
    <>
      <h2>{t("for_whom")}</h2>
      <p className="row-about">{t("for_whom_about")}</p>
      <div className="template-pair">
        <NativeSelect required label={t("country")} value={scope.country} onChange={(event) => onChange({ country: event.currentTarget.value as Country, directorateId: "", schoolId: "", kinds: [] })} data={COUNTRIES.map((value) => ({ value, label: t(`country_${value}`) }))} />
        <NativeSelect
          label={t("directorate")}
          value={scope.directorateId}
          disabled={!directorates.data}
          onChange={(event) => onChange({ ...scope, directorateId: event.currentTarget.value, schoolId: "" })}
          data={[{ value: "", label: t("all_directorates") }, ...(directorates.data ?? []).filter((each) => each.country === scope.country).map((each) => ({ value: each.place_id, label: pick(each.name_ar, each.name_en) }))]}
        />
        {scope.directorateId !== "" && (
          <NativeSelect label={t("school")} value={scope.schoolId} disabled={!schools.data} onChange={(event) => onChange({ ...scope, schoolId: event.currentTarget.value })} data={[{ value: "", label: t("all_schools") }, ...(schools.data ?? []).map((each) => ({ value: each.place_id, label: pick(each.name_ar, each.name_en) }))]} />
        )}
      </div>
      <ProblemAlert failure={directorates.error ?? schools.error} />
      <Checkbox.Group label={t("kinds")} value={[...scope.kinds]} onChange={(chosen) => onChange({ ...scope, kinds: chosen })}>
        <div className="template-kinds">
          {kinds.map((each) => (
            <Checkbox key={each.kind} value={each.kind} label={pick(each.title_ar, each.title_en)} />
          ))}
        </div>
      </Checkbox.Group>
    </>
  );
}

export default function TemplateNewPage() {
  const t = useText(messages);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const key = useRef(newKey());
  const [name, setName] = useState("");
  const [scope, setScope] = useState<Scope>({ country: "KW", directorateId: "", schoolId: "", kinds: [] });
  const [content, setContent] = useState(NOTHING);
  const parts = useQuery(partsQuery(scope.country));
  const shown = useMemo(() => toShow(content), [content]);
  const send = useMutation({
    mutationFn: () =>
      answerOf(client.POST("/v1/document-templates", { params: { header: { "Idempotency-Key": key.current } }, body: { name: name.trim(), ...scopeToSend(scope), ...toSend(content) } })),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ["document-templates"] });
      await navigate(`/document-templates/${made.template_id}`);
    },
    // What was refused is changed and sent as another request.
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
    <Page wide help={t("help_new")} title={t("make")} about={<Link className="template-back" to="/document-templates">{t("to_list")}</Link>}>
      <Resource query={parts}>
        {(known) => (
          <div className="template-desk">
            <form className="template-form" onSubmit={submit}>
              <TextInput required label={t("name")} value={name} maxLength={60} error={wrong === "/name"} autoComplete="off" onChange={(event) => setName(event.currentTarget.value)} />
              <ScopeFields
                scope={scope}
                kinds={known.kinds}
                onChange={(next) => {
                  setScope(next);
                  // Boxes of papers that are none of it any more.
                  if (next.country !== scope.country || next.kinds !== scope.kinds) setContent({ ...content, boxes: [] });
                }}
              />
              <ContentFields parts={known} scope={scope} content={content} wrong={wrong} onChange={setContent} />
              <ProblemAlert failure={send.error} />
              <div className="template-actions">
                <Button type="submit" loading={send.isPending}>
                  {t("save")}
                </Button>
              </div>
            </form>
            <TemplatePreview scope={scope} content={shown} parts={known} />
          </div>
        )}
      </Resource>
    </Page>
  );
}
