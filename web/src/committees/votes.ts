/** How a session is written down: each member's place in it as one choice, and what the server takes. */
import type { Schemas } from "@/platform/api";

export const GUIDANCE_VOTES = ["PRIMARY_PROMOTED", "PRIMARY_RETAINED", "PRIMARY_SUPPORT"] as const;
export const PLAIN_VOTES = ["approved", "refused"] as const;

export type Vote = (typeof GUIDANCE_VOTES)[number] | (typeof PLAIN_VOTES)[number];

/** The votes that a case of this kind takes. */
export function votesOf(kind: Schemas["Case"]["kind"]): readonly Vote[] {
  return kind === "guidance" ? GUIDANCE_VOTES : PLAIN_VOTES;
}

/** Who belongs to a committee on a day. */
export function membersOn(members: readonly Schemas["Member"][], day: string): Schemas["Member"][] {
  return members.filter((each) => each.first_day <= day && (each.last_day === null || day <= each.last_day));
}

/** "absent" is left out; "conflicted" sat aside; "" sat without a vote. */
export function attendanceOf(places: ReadonlyMap<string, string>): Schemas["Attendance"][] {
  return [...places].flatMap(([staff_member_id, place]): Schemas["Attendance"][] => {
    if (place === "absent") return [];
    if (place === "conflicted") return [{ staff_member_id, is_conflicted: true }];
    return [{ staff_member_id, ...(place === "" ? {} : { vote: place }) }];
  });
}
