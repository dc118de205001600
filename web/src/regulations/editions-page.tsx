import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Page } from "@/app/page";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Resource } from "@/platform/resource";
import { messages as helpWords } from "./help-messages";
import { messages } from "./messages";
import { editionsQuery } from "./queries";
import "./regulations.css";

export default function EditionsPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const pick = usePick();
  const { digits } = useLocale();
  const query = useQuery(editionsQuery);
  return (
    <Page help={help("editions")} title={t("editions")} about={t("editions_help")}>
      <Resource query={query}>
        {({ items }) => (
          <ul className="rows">
            {items.map((edition) => (
              <li key={edition.regulation}>
                <Link className="row-link edition-link" to={`/regulations/${edition.regulation}`}>
                  <span>
                    <strong>{inDigits(pick(edition.title_ar, edition.title_en), digits)}</strong>
                    <span className="row-about edition-years">
                      {inDigits(edition.first_year === edition.last_year ? t("covers_one", { first: edition.first_year }) : t("covers", { first: edition.first_year, last: edition.last_year }), digits)}
                    </span>
                  </span>
                  <span className="row-about edition-counts">
                    <span>{t("clause_count", { count: edition.clauses })}</span>
                    <span>{t("value_count", { count: edition.parameters })}</span>
                    {edition.assumed > 0 && <span className="is-assumed">{t("assumed_count", { count: edition.assumed })}</span>}
                    {edition.worked_cases > 0 && <span>{t("case_count", { count: edition.worked_cases })}</span>}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Resource>
    </Page>
  );
}
