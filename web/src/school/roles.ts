/** Roles that an appointment gives, and what each is an appointment to. */
export const ROLES = ["head_teacher", "deputy", "registrar", "teacher", "class_head", "head_of_department", "supporting_teacher", "counsellor", "committee_chair", "committee_member", "committee_secretary", "recorder", "control_head", "control_member"] as const;

export type Role = (typeof ROLES)[number];

export function roleOf(value: string): Role {
  return ROLES.find((each) => each === value) ?? "teacher";
}

const OF_CLASS: readonly string[] = ["teacher", "class_head", "supporting_teacher", "recorder"];
const OF_SUBJECT: readonly string[] = ["teacher", "head_of_department", "supporting_teacher", "recorder"];

export const needsClass = (role: string) => OF_CLASS.includes(role);
export const takesClass = (role: string) => needsClass(role) || role === "counsellor";
export const needsSubject = (role: string) => OF_SUBJECT.includes(role);
