/** The register of attestation and translation: its table, the form of a request, and what came back. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { answerOf, client, type Schemas } from "@/platform/api";
import { gregorianDay, today } from "@/platform/dates";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { ClauseChip } from "@/results/clause-chip";
import { ButtonDialog } from "@/school/desk/dialog";
import { RecordForm, type Values } from "@/school/desk/form";
import { BothDays, State, type Tone } from "@/school/desk/parts";
import { Table } from "@/school/desk/table";
import { messages } from "./attestations-messages";
import { isolated } from "./issue";
import { serialOf } from "./serial";

export type Attestation = Schemas["Attestation"];
type Question = Schemas["AttestationQuestion"];

const OF_REGISTER = ["school", "school_abroad"] as const;
const BROUGHT = ["notice", "ministry", "abroad"] as const;
const PURPOSES = ["transfer_inside", "study_abroad", "other"] as const;
const TONES: Record<Attestation["state"], Tone> = { waiting: "attention", signed: "done", returned: "refusal", not_needed: "quiet", refused: "refusal", withdrawn: "quiet" };

type Name = "kind" | "source" | "serial" | "title" | "number" | "purpose" | "note" | "asked_by" | "is_copy" | "is_unofficial";

const isOfRegister = (source: string) => OF_REGISTER.some((each) => each === source);

/** What is asked of the server before anything is entered; nothing as long as something is missing. */
export function questionOf(values: Values<Name>, studentId: string | undefined): Question | undefined {
  if (values.kind === "" || values.source === "" || values.purpose === "") return undefined;
  const serial = serialOf(values.serial);
  const ofRegister = isOfRegister(values.source);
  if (ofRegister ? serial === undefined : studentId === undefined || values.title.trim() === "") return undefined;
  return {
    kind: values.kind as Question["kind"],
    source: values.source as Question["source"],
    purpose: values.purpose as Question["purpose"],
    is_copy: values.kind === "attestation" && values.is_copy !== "",
    is_unofficial: values.kind === "translation" && values.is_unofficial !== "",
    ...(ofRegister ? { serial: serial ?? null } : { student_id: studentId ?? null, title: values.title.trim(), number: values.number.trim() === "" ? null : values.number.trim() }),
  };
}

/** Who signs and why, before one saves. */
function WhoSigns({ schoolId, question }: { schoolId: string; question: Question | undefined }) {
  const t = useText(messages);
  const pick = usePick();
  const said = useQuery({
    queryKey: ["attestation-check", schoolId, question],
    queryFn: () => answerOf(client.POST("/v1/schools/{school_id}/attestation-checks", { params: { path: { school_id: schoolId } }, body: question as Question })),
    enabled: question !== undefined,
    retry: false,
  });
  const verdict = question === undefined ? undefined : said.data;
  const about = verdict === undefined ? undefined : { title: verdict.title, name: pick(verdict.name_ar, verdict.name_en) };
  return (
    <section className="who-signs" role="status" aria-label={t("who")}>
      {question === undefined ? (
        <p className="desk-quiet">{t("who_waits")}</p>
      ) : said.isError ? (
        <ProblemAlert failure={said.error} />
      ) : (
        verdict !== undefined &&
        about !== undefined && (
          <p>
            {verdict.outcome === "to_sign" ? t("who_signs", { ...about, signer: t("signer_name", { signer: verdict.signer ?? "" }) }) : verdict.outcome === "not_needed" ? t("who_nobody", about) : t("who_refused", { reason: verdict.refused_for ?? "" })} <ClauseChip regulation="sa_guide" clause={verdict.clause} article="" />
          </p>
        )
      )}
    </section>
  );
}

/** `studentId`: whose document it may be, where it is none of the register. */
export function AskAttestation({ schoolId, serial, studentId, onEntered, onCancel }: { schoolId: string; serial: string; studentId?: string | undefined; onEntered: () => void; onCancel: () => void }) {
  const t = useText(messages);
  const sources = studentId === undefined ? OF_REGISTER : serial === "" ? BROUGHT : [...OF_REGISTER, ...BROUGHT];
  const ofRegister = (values: Values<Name>) => isOfRegister(values.source);
  return (
    <RecordForm<Name>
      fields={[
        { name: "kind", label: t("kind"), kind: "choice", choices: (["attestation", "translation"] as const).map((kind) => ({ value: kind, label: t("kind_name", { kind }) })) },
        { name: "source", label: t("source"), kind: "choice", choices: sources.map((source) => ({ value: source, label: t("source_name", { source }) })) },
        { name: "serial", label: t("serial"), isCode: true, isShown: ofRegister },
        { name: "title", label: t("title"), isShown: (values) => !ofRegister(values) },
        { name: "number", label: t("number"), isOptional: true, isCode: true, isShown: (values) => !ofRegister(values) },
        { name: "purpose", label: t("purpose"), kind: "choice", choices: PURPOSES.map((purpose) => ({ value: purpose, label: t("purpose_name", { purpose }) })) },
        { name: "asked_by", label: t("asked_by") },
        { name: "note", label: t("note"), isOptional: true, isWide: true },
        { name: "is_copy", label: t("is_copy"), kind: "check", isOptional: "silently", isWide: true, isShown: (values) => values.kind === "attestation" },
        { name: "is_unofficial", label: t("is_unofficial"), kind: "check", isOptional: "silently", isWide: true, isShown: (values) => values.kind === "translation" },
      ]}
      initial={{ kind: "attestation", source: sources[0] ?? "school", serial, title: "", number: "", purpose: "", note: "", asked_by: "", is_copy: "", is_unofficial: "" }}
      submit={t("save")}
      send={(values, { key }) => {
        // What can be no serial the server names beside its field.
        const question = questionOf(values, studentId) ?? { kind: values.kind as Question["kind"], source: values.source as Question["source"], purpose: values.purpose as Question["purpose"], serial: values.serial };
        return answerOf(client.POST("/v1/schools/{school_id}/attestations", { params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } }, body: { ...question, asked_by: values.asked_by, note: values.note === "" ? null : values.note } }));
      }}
      onSaved={onEntered}
      onCancel={onCancel}
    >
      {(values) => <WhoSigns schoolId={schoolId} question={questionOf(values, studentId)} />}
    </RecordForm>
  );
}

