/** Two results of a student beside each other: the decision, the rows that differ, and the clauses that speak differently. */
import { useText, useLocale } from "@/platform/messages";
import { inDigits } from "@/platform/digits";
import { messages } from "./correction-messages";
import type { ShownResult } from "./queries";
import { changedFacts, changedReasons } from "./reasons";
import { ClauseChip } from "./reasons-panel";

export function Compare({ before, after }: { before: ShownResult; after: ShownResult }) {
  const t = useText(messages);
  const { language, digits } = useLocale();
  const one = before.told[language];
  const other = after.told[language];
  const rows = changedFacts(one.facts, other.facts);
  const reasons = changedReasons(one.reasons, other.reasons);
  if (rows.length === 0 && reasons.length === 0 && one.decision === other.decision) return <p>{t("no_difference")}</p>;
  return (
    <>
      <div className="side-by-side">
        <div>
          <p className="side-title">{t("decision_before")}</p>
          <p className="side-decision">{inDigits(one.decision, digits)}</p>
        </div>
        <div>
          <p className="side-title">{t("decision_after")}</p>
          <p className="side-decision">{inDigits(other.decision, digits)}</p>
        </div>
      </div>
      {rows.length > 0 && (
        <div className="table-frame">
          <table className="data-table">
            <thead>
              <tr>
                <th scope="col">{t("row")}</th>
                <th scope="col">{t("was")}</th>
                <th scope="col">{t("is_now")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.name}>
                  <th scope="row">{inDigits(row.name, digits)}</th>
                  <td>
                    <span className="was">{inDigits(row.before, digits) || "–"}</span>
                  </td>
                  <td>
                    <span className="is-now">{inDigits(row.after, digits) || "–"}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {reasons.length > 0 && (
        <details className="reason-more all-reasons">
          <summary>{t("reasons_changed", { count: reasons.length })}</summary>
          <ul className="changed-reasons">
            {reasons.map((each, index) => (
              <li key={index}>
                <ClauseChip regulation={after.regulation} clause="" article={each.article} /> <strong>{inDigits(each.itemName || each.title, digits)}</strong>
                {each.before !== "" && <p className="was">{inDigits(each.before, digits)}</p>}
                {each.after !== "" && <p>{inDigits(each.after, digits)}</p>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
