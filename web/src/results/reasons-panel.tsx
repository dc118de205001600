/** The reasons of one row or one number of a result, beside it on a wide screen and in its place on a phone. */
import { Button, CloseButton } from "@mantine/core";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Link } from "react-router";
import { gregorianDay, hijriDay } from "@/platform/dates";
import { useLocale, useText } from "@/platform/messages";
import { ClauseChip } from "./clause-chip";
import { messages } from "./messages";
import { said, saidValue } from "./said";
import { articleOf, partsOf, reasonsAsText, type ReasonNode, type Told, type ToldParameter } from "./reasons";

const SHAPES = { met: "✓", not_met: "✕", undetermined: "…" } as const;

/** `clause` is the one whose reason stands above: its chip is there already. */
export function ParameterList({ parameters, told, regulation, clause }: { parameters: readonly ToldParameter[]; told: Told; regulation: string; clause: string }) {
  const t = useText(messages);
  const locale = useLocale();
  return (
    <ul className="parameters">
      {parameters.map((parameter) => (
        <li key={parameter.name}>
          <span className="parameter-line">
            <span>{said(parameter.label, locale)}</span>
            <strong>{said(parameter.value, locale)}</strong>
          </span>
          <span className="quiet">
            {parameter.from !== "" && t("in_force_since", { day: `${gregorianDay(parameter.from, locale)} – ${hijriDay(parameter.from, locale)}` })}
            {parameter.isAssumed && <span className="assumed-mark">{t("assumed_value")}</span>}
            {parameter.clause !== clause && articleOf(told, parameter.clause) !== "" && <ClauseChip regulation={regulation} clause={parameter.clause} article={articleOf(told, parameter.clause)} />}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** One clause: what it found, its article, the values it took, its steps, and the clauses it rests on. */
export function ReasonView({ node, told, regulation, isOpen = false, linkTo }: { node: ReasonNode; told: Told; regulation: string; isOpen?: boolean; linkTo?: (path: string) => string }) {
  const t = useText(messages);
  const locale = useLocale();
  const { reason } = node;
  const { grounds, looked } = partsOf(node);
  const more = linkTo ? { linkTo } : {};
  const parameters = told.parameters.filter((parameter) => reason.parameters.includes(parameter.name));
  return (
    <li className="reason" data-finding={reason.finding}>
      <p className="reason-line">
        {reason.finding !== undefined && (
          <span className="finding" role="img" aria-label={t(reason.finding)}>
            {SHAPES[reason.finding]}
          </span>
        )}
        <span>
          {said(reason.text || reason.title, locale)} <ClauseChip regulation={regulation} clause={reason.clause} article={reason.article} />
          {linkTo && reason.path !== "" && (
            <Link className="this-number" to={linkTo(reason.path)}>
              {t("this_number")}
            </Link>
          )}
        </span>
      </p>
      {parameters.length > 0 && <ParameterList parameters={parameters} told={told} regulation={regulation} clause={reason.clause} />}
      {reason.steps.length > 0 && (
        <details className="reason-more" open={isOpen}>
          <summary>{t("in_detail", { count: reason.steps.length })}</summary>
          <ol className="reason-steps">
            {reason.steps.map((step, index) => (
              <li key={index}>{said(step, locale)}</li>
            ))}
          </ol>
        </details>
      )}
      {grounds.length > 0 && (
        <details className="reason-more" open={isOpen}>
          <summary>{t("rests_on", { count: grounds.length })}</summary>
          <Reasons nodes={grounds} told={told} regulation={regulation} {...more} />
        </details>
      )}
      {looked.length > 0 && (
        <details className="reason-more">
          <summary>{t("looked", { count: looked.length })}</summary>
          <Reasons nodes={looked} told={told} regulation={regulation} {...more} />
        </details>
      )}
    </li>
  );
}

export function Reasons({ nodes, told, regulation, areOpen = false, linkTo }: { nodes: readonly ReasonNode[]; told: Told; regulation: string; areOpen?: boolean; linkTo?: (path: string) => string }) {
  return (
    <ul className="reasons">
      {nodes.map((node, index) => (
        <ReasonView key={index} node={node} told={told} regulation={regulation} isOpen={areOpen} {...(linkTo ? { linkTo } : {})} />
      ))}
    </ul>
  );
}

export function CopyButton({ text }: { text: () => string }) {
  const t = useText(messages);
  const [state, setState] = useState<"copy" | "copied" | "copy_failed">("copy");
  const copy = () => {
    void (async () => {
      try {
        await navigator.clipboard.writeText(text());
        setState("copied");
      } catch {
        // No clipboard without a permission or a safe connection.
        setState("copy_failed");
      }
    })();
  };
  return (
    <Button variant="default" size="compact-md" onClick={copy} aria-live="polite">
      {t(state)}
    </Button>
  );
}

interface PanelProps {
  title: string;
  value?: string;
  nodes: readonly ReasonNode[];
  /** The clauses above the one that is shown alone. */
  above?: readonly ReasonNode[];
  told: Told;
  regulation: string;
  linkTo: (path: string) => string;
  onClose: () => void;
  children?: ReactNode;
}

export function ReasonsPanel({ title, value, nodes, above = [], told, regulation, linkTo, onClose, children }: PanelProps) {
  const t = useText(messages);
  const locale = useLocale();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [title]);
  const text = () => [`${title}${value === undefined ? "" : `: ${value}`}`, reasonsAsText(nodes)].map((part) => said(part, locale)).join("\n\n");
  return (
    <aside
      className="reasons-panel"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <header className="reasons-panel-head">
        <CloseButton aria-label={t("close")} onClick={onClose} className="reasons-panel-close" />
        <Button variant="subtle" className="reasons-panel-back" onClick={onClose}>
          {t("close")}
        </Button>
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {value !== undefined && <p className="reasons-panel-value">{saidValue(value, locale)}</p>}
        {above.length > 0 && (
          <p className="quiet">
            {t("above_it")}{" "}
            {above.map(({ reason }, index) => (
              <Link key={index} className="this-number" to={linkTo(reason.path)}>
                {said(reason.title || reason.article, locale)}
              </Link>
            ))}
          </p>
        )}
        <CopyButton key={title} text={text} />
      </header>
      {nodes.length > 0 && (
        <section>
          <h3>{t("by_clause")}</h3>
          <Reasons nodes={nodes} told={told} regulation={regulation} areOpen={nodes.length < 6} linkTo={linkTo} />
        </section>
      )}
      {children}
    </aside>
  );
}
