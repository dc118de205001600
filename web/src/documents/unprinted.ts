/** Papers of a print job that could not be made, by their reasons: a reason that thirty students share is said once. */
import type { Schemas } from "@/platform/api";

export type PrintJob = Schemas["PrintJob"];
export type Unprinted = PrintJob["unprinted"][number];

export interface Reason {
  refused: Unprinted["refused"];
  papers: Unprinted[];
}

/** In the order in which the reasons were met; those who share one keep theirs. */
export function byReason(unprinted: readonly Unprinted[]): Reason[] {
  const reasons = new Map<string, Reason>();
  for (const one of unprinted) {
    const { code, clause, messages } = one.refused;
    const key = JSON.stringify([code, clause, messages.ar]);
    const found = reasons.get(key);
    if (found) found.papers.push(one);
    else reasons.set(key, { refused: one.refused, papers: [one] });
  }
  return [...reasons.values()];
}

export const isUnderWay = (job: PrintJob) => job.ended_at === null;
