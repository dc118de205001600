import { Link } from "react-router";
import { useLocale, useText } from "@/platform/messages";
import { messages } from "./messages";
import { said } from "./said";
import "./clause-chip.css";

/** Article and clause as a chip that leads to its page. */
export function ClauseChip({ regulation, clause, article }: { regulation: string; clause: string; article: string }) {
  const t = useText(messages);
  const locale = useLocale();
  if (clause === "") return article === "" ? null : <span className="clause-chip">{said(article, locale)}</span>;
  return (
    <Link className="clause-chip" to={`/regulations/${regulation}/clauses/${clause}`} aria-label={`${said(article, locale)}، ${t("clause_page", { clause })}`}>
      {article === "" ? <bdi>{clause}</bdi> : said(article, locale)}
    </Link>
  );
}