export type Answer = Schemas["AttestationAnswer"];

function AnswerForm({ send, onSaved, onCancel }: { send: (answer: Answer, key: string) => Promise<unknown>; onSaved: () => void; onCancel: () => void }) {
  const t = useText(messages);
  return (
    <RecordForm
      fields={[
        { name: "outcome", label: t("outcome"), kind: "choice", choices: (["signed", "returned"] as const).map((outcome) => ({ value: outcome, label: t("outcome_name", { outcome }) })) },
        { name: "reference", label: t("reference"), isCode: true },
        { name: "dated_on", label: t("dated_on"), kind: "day" },
        { name: "reason", label: t("reason"), kind: "long", isShown: (values) => values.outcome === "returned" },
      ]}
      initial={{ outcome: "signed", reference: "", dated_on: today(), reason: "" }}
      submit={t("save")}
      send={({ outcome, reference, dated_on, reason }, { key }) => send({ outcome: outcome as Answer["outcome"], reference, dated_on, reason: outcome === "returned" ? reason : null }, key)}
      onSaved={onSaved}
      onCancel={onCancel}
    />
  );
}

function StateOf({ entry }: { entry: Attestation }) {
  const t = useText(messages);
  const locale = useLocale();
  const why = entry.withdrawal?.reason ?? entry.answer?.reason ?? (entry.refused_for === null ? null : t("refused_short", { reason: entry.refused_for }));
  return (
    <div className="standing">
      <State tone={TONES[entry.state]}>{t("state_name", { state: entry.state })}</State>
      {entry.answer !== null && (
        <div className="desk-quiet">
          {t("reference_of", { reference: isolated(entry.answer.reference) })} · {gregorianDay(entry.answer.dated_on, locale)}
        </div>
      )}
      {why !== null && <div className="desk-quiet">{why}</div>}
    </div>
  );
}

interface Acts {
  /** Stores what came back. */
  answer?: (entry: Attestation, answer: Answer, key: string) => Promise<unknown>;
  withdraw?: (entry: Attestation, reason: string, key: string) => Promise<unknown>;
  onChange: () => void;
}

export function AttestationTable({ label, entries, acts, toStudent }: { label: string; entries: readonly Attestation[]; acts: Acts; toStudent?: (entry: Attestation) => string }) {
  const t = useText(messages);
  const pick = usePick();
  const { answer, withdraw, onChange } = acts;
  return (
    <Table
      label={label}
      rows={entries}
      keyOf={(each) => each.attestation_id}
      columns={[
        {
          head: t("document"),
          isName: true,
          cell: (each) => (
            <>
              {each.title} {each.number !== null && <bdi className="serial">{each.number}</bdi>} <div className="desk-quiet">{t("kind_name", { kind: each.kind })}</div>
            </>
          ),
        },
        { head: t("holder"), cell: (each) => (toStudent === undefined ? pick(each.name_ar, each.name_en) : <Link to={toStudent(each)}>{pick(each.name_ar, each.name_en)}</Link>) },
        {
          head: t("purpose"),
          cell: (each) => (
            <>
              {t("purpose_name", { purpose: each.purpose })}
              {each.note !== null && <div className="desk-quiet">{each.note}</div>}
            </>
          ),
        },
        {
          head: t("signer"),
          cell: (each) => (
            <>
              {each.signer !== null && t("signer_name", { signer: each.signer })}
              <div>
                <ClauseChip regulation="sa_guide" clause={each.clause} article="" />
              </div>
            </>
          ),
        },
        {
          head: t("asked_on"),
          cell: (each) => (
            <>
              <BothDays day={each.asked_on} />
              <div className="desk-quiet">{each.asked_by}</div>
            </>
          ),
        },
        { head: t("state"), cell: (each) => <StateOf entry={each} /> },
        {
          head: "",
          cell: (each) => {
            const about = { title: each.title, name: pick(each.name_ar, each.name_en) };
            return (
              <div className="desk-buttons">
                {answer !== undefined && each.state === "waiting" && (
                  <ButtonDialog label={t("answer")} ariaLabel={t("answer_of", about)} size="compact-sm">
                    {(close) => (
                      <AnswerForm
                        send={(given, key) => answer(each, given, key)}
                        onSaved={() => {
                          onChange();
                          close();
                        }}
                        onCancel={close}
                      />
                    )}
                  </ButtonDialog>
                )}
                {withdraw !== undefined && each.state !== "withdrawn" && (
                  <ButtonDialog label={t("withdraw")} ariaLabel={t("withdraw_of", about)} size="compact-sm" variant="subtle">
                    {(close) => (
                      <>
                        <p className="window-text">{t("withdraw_text")}</p>
                        <RecordForm
                          fields={[{ name: "reason", label: t("reason"), kind: "long", isWide: true }]}
                          initial={{ reason: "" }}
                          submit={t("withdraw")}
                          send={({ reason }, { key }) => withdraw(each, reason, key)}
                          onSaved={() => {
                            onChange();
                            close();
                          }}
                          onCancel={close}
                        />
                      </>
                    )}
                  </ButtonDialog>
                )}
              </div>
            );
          },
        },
      ]}
    />
  );
}
