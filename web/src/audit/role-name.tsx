import { defineMessages, useText } from "@/platform/messages";
import { ROLES } from "@/school/roles";
import { messages as words } from "@/school/words";

export const messages = defineMessages({
  installation_administrator: { about: "Role", ar: "مدير النظام", en: "Administrator" },
  directorate_director: { about: "Role", ar: "مدير التعليم", en: "Director of education" },
  directorate_officer: { about: "Role", ar: "مسؤول إدارة التعليم", en: "Directorate officer" },
  directorate_auditor: { about: "Role", ar: "مدقق إدارة التعليم", en: "Directorate auditor" },
  ministry_admin: { about: "Role", ar: "مسؤول الوزارة", en: "Ministry officer" },
  ministry_policy_author: { about: "Role", ar: "معد السياسات بالوزارة", en: "Ministry policy author" },
  guardian: { about: "Role", ar: "ولي الأمر", en: "Guardian" },
  student: { about: "Role", ar: "الطالب", en: "Student" },
});

const OTHERS = ["installation_administrator", "directorate_director", "directorate_officer", "directorate_auditor", "ministry_admin", "ministry_policy_author", "guardian", "student"] as const;

/** A role by its code; nothing where somebody acted for himself or the system did. */
export function RoleName({ role }: { role: string }) {
  const t = useText(messages);
  const w = useText(words);
  const atSchool = ROLES.find((each) => each === role);
  if (atSchool) return <>{w(`role_${atSchool}`)}</>;
  const other = OTHERS.find((each) => each === role);
  return <>{other ? t(other) : "–"}</>;
}
