/** Which paper is wanted and how it is to look: one row of choices above what is done with it. */
import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { Schemas } from "@/platform/api";
import { usePick, useText } from "@/platform/messages";
import { messages } from "./messages";

export type Kind = Schemas["PaperKind"];
export type PaperLanguage = "ar" | "en";
export type PaperDigits = "arabic_indic" | "western";

export interface Look {
  part: string;
  language: PaperLanguage;
  digits: PaperDigits;
  /** The code of one subject, of a paper with a sheet for each; empty: all. */
  subject: string;
}

export interface Subject {
  code: string;
  name: string;
}

export interface Choice {
  kind: Kind | undefined;
  look: Look;
  choose: (kind: string) => void;
  change: (part: Partial<Look>) => void;
}

/** Those of whole classes and years: what is about one entry of the record is made where the entry stands. */
export function kindsFor(kinds: readonly Kind[], regulation: string | undefined): Kind[] {
  return kinds.filter((each) => each.about !== "school" && !each.takes_entry && (each.regulations.length === 0 || (regulation !== undefined && each.regulations.includes(regulation))));
}

export function lookOf(kind: Kind | undefined, look: Partial<Look>): Look {
  const language = kind?.languages.find((each) => each === look.language) ?? kind?.languages[0] ?? "ar";
  return { part: kind?.parts.find((each) => each === look.part) ?? kind?.parts[0] ?? "", language, digits: look.digits ?? (language === "ar" ? "arabic_indic" : "western"), subject: kind?.takes_subject === true ? (look.subject ?? "") : "" };
}

/** Kept while the class is changed: the same paper of the next class. */
export function usePaperChoice(kinds: readonly Kind[]): Choice {
  const [name, setName] = useState<string>();
  const [look, setLook] = useState<Partial<Look>>({});
  const kind = kinds.find((each) => each.kind === name) ?? kinds[0];
  return { kind, look: lookOf(kind, look), choose: setName, change: (part) => setLook((old) => ({ ...old, ...part })) };
}

export function LookFields({ kind, look, change }: { kind: Kind; look: Look; change: (part: Partial<Look>) => void }) {
  const t = useText(messages);
  return (
    <>
      {kind.parts.length > 0 && <NativeSelect label={t("part")} value={look.part} onChange={(event) => change({ part: event.currentTarget.value })} data={kind.parts.map((value) => ({ value, label: t("part_name", { part: value }) }))} />}
      {kind.languages.length > 1 && <NativeSelect label={t("language")} value={look.language} onChange={(event) => change({ language: event.currentTarget.value === "en" ? "en" : "ar" })} data={kind.languages.map((value) => ({ value, label: t(`language_${value}`) }))} />}
      <NativeSelect label={t("digits")} value={look.digits} onChange={(event) => change({ digits: event.currentTarget.value === "western" ? "western" : "arabic_indic" })} data={(["arabic_indic", "western"] as const).map((value) => ({ value, label: t(`digits_${value}`) }))} />
    </>
  );
}

/** `subjects`: those of the plans of the classes in question. */
export function PaperFields({ kinds, choice, subjects = [] }: { kinds: readonly Kind[]; choice: Choice; subjects?: readonly Subject[] }) {
  const t = useText(messages);
  const pick = usePick();
  const { kind, look } = choice;
  if (kind === undefined) return null;
  return (
    <>
      <NativeSelect className="paper-kind" label={t("paper")} value={kind.kind} onChange={(event) => choice.choose(event.currentTarget.value)} data={kinds.map((each) => ({ value: each.kind, label: pick(each.title_ar, each.title_en) }))} />
      <LookFields kind={kind} look={look} change={choice.change} />
      {kind.takes_subject && subjects.length > 0 && (
        <NativeSelect label={t("subject")} value={look.subject} onChange={(event) => choice.change({ subject: event.currentTarget.value })} data={[{ value: "", label: t("all_subjects") }, ...subjects.map(({ code, name }) => ({ value: code, label: name }))]} />
      )}
    </>
  );
}

/** Quiet, beneath the choices: by which requirement such a paper is, and what becomes of it. */
export function AboutKind({ kind }: { kind: Kind }) {
  const t = useText(messages);
  return (
    <p className="desk-quiet about-kind">
      {kind.form !== "" && `${t("form", { form: `\u2068${kind.form}\u2069` })} · `}
      {t(kind.is_issued ? "numbered" : "work_paper")}
    </p>
  );
}
