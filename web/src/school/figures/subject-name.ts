import { usePick, useText } from "@/platform/messages";
import type { SubjectMarks } from "./counting";
import { messages } from "./messages";

/** A subject as it is named here: a course of one term with its term. */
export function useSubjectName(): (subject: SubjectMarks) => string {
  const t = useText(messages);
  const pick = usePick();
  return (subject) => (subject.term === 0 ? pick(subject.name_ar, subject.name_en) : t("of_term", { name: pick(subject.name_ar, subject.name_en), term: String(subject.term) }));
}
