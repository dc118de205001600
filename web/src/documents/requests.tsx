/** What the list of requests and the page of one share. */
import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "@/platform/api";
import { usePick, useText } from "@/platform/messages";
import { State } from "@/school/desk/parts";
import { studentQuery } from "@/school/queries";
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

export function StateOf({ request }: { request: Request }) {
  const t = useText(messages);
  if (request.decision === null) return request.unmet.length === 0 ? <State tone="attention">{t("ready")}</State> : <State tone="plain">{t("lacks", { count: request.unmet.length })}</State>;
  if (request.decision.outcome === "refused") return <State tone="refusal">{t("refused")}</State>;
  return request.issued.length === 0 ? <State tone="attention">{t("granted")}</State> : <State tone="done">{t("answered")}</State>;
}
