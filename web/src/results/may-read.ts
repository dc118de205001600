/** Whether somebody may read something of a school: its own people, and offices of its directorate. */
import type { Grant } from "@/access/session";

/** What a screen shows; the server decides anew each time, also whether the school is of that directorate. */
export function mayRead(grants: readonly Grant[] | undefined, permission: string, schoolId: string): boolean {
  return (grants ?? []).some((grant) => permission in grant.permissions && (grant.school_id === schoolId || grant.directorate_id !== undefined));
}
