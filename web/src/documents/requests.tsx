/** What the list of requests and the page of one share. */
import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "@/platform/api";
import { gregorianDay } from "@/platform/dates";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ClauseChip } from "@/results/clause-chip";
import { State } from "@/school/desk/parts";
import { studentQuery } from "@/school/queries";
import { AmendmentStateOf } from "./amendment-state";
import { messages } from "./requests-messages";

export type Request = Schemas["DocumentRequest"];

export function useWhat() {
  const t = useText(messages);
  return (request: Request) => t("kind_of", { kind: request.fate ?? request.kind });
}

export function StudentName({ schoolId, studentId }: { schoolId: string; studentId: string }) {
  const pick = usePick();
  const student = useQuery(studentQuery(schoolId, studentId));
  return <>{student.data ? pick(student.data.name_ar, student.data.name_en) : "…"}</>;
}

/** What a request lacks, each with its clause. */
export function UnmetList({ unmet }: { unmet: Request["unmet"] }) {
  const t = useText(messages);
  const locale = useLocale();
  const said = (each: Request["unmet"][number]) => (each.paper !== null ? t("paper_name", { paper: each.paper }) : each.first_day !== null ? t("unmet_early", { day: gregorianDay(each.first_day, locale) }) : t("unmet_authority"));
  return (
    <ul className="unmet-list">
      {unmet.map((each) => (
        <li key={`${each.clause} ${each.paper ?? ""}`}>
          {said(each)} <ClauseChip regulation="sa_guide" clause={each.clause} article="" />
        </li>
      ))}
    </ul>
  );
}

export function StateOf({ request }: { request: Request }) {
  const t = useText(messages);
  if (request.amendment !== null) return <AmendmentStateOf state={request.amendment.state} open={request.amendment.open} unmet={request.unmet.length} />;
  if (request.decision === null) return request.unmet.length === 0 ? <State tone="attention">{t("ready")}</State> : <State tone="plain">{t("lacks", { count: request.unmet.length })}</State>;
  if (request.decision.outcome === "refused") return <State tone="refusal">{t("refused")}</State>;
  return request.issued.length === 0 ? <State tone="attention">{t("granted")}</State> : <State tone="done">{t("answered")}</State>;
}
