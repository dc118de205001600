/** What the reader's appointments permit about a class and subject. The server decides anew each time. */
import type { Grant } from "@/access/session";

export function permitsIn(grants: readonly Grant[] | undefined, schoolId: string, classId: string | undefined, subject?: string) {
  const reaching = (grants ?? []).filter((grant) => grant.school_id === schoolId);
  return (permission: string): boolean =>
    reaching.some((grant) => {
      switch (grant.permissions[permission]) {
        case "school":
          return true;
        case "class":
          return grant.class_id === undefined || grant.class_id === classId;
        case "subject":
          return subject !== undefined && grant.subject === subject;
        case "class_subject":
          return subject !== undefined && grant.class_id === classId && grant.subject === subject;
        default:
          return false;
      }
    });
}

/** The subjects whose marks of the class the reader may see; nothing: all of them. */
export function subjectsToAsk(grants: readonly Grant[] | undefined, schoolId: string, classId: string): string[] | undefined {
  if (permitsIn(grants, schoolId, classId)("mark_read")) return undefined;
  const own = (grants ?? []).filter((grant) => grant.school_id === schoolId && grant.subject !== undefined && permitsIn([grant], schoolId, classId, grant.subject)("mark_read"));
  return [...new Set(own.map((grant) => grant.subject ?? ""))];
}
