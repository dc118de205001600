import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client } from "@/platform/api";
import { usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Resource } from "@/platform/resource";
import { NOTHING, scopeToSend, toSend, type Country, type Scope } from "./template-content";
import { TemplateDesk } from "./template-desk";
import { directoratesQuery, partsQuery, schoolsQuery } from "./template-queries";
import { messages } from "./templates-messages";

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
  const [name, setName] = useState("");
  const [scope, setScope] = useState<Scope>({ country: "KW", directorateId: "", schoolId: "", kinds: [] });
  const [content, setContent] = useState(NOTHING);
  const parts = useQuery(partsQuery(scope.country));
  const place = (next: Scope) => {
    setScope(next);
    // Boxes of papers that are none of it any more.
    if (next.country !== scope.country || next.kinds !== scope.kinds) setContent({ ...content, boxes: [] });
  };
  return (
    <Page wide help={t("help_new")} title={t("make")} about={<Link className="template-back" to="/document-templates">{t("to_list")}</Link>}>
      <Resource query={parts}>
        {(known) => (
          <TemplateDesk
            parts={known}
            scope={scope}
            content={content}
            onContent={setContent}
            toSend={() => ({ name: name.trim(), ...scopeToSend(scope), ...toSend(content) })}
            send={(body, key) => answerOf(client.POST("/v1/document-templates", { params: { header: { "Idempotency-Key": key } }, body }))}
            before={(wrong) => (
              <>
                <TextInput required label={t("name")} value={name} maxLength={60} error={wrong === "/name"} autoComplete="off" onChange={(event) => setName(event.currentTarget.value)} />
                <ScopeFields scope={scope} kinds={known.kinds} onChange={place} />
              </>
            )}
          />
        )}
      </Resource>
    </Page>
  );
}
