/** The roll of a class as it is being taken: who is not there, who came late. Everybody else is present. Pure. */
import { toAsciiDigits } from "@/platform/digits";
import type { Schemas } from "@/platform/api";

export type Presence = "present" | "absent" | "late";

export interface RollEntry {
  presence: Presence;
  minutes?: number;
}

export type RollEntries = ReadonlyMap<string, RollEntry>;

export const PRESENT: RollEntry = { presence: "present" };

export function entriesOf(taken: Schemas["Roll"] | undefined): RollEntries {
  return new Map((taken?.exceptions ?? []).map(({ student_id, status, minutes }) => [student_id, typeof minutes === "number" ? { presence: status, minutes } : { presence: status }]));
}

export function withEntry(entries: RollEntries, student: string, entry: RollEntry): RollEntries {
  const next = new Map(entries);
  if (entry.presence === "present") next.delete(student);
  else next.set(student, entry);
  return next;
}

/** What the server takes: those of the class who were not simply there. */
export function exceptionsOf(entries: RollEntries, students: readonly string[]): Schemas["RollException"][] {
  return students.flatMap((student_id) => {
    const entry = entries.get(student_id);
    if (!entry || entry.presence === "present") return [];
    return [entry.presence === "late" && entry.minutes !== undefined ? { student_id, status: "late" as const, minutes: entry.minutes } : { student_id, status: entry.presence }];
  });
}

/** One key a student: غ or A absent, ت or L late, ح or P present. */
export function presenceOfKey(key: string): Presence | undefined {
  switch (key.toLowerCase()) {
    case "غ":
    case "a":
      return "absent";
    case "ت":
    case "l":
      return "late";
    case "ح":
    case "p":
      return "present";
    default:
      return undefined;
  }
}

/** Minutes of lateness as typed, in any digits; nothing when there are none or they cannot be. */
export function minutesIn(typed: string): number | undefined {
  const text = toAsciiDigits(typed.trim());
  if (!/^\d{1,3}$/.test(text)) return undefined;
  const minutes = Number(text);
  return minutes <= 600 ? minutes : undefined;
}
