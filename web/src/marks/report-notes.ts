/** What of a class's report notes waits for a signature, and which of two versions is the newer. */
import type { Schemas } from "@/platform/api";

/** A note as its writer saw it. */
export interface Seen {
  version: string;
  text: string;
}

/** Versions are ids that grow with time and hold more than a number of the browser can. */
export function isNewer(version: string, than: string): boolean {
  return version.length === than.length ? version > than : version.length > than.length;
}

/** Of who is in the class and not exempt; an empty note is signed as it is. */
export function toSign(notes: readonly Schemas["ReportNote"][]): Schemas["ReportNote"][] {
  return notes.filter((note) => note.signature === null && !note.is_exempt && !note.has_left);
}
