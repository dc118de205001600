/** What the charts make of the server's counts: which rows and cells stand where. Means and shares are the server's own. */
import type { Schemas } from "@/platform/api";

export type SubjectMarks = Schemas["SubjectMarks"];
type ClassWork = Schemas["ClassWork"];

/** A share that the server rounded to hundredths ("0.83") as the whole hundredths that it has ("83"). */
export function percentOf(share: string): string {
  const [whole = "0", part = ""] = share.split(".");
  return String(Number(whole + part.padEnd(2, "0").slice(0, 2)));
}

/** A subject in the address: a course of one term stands beside that of another. */
export const keyOf = ({ subject, term }: Pick<SubjectMarks, "subject" | "term">) => (term === 0 ? subject : `${subject}.${term}`);

/** The subject that was chosen, else the year as a whole, else what stands first. */
export function chosenSubject(subjects: readonly SubjectMarks[], key: string | null): SubjectMarks | undefined {
  return subjects.find((each) => keyOf(each) === (key ?? "")) ?? subjects[0];
}

/** The bands of several classes, each once: in the order of the class that has the most of them. */
export function bandsOf(rows: readonly SubjectMarks[]): SubjectMarks["bands"] {
  const longestFirst = [...rows].sort((one, other) => other.bands.length - one.bands.length);
  const found = new Map<string, SubjectMarks["bands"][number]>();
  for (const { bands } of longestFirst) for (const band of bands) if (!found.has(band.code)) found.set(band.code, band);
  return [...found.values()];
}

/** Tenths from the first to the last that somebody is in: [from, students], from in hundredths of the maximum. */
export function tenthsOf(tenths: readonly number[]): (readonly [from: number, students: number])[] {
  const first = tenths.findIndex((count) => count > 0);
  const last = tenths.findLastIndex((count) => count > 0);
  return first < 0 ? [] : tenths.slice(first, last + 1).map((count, index) => [(first + index) * 10, count] as const);
}

export interface Rung {
  kind: string;
  clause: string;
  students: number;
}

/** The attendance ladder of a term over all classes. Who reached a step reached those before it: the steps in their order. */
export function ladderOf(classes: readonly ClassWork[], term: number): Rung[] {
  const rungs = new Map<string, Rung>();
  for (const one of classes)
    for (const { kind, clause, students } of one.terms.find((each) => each.term === term)?.ladder ?? []) {
      const found = rungs.get(kind);
      if (found) found.students += students;
      else rungs.set(kind, { kind, clause, students });
    }
  return [...rungs.values()].sort((one, other) => other.students - one.students);
}

export function reached(one: ClassWork, term: number, kind: string): number {
  return one.terms.find((each) => each.term === term)?.ladder.find((rung) => rung.kind === kind)?.students ?? 0;
}
