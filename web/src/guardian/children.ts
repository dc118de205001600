/** Whose pages a person may open as guardian or student. */
import type { Grant } from "@/access/session";

export interface Child {
  schoolId: string;
  studentId: string;
  /** The guardian's own number at that school; none for a student himself. */
  guardianId?: string;
  permissions: Grant["permissions"];
}

export function childrenOf(grants: readonly Grant[] | undefined): Child[] {
  return (grants ?? []).flatMap(({ role, school_id: schoolId, person_id: personId, children, permissions }): Child[] => {
    if (schoolId === undefined) return [];
    if (role === "student" && personId !== undefined) return [{ schoolId, studentId: personId, permissions }];
    return (children ?? []).map((studentId) => ({ schoolId, studentId, permissions, ...(personId === undefined ? {} : { guardianId: personId }) }));
  });
}

export const childPath = ({ schoolId, studentId }: Pick<Child, "schoolId" | "studentId">) => `/children/${schoolId}/${studentId}`;
