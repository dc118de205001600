/** The reasons of a computed case: the ruling, then each reason with its article, open to its steps. */
import { Link } from "react-router";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { reasonTree, type ReasonNode, type Told } from "@/results/reasons";
import { messages } from "./messages";
import { partedBy } from "./worked-case";

function Reason({ node, edition }: { node: ReasonNode; edition: string }) {
  const { digits } = useLocale();
  const { reason, parts } = node;
  const line = (
    <>
      {inDigits(reason.text || reason.title, digits)} <Link className="law-link" to={`/regulations/${edition}/clauses/${reason.clause}`}>{inDigits(reason.article, digits)}</Link>
    </>
  );
  if (reason.steps.length + parts.length === 0) return <li className="told-reason">{line}</li>;
  return (
    <li className="told-reason">
      <details>
        <summary>{line}</summary>
        {reason.steps.length > 0 && (
          <ol className="told-steps">
            {reason.steps.map((step, index) => (
              <li key={index}>{inDigits(step, digits)}</li>
            ))}
          </ol>
        )}
        <Reasons nodes={parts} edition={edition} />
      </details>
    </li>
  );
}

function Reasons({ nodes, edition }: { nodes: readonly ReasonNode[]; edition: string }) {
  if (nodes.length === 0) return null;
  return (
    <ul className="told-reasons">
      {nodes.map((node, index) => (
        <Reason key={index} node={node} edition={edition} />
      ))}
    </ul>
  );
}

/** What speaks of the clause stands open; all others are one key away. */
export function ReasonList({ told, edition, clause }: { told: Told; edition: string; clause: string }) {
  const t = useText(messages);
  const { digits } = useLocale();
  const { about, others } = partedBy(reasonTree(told.reasons), clause);
  return (
    <>
      <h4>{t("reasons")}</h4>
      <Reasons nodes={about} edition={edition} />
      {others.length > 0 && (
        <details className="told-others" open={about.length === 0}>
          <summary>{t("other_reasons", { count: others.length })}</summary>
          <Reasons nodes={others} edition={edition} />
        </details>
      )}
      {told.assumed.length > 0 && (
        <details className="told-assumed">
          <summary>{t("assumed_used")}</summary>
          <ul>
            {told.assumed.map(({ name, value }) => (
              <li key={name}>
                {inDigits(name, digits)}: {inDigits(value, digits)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
