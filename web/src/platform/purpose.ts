/** For which purpose somebody counts the results of many students: asked once, remembered until he signs out (SR-3.6). */
import { useCallback, useState } from "react";
import { useSession } from "@/access/session";

/** What results of many students may be used for, by Article 2 of the regulation. */
export const PURPOSES = ["P1_ORGANISE", "P2_LEVEL_PROGRESS", "P3_FEEDBACK", "P4_REVIEW", "P5_REDUCE_FAILURE"] as const;
export type Purpose = (typeof PURPOSES)[number];

const KEY = "taqwim.purpose";

/** The purpose that this account chose in this tab; another's is none of its business. */
export function purposeIn(kept: string | null, accountId: string): Purpose | undefined {
  const [owner, purpose] = (kept ?? "").split(" ");
  return owner === accountId ? PURPOSES.find((each) => each === purpose) : undefined;
}

export function forgetPurpose() {
  sessionStorage.removeItem(KEY);
}

export function usePurpose(): [Purpose | undefined, (purpose: Purpose | undefined) => void] {
  const { session } = useSession();
  const [purpose, setPurpose] = useState(() => purposeIn(sessionStorage.getItem(KEY), session.account_id));
  const choose = useCallback(
    (chosen: Purpose | undefined) => {
      if (chosen === undefined) forgetPurpose();
      else sessionStorage.setItem(KEY, `${session.account_id} ${chosen}`);
      setPurpose(chosen);
    },
    [session.account_id],
  );
  return [purpose, choose];
}
