/** Small things that many pages of the desk show. */
import type { ReactNode } from "react";
import { gregorianDay, hijriDay } from "@/platform/dates";
import { useLocale, useText } from "@/platform/messages";
import { messages } from "./messages";
import "./desk.css";

/** A day in both calendars. */
export function BothDays({ day }: { day: string }) {
  const locale = useLocale();
  return (
    <span className="desk-both">
      <span>{gregorianDay(day, locale)}</span> <span className="desk-quiet">{hijriDay(day, locale)}</span>
    </span>
  );
}

/** From a day to another; without an end, until today. */
export function FromTo({ first, last }: { first: string; last?: string | null | undefined }) {
  const t = useText(messages);
  const locale = useLocale();
  return (
    <span className="desk-both">
      <span>
        {gregorianDay(first, locale)} – {last ? gregorianDay(last, locale) : t("until_today")}
      </span>{" "}
      <span className="desk-quiet">
        {hijriDay(first, locale)}
        {last ? ` – ${hijriDay(last, locale)}` : ""}
      </span>
    </span>
  );
}

export type Tone = "done" | "attention" | "refusal" | "quiet" | "plain";

/** A state in words, with a shape and a colour beside them. */
export function State({ tone, children }: { tone: Tone; children: ReactNode }) {
  const shape = { done: "✓", attention: "△", refusal: "✕", quiet: "○", plain: "●" }[tone];
  return (
    <span className={`desk-state desk-state-${tone}`}>
      <span aria-hidden="true">{shape}</span> {children}
    </span>
  );
}

/** Labelled values of a record, to read. */
export function Facts({ facts }: { facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="desk-facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value === "" || value === null || value === undefined ? "–" : value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A part of a page under its heading, with what can be done there beside it. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className="desk-section" aria-label={title}>
      <div className="desk-section-head">
        <h2 className="section-title">{title}</h2>
        {actions !== undefined && <div className="desk-buttons">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
