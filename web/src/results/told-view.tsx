/** What a regulation says of a year, in words: the decision, the subjects as calm rows, what remains, and why. */
import { Link } from "react-router";
import { useLocale, useText } from "@/platform/messages";
import { messages } from "./messages";
import { said, saidValue } from "./said";
import { Reasons } from "./reasons-panel";
import { groupedFacts, itemOfFact, reasonTree, type Told } from "./reasons";

const MANY = 6;

export function FactRows({ told, linkTo, open }: { told: Told; linkTo?: (item: string) => string; open?: string | undefined }) {
  const t = useText(messages);
  const locale = useLocale();
  return (
    <ul className="fact-rows">
      {groupedFacts(told.facts).map(({ name: plainName, values }) => {
        const value = values[0] ?? "";
        const item = linkTo === undefined ? undefined : itemOfFact(told, { name: plainName, value });
        const name = said(plainName, locale);
        if (values.length > 1)
          return (
            <li key={plainName}>
              <details className="fact-group" open={values.length <= 3}>
                <summary>
                  {name} ({said(String(values.length), locale)})
                </summary>
                <ul>
                  {values.map((each, index) => (
                    <li key={index}>{said(each, locale)}</li>
                  ))}
                </ul>
              </details>
            </li>
          );
        const content = (
          <>
            <span className="fact-name">{name}</span>
            <span className="fact-value">{saidValue(value, locale)}</span>
          </>
        );
        return (
          <li key={plainName}>
            {item === undefined || linkTo === undefined ? (
              <div className="fact-row">{content}</div>
            ) : (
              <Link className="fact-row" data-item={item} to={linkTo(item)} aria-current={open === item ? "true" : undefined} preventScrollReset>
                {content}
                <span className="fact-why" aria-label={t("why_of", { name })}>
                  {t("why")}
                </span>
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}

export function Remaining({ told }: { told: Told }) {
  const t = useText(messages);
  const locale = useLocale();
  return (
    <section>
      <h2>{t("what_remains")}</h2>
      {told.changes.length === 0 ? (
        <p>{t("nothing_remains")}</p>
      ) : (
        <>
          <ul className="changes">
            {told.changes.slice(0, MANY).map((change, index) => (
              <li key={index}>{said(change, locale)}</li>
            ))}
          </ul>
          {told.changes.length > MANY && (
            <details className="reason-more all-reasons">
              <summary>{t("more_changes", { count: told.changes.length - MANY })}</summary>
              <ul className="changes">
                {told.changes.slice(MANY).map((change, index) => (
                  <li key={index}>{said(change, locale)}</li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </section>
  );
}

export function Assumed({ told }: { told: Told }) {
  const t = useText(messages);
  const locale = useLocale();
  if (told.assumed.length === 0) return null;
  return (
    <details className="assumed">
      <summary>
        {t("assumed")} ({said(String(told.assumed.length), locale)})
      </summary>
      <p className="quiet">{t("assumed_note")}</p>
      <dl className="pairs">
        {told.assumed.map(({ name, value }, index) => (
          <div key={index}>
            <dt>{said(name, locale)}</dt>
            <dd>{said(value, locale)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** The year's own clauses first; those about a subject open from its row, and all of them here when they are asked for. */
export function Why({ told, regulation, linkTo }: { told: Told; regulation: string; linkTo: (path: string) => string }) {
  const t = useText(messages);
  const tree = reasonTree(told.reasons);
  const ofYear = tree.filter(({ reason }) => reason.item === "");
  return (
    <section>
      <h2>{t("why")}</h2>
      <Reasons nodes={ofYear} told={told} regulation={regulation} linkTo={linkTo} />
      {tree.length > ofYear.length && (
        <details className="reason-more all-reasons">
          <summary>{t("all_reasons", { count: told.reasons.length })}</summary>
          <Reasons nodes={tree} told={told} regulation={regulation} linkTo={linkTo} />
        </details>
      )}
    </section>
  );
}
