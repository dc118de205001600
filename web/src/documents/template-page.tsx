import { Button, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { moment, today } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { useRequestKey } from "@/platform/request-key";
import { Resource } from "@/platform/resource";
import { contentOf, toSend, type Scope, type Version } from "./template-content";
import { TemplatePreview } from "./template-preview";
import { partsQuery, templateQuery, versionQuery } from "./template-queries";
import { useScopeWords, VersionState } from "./templates-page";
import { messages } from "./templates-messages";
import "./templates.css";

type Template = Schemas["DocumentTemplate"];
type Step = Schemas["DocumentTemplateStepRequest"]["step"];

const MORNING = "07:00";

export function scopeOf(of: Template): Scope {
  return { country: of.country, directorateId: of.directorate_id ?? "", schoolId: of.school_id ?? "", kinds: of.kinds };
}

/** What may follow: the server holds it, and says so where another was quicker. */
function stepsOf(version: Version): Step[] {
  if (version.state === "draft") return ["proof", "withdrawn"];
  if (version.state === "proof") return version.is_own ? ["withdrawn"] : ["approved", "returned"];
  return version.state === "live" || version.state === "waiting" || version.state === "superseded" ? ["withdrawn"] : [];
}

function instantOf(day: string, time: string): string | undefined {
  const at = new Date(`${day}T${time}`);
  return day === "" || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

const BUTTONS = { proof: "ask_proof", approved: "approve", returned: "return", withdrawn: "withdraw" } as const;
const QUESTIONS = { proof: "proof_asks", approved: "approve_asks", returned: "return_asks", withdrawn: "withdraw_asks" } as const;

function Steps({ of, version }: { of: Template; version: Version }) {
  const t = useText(messages);
  const queries = useQueryClient();
  const key = useRequestKey();
  const [asked, setAsked] = useState<Step>();
  const [note, setNote] = useState("");
  const [day, setDay] = useState("");
  const [time, setTime] = useState(MORNING);
  const [until, setUntil] = useState("");
  const take = useMutation({
    mutationFn: (step: Step) => {
      const from = step === "approved" ? instantOf(day, time) : undefined;
      const end = step === "approved" ? instantOf(until, "00:00") : undefined;
      const body = { step, ...(note.trim() === "" ? {} : { note: note.trim() }), ...(from === undefined ? {} : { live_from: from }), ...(end === undefined ? {} : { live_until: end }) };
      return answerOf(
        client.POST("/v1/document-templates/{template_id}/versions/{version_id}/steps", {
          params: { path: { template_id: of.template_id, version_id: version.version_id }, header: { "Idempotency-Key": key.of([version.version_id, body]) } },
          body,
        }),
      );
    },
    onSuccess: async (changed) => {
      key.done();
      setAsked(undefined);
      setNote("");
      queries.setQueryData(templateQuery(of.template_id).queryKey, changed);
      await queries.invalidateQueries({ queryKey: ["document-templates"] });
    },
  });
  const steps = stepsOf(version);
  if (steps.length === 0) return null;
  if (asked === undefined)
    return (
      <div className="template-actions">
        {steps.map((step) => (
          <Button key={step} size="xs" variant={step === "proof" || step === "approved" ? "filled" : "light"} {...(step === "withdrawn" || step === "returned" ? { color: "red" } : {})} onClick={() => setAsked(step)}>
            {t(BUTTONS[step])}
          </Button>
        ))}
      </div>
    );
  const needsNote = asked === "returned" || (asked === "withdrawn" && version.steps.some((each) => each.step === "approved"));
  return (
    <div className="template-step">
      <p>{t(QUESTIONS[asked])}</p>
      {asked === "approved" && (
        <>
          <div className="template-pair">
            <DayField label={t("live_day")} description={t("live_about")} value={day} min={today()} onChange={setDay} />
            <TextInput type="time" label={t("live_time")} disabled={day === ""} value={time} onChange={(event) => setTime(event.currentTarget.value)} />
          </div>
          <DayField label={t("until_day")} value={until} min={day === "" ? today() : day} onChange={setUntil} />
        </>
      )}
      {needsNote && <Textarea required label={t("note")} value={note} maxLength={500} onChange={(event) => setNote(event.currentTarget.value)} />}
      <ProblemAlert failure={take.error} />
      <div className="template-actions">
        <Button size="xs" loading={take.isPending} disabled={needsNote && note.trim() === ""} onClick={() => take.mutate(asked)}>
          {t(needsNote ? BUTTONS[asked] : "yes_do")}
        </Button>
        <Button size="xs" variant="subtle" onClick={() => setAsked(undefined)}>
          {t("cancel")}
        </Button>
      </div>
    </div>
  );
}

function VersionItem({ of, version, isShown, onShow }: { of: Template; version: Version; isShown: boolean; onShow: () => void }) {
  const t = useText(messages);
  const locale = useLocale();
  const words = { proof: "step_proof", approved: "step_approved", returned: "step_returned", withdrawn: "step_withdrawn" } as const;
  return (
    <li className="template-version" aria-current={isShown ? "true" : undefined}>
      <h3>
        {inDigits(t("version", { number: version.number }), locale.digits)} · <VersionState state={version.state} isOwn={version.is_own} />
      </h3>
      <p className="row-about">{t("written", { name: version.written_by, day: moment(version.written_at, locale) })}</p>
      {version.steps.map((each) => (
        <p key={each.step} className="row-about">
          {t(words[each.step], { name: each.taken_by, day: moment(each.taken_at, locale) })}
          {each.live_from !== null && ` · ${t("from_moment", { day: moment(each.live_from, locale) })}`}
          {each.live_until !== null && ` · ${t("until_moment", { day: moment(each.live_until, locale) })}`}
          {each.note !== "" && ` · ${each.note}`}
        </p>
      ))}
      {!isShown && (
        <Button size="xs" variant="subtle" onClick={onShow}>
          {t("show_version")}
        </Button>
      )}
      <Steps of={of} version={version} />
    </li>
  );
}

function Shown({ of, versionId }: { of: Template; versionId: string }) {
  const version = useQuery(versionQuery(of.template_id, versionId));
  const parts = useQuery(partsQuery(of.country));
  const scope = useMemo(() => scopeOf(of), [of]);
  return <Resource query={version}>{(read) => <Resource query={parts}>{(known) => <TemplatePreview key={versionId} scope={scope} content={toSend(contentOf(read))} parts={known} />}</Resource>}</Resource>;
}

export default function TemplatePage() {
  const t = useText(messages);
  const { templateId = "" } = useParams();
  const [chosen, setChosen] = useState("");
  const query = useQuery(templateQuery(templateId));
  const scope = useScopeWords(query.data);
  const versionId = chosen || (query.data?.versions[0]?.version_id ?? "");
  return (
    <Page
      wide
      help={t("help_one")}
      title={query.data?.name ?? t("place")}
      about={<Link className="template-back" to="/document-templates">{t("to_list")}</Link>}
      actions={
        <Button component={Link} variant="default" to={`/document-templates/${templateId}/edit`}>
          {t("next_version")}
        </Button>
      }
    >
      <Resource query={query}>
        {(of) => (
          <div className="template-desk">
            <section aria-label={t("versions")}>
              <p className="row-about">{scope}</p>
              <h2>{t("versions")}</h2>
              <ol className="template-versions">
                {of.versions.map((each) => (
                  <VersionItem key={each.version_id} of={of} version={each} isShown={each.version_id === versionId} onShow={() => setChosen(each.version_id)} />
                ))}
              </ol>
            </section>
            <Shown of={of} versionId={versionId} />
          </div>
        )}
      </Resource>
    </Page>
  );
}
