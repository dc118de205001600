/** What the person may do at a school as a whole: what a screen offers; the server decides anew each time. */
import { useSession } from "@/access/session";

export function useMay(schoolId: string): (permission: string) => boolean {
  const { session } = useSession();
  return (permission) => (session.grants ?? []).some((grant) => grant.school_id === schoolId && grant.permissions[permission] === "school");
}
