import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import type { Schemas } from "@/platform/api";
import { inDigits } from "@/platform/digits";
import { formatMessage, useLocale, usePick, useText } from "@/platform/messages";
import { Resource } from "@/platform/resource";
import { messages as helpWords } from "./help-messages";
import { byArticle } from "./clauses";
import { messages } from "./messages";
import { coverageQuery } from "./queries";
import "./regulations.css";

function Row({ edition, clause }: { edition: string; clause: Schemas["CoveredClause"] }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  return (
    <tr>
      <th scope="row">
        <Link className="law-link" to={`/regulations/${edition}/clauses/${clause.clause}`}>
          {inDigits(pick(clause.title_ar, clause.title_en), digits)}
        </Link> <bdi className="requirement">{clause.clause}</bdi>
      </th>
      <td>
        <span className="became" data-became={clause.became}>
          {t(`became_${clause.became}`)}
        </span>
      </td>
      <td className="number">{inDigits(String(clause.tests), digits)}</td>
      <td className="number">{inDigits(String(clause.worked_cases), digits)}</td>
    </tr>
  );
}

export default function CoveragePage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const pick = usePick();
  const locale = useLocale();
  const { edition = "" } = useParams();
  const query = useQuery(coverageQuery(edition));
  return (
    <Page help={help("coverage")} title={t("coverage")} about={query.data && <Link className="law-link" to={`/regulations/${edition}`}>{inDigits(pick(query.data.title_ar, query.data.title_en), locale.digits)}</Link>} wide>
      <p className="row-about">{t("coverage_help")}</p>
      <Resource query={query} lines={12}>
        {({ items }) => (
          <>
            <ul className="coverage-sums">
              {(["rule", "room", "nothing"] as const).map((became) => (
                <li key={became}>
                  <span className="became" data-became={became}>
                    {t(`became_${became}`)}
                  </span>
                  {formatMessage(messages.clause_count, locale, { count: items.filter((clause) => clause.became === became).length })}
                </li>
              ))}
            </ul>
            <div className="table-scroll">
              <table className="plain-table">
                <thead>
                  <tr>
                    <th scope="col">{t("column_clause")}</th>
                    <th scope="col">{t("column_became")}</th>
                    <th scope="col" className="number">
                      {t("column_tests")}
                    </th>
                    <th scope="col" className="number">
                      {t("column_cases")}
                    </th>
                  </tr>
                </thead>
                {byArticle(items).map((group) => (
                  <tbody key={group.clauses[0]?.clause}>
                    <tr className="article-row">
                      <th scope="rowgroup" colSpan={4}>
                        {inDigits(group.article, locale.digits)}
                      </th>
                    </tr>
                    {group.clauses.map((clause) => (
                      <Row key={clause.clause} edition={edition} clause={clause} />
                    ))}
                  </tbody>
                ))}
              </table>
            </div>
          </>
        )}
      </Resource>
    </Page>
  );
}
