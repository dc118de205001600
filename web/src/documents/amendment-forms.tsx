/** The forms of an amendment: what was examined, the decision, letters, originals and their steps. */
import { today } from "@/platform/dates";
import { useText } from "@/platform/messages";
import type { Schemas } from "@/platform/api";
import { RecordForm, type Choice } from "@/school/desk/form";
import { messages } from "./amendments-messages";

interface Sending<Body> {
  send: (body: Body, key: string) => Promise<unknown>;
  onSaved: () => void;
  onCancel: () => void;
}

const orNull = (text: string) => (text === "" ? null : text);

/** `isOwn`: the directorate enters what it found itself; a school names the number of the paper that came. */
export function ExaminationForm({ isOwn, send, onSaved, onCancel }: Sending<Schemas["AmendmentExaminationEntry"]> & { isOwn: boolean }) {
  const t = useText(messages);
  return (
    <RecordForm
      fields={[
        { name: "finding", label: t("finding"), kind: "long", isWide: true },
        { name: "reference", label: t("paper_number"), isCode: true, ...(isOwn ? { isOptional: true } : {}) },
        { name: "examined_on", label: t("examined_on"), kind: "day" },
      ]}
      initial={{ finding: "", reference: "", examined_on: today() }}
      submit={t("save")}
      send={({ finding, reference, examined_on }, { key }) => send({ finding, reference: orNull(reference), examined_on }, key)}
      onSaved={onSaved}
      onCancel={onCancel}
    />
  );
}

export function DecisionForm({ outcome, send, onSaved, onCancel }: Sending<Schemas["RequestDecision"]> & { outcome: "granted" | "refused" }) {
  const t = useText(messages);
  return (
    <RecordForm
      fields={[
        { name: "reference", label: t("decision_number"), isCode: true },
        { name: "dated_on", label: t("decision_day"), kind: "day" },
        { name: "reason", label: t("reason"), kind: "long", isWide: true, isShown: () => outcome === "refused" },
      ]}
      initial={{ reference: "", dated_on: today(), reason: "" }}
      submit={t(outcome === "granted" ? "grant" : "refuse")}
      send={({ reference, dated_on, reason }, { key }) => send({ outcome, reference, dated_on, reason: orNull(reason) }, key)}
      onSaved={onSaved}
      onCancel={onCancel}
    />
  );
}

/** `schools`: of the directorate, where the reader may know them. */
export function LetterForm({ schools, send, onSaved, onCancel }: Sending<Schemas["AmendmentLetterEntry"]> & { schools: readonly Choice[] }) {
  const t = useText(messages);
  const kinds = ["school", "exams_section", "authority"] as const;
  return (
    <RecordForm
      fields={[
        { name: "kind", label: t("kind"), kind: "choice", choices: kinds.map((kind) => ({ value: kind, label: t("kind_name", { kind }) })) },
        { name: "to_school_id", label: t("school_choice"), kind: "choice", isOptional: "silently", choices: [{ value: "", label: t("other_school") }, ...schools], isShown: (values) => values.kind === "school" && schools.length > 0 },
        { name: "addressee", label: t("school_name"), isShown: (values) => values.kind === "school" && values.to_school_id === "" },
        { name: "years", label: t("years"), isOptional: true, isShown: (values) => values.kind === "school" },
        { name: "heir", label: t("heir"), hint: t("heir_hint"), isOptional: true, isShown: (values) => values.kind === "school" },
      ]}
      initial={{ kind: "school", to_school_id: "", addressee: "", years: "", heir: "" }}
      submit={t("add_letter")}
      send={({ kind, to_school_id, addressee, years, heir }, { key }) =>
        send(kind === "school" ? { kind, to_school_id: orNull(to_school_id), addressee: orNull(addressee), years: orNull(years), heir: orNull(heir) } : { kind: kind as "authority" | "exams_section" }, key)
      }
      onSaved={onSaved}
      onCancel={onCancel}
    />
  );
}

export function OriginalForm({ send, onSaved, onCancel }: Sending<Schemas["AmendmentOriginalEntry"]>) {
  const t = useText(messages);
  return (
    <RecordForm
      fields={[
        { name: "paper", label: t("paper"), kind: "choice", choices: (["certificate", "transfer_result"] as const).map((paper) => ({ value: paper, label: t("paper_name", { paper }) })) },
        { name: "stage", label: t("stage"), kind: "choice", choices: (["primary", "intermediate", "secondary"] as const).map((stage) => ({ value: stage, label: t("stage_name", { stage }) })) },
        { name: "hijri_year", label: t("hijri_year"), hint: t("hijri_year_hint"), kind: "number" },
        { name: "number", label: t("original_number"), isCode: true },
      ]}
      initial={{ paper: "", stage: "", hijri_year: "", number: "" }}
      submit={t("add_original")}
      send={({ paper, stage, hijri_year, number }, { key }) => send({ paper: paper as "certificate", stage: stage as "primary", hijri_year: Number(hijri_year), number }, key)}
      onSaved={onSaved}
      onCancel={onCancel}
    />
  );
}

export type StepName = Schemas["AmendmentStep"]["step"];
export interface StepTaken {
  step: StepName;
  dated_on: string;
  number: string | null;
  who: string | null;
  note: string | null;
}

const WHO = { sent: "to_whom", confirmed: "confirmed_by", handed_over: "taken_by" } as const;

/** `isLetter`: a letter names its addressee itself. */
export function StepForm({ step, isLetter, send, onSaved, onCancel }: Sending<StepTaken> & { step: StepName; isLetter: boolean }) {
  const t = useText(messages);
  const hasWho = step === "confirmed" || step === "handed_over" || (step === "sent" && !isLetter);
  const hasNumber = step === "sent" || step === "copied" || step === "confirmed";
  return (
    <RecordForm
      fields={[
        { name: "number", label: t("number"), isCode: true, isShown: () => hasNumber, ...(step === "confirmed" ? { isOptional: true } : {}) },
        { name: "who", label: t(step in WHO ? WHO[step as keyof typeof WHO] : "to_whom"), isShown: () => hasWho },
        { name: "dated_on", label: t("dated_on"), kind: "day" },
        { name: "note", label: t("why"), kind: "long", isWide: true, isShown: () => step === "withdrawn" },
      ]}
      initial={{ number: "", who: "", dated_on: today(), note: "" }}
      submit={t("save")}
      send={({ number, who, dated_on, note }, { key }) => send({ step, dated_on, number: orNull(number), who: orNull(who), note: orNull(note) }, key)}
      onSaved={onSaved}
      onCancel={onCancel}
    />
  );
}
