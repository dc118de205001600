/** Classes of a year to choose from, by their names. */
import { useQuery } from "@tanstack/react-query";
import { useText } from "@/platform/messages";
import type { Choice } from "./desk/form";
import { classesQuery } from "./queries";
import { messages as words } from "./words";

export function useClassChoices(schoolId: string, yearId: string | undefined, grade?: number): Choice[] {
  const w = useText(words);
  const classes = useQuery({ ...classesQuery(schoolId, yearId ?? ""), enabled: yearId !== undefined && yearId !== "" });
  return (classes.data?.items ?? []).filter((each) => grade === undefined || each.grade === grade).map((each) => ({ value: each.class_id, label: w("class_name", { grade: each.grade, name: each.name }) }));
}
