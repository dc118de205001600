import { SegmentedControl, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { Page } from "@/app/page";
import type { Schemas } from "@/platform/api";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { messages as helpWords } from "./help-messages";
import { articleOf, byArticle, matches } from "./clauses";
import { messages } from "./messages";
import { editionQuery } from "./queries";
import "./regulations.css";

type Clause = Schemas["ClauseInList"];
const SHOWN = ["all", "values", "cases"] as const;

function isShown(clause: Clause, shown: string): boolean {
  return shown === "values" ? clause.parameters > 0 : shown === "cases" ? clause.worked_cases > 0 : true;
}

function Clauses({ edition, clauses, typed }: { edition: string; clauses: Clause[]; typed: string }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  if (clauses.length === 0) return <Nothing>{t("nothing_matches", { typed })}</Nothing>;
  return byArticle(clauses).map((group) => (
    <section key={group.clauses[0]?.clause}>
      <h2 className="section-title">{inDigits(group.article, digits)}</h2>
      <ul className="rows">
        {group.clauses.map((clause) => (
          <li key={clause.clause}>
            <Link className="row-link clause-link" to={`/regulations/${edition}/clauses/${clause.clause}`}>
              <span>
                <strong>{inDigits(pick(clause.title_ar, clause.title_en), digits)}</strong> <span className="row-about clause-part">{inDigits(articleOf(clause.article).part, digits)}</span>
                <span className="row-about clause-summary">{inDigits(pick(clause.summary_ar, clause.summary_en), digits)}</span>
              </span>
              <span className="row-about clause-counts">
                {clause.parameters > 0 && <span>{t("value_count", { count: clause.parameters })}</span>}
                {clause.worked_cases > 0 && <span>{t("case_count", { count: clause.worked_cases })}</span>}
                <bdi className="requirement">{clause.clause}</bdi>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  ));
}

export default function EditionPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const pick = usePick();
  const { digits } = useLocale();
  const { edition = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const typed = search.get("q") ?? "";
  const shown = search.get("show") ?? "all";
  const looked = useDeferredValue(typed);
  const query = useQuery(editionQuery(edition));
  const clauses = query.data?.clauses;
  const found = useMemo(() => (clauses ?? []).filter((clause) => isShown(clause, shown) && matches(clause, looked)), [clauses, shown, looked]);
  const change = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value === "" || value === "all") next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };
  const about = query.data ? inDigits(t("covers", { first: query.data.first_year, last: query.data.last_year }), digits) : undefined;
  return (
    <Page
      help={help("edition")}
      title={query.data ? inDigits(pick(query.data.title_ar, query.data.title_en), digits) : t("place")}
      {...(about === undefined ? {} : { about })}
      actions={<Link className="law-link" to={`/regulations/${edition}/coverage`}>{t("coverage")}</Link>}
    >
      <p className="row-about">{t("edition_help")}</p>
      <div className="clause-search">
        <TextInput type="search" label={t("search")} value={typed} onChange={(event) => change("q", event.currentTarget.value)} />
        <SegmentedControl aria-label={t("show")} value={shown} onChange={(value) => change("show", value)} data={SHOWN.map((value) => ({ value, label: t(`show_${value}`) }))} />
      </div>
      <Resource query={query} lines={10}>
        {() => (
          <>
            <p className="row-about" role="status">
              {t("found_count", { count: found.length })}
            </p>
            <Clauses edition={edition} clauses={found} typed={typed} />
          </>
        )}
      </Resource>
    </Page>
  );
}
