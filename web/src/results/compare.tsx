/** Two results of a student beside each other: the decision, the rows that differ, and the clauses that speak differently. */
import { useText, useLocale } from "@/platform/messages";
import { messages } from "./correction-messages";
import { said } from "./said";
import type { ShownResult } from "./queries";
import { changedFacts, changedReasons } from "./reasons";
import { ClauseChip } from "./clause-chip";

export function Compare({ before, after }: { before: ShownResult; after: ShownResult }) {
  const t = useText(messages);
  const locale = useLocale();
  const { language } = locale;
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
          <p className="side-decision">{said(one.decision, locale)}</p>
        </div>
        <div>
          <p className="side-title">{t("decision_after")}</p>
          <p className="side-decision">{said(other.decision, locale)}</p>
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
                  <th scope="row">{said(row.name, locale)}</th>
                  <td>
                    <span className="was">{said(row.before, locale) || "–"}</span>
                  </td>
                  <td>
                    <span className="is-now">{said(row.after, locale) || "–"}</span>
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
                <ClauseChip regulation={after.regulation} clause="" article={each.article} /> <strong>{said(each.itemName || each.title, locale)}</strong>
                {each.before !== "" && <p className="was">{said(each.before, locale)}</p>}
                {each.after !== "" && <p>{said(each.after, locale)}</p>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
