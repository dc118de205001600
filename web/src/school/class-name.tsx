import { useQuery } from "@tanstack/react-query";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { classQuery, planQuery, staffQuery, yearsQuery } from "./queries";
import { messages as words } from "./words";

export function ClassName({ schoolId, classId }: { schoolId: string; classId: string }) {
  const w = useText(words);
  const query = useQuery(classQuery(schoolId, classId));
  return <>{query.data ? w("class_name", { grade: query.data.grade, name: query.data.name }) : "…"}</>;
}

export function YearName({ schoolId, yearId }: { schoolId: string; yearId: string }) {
  const { digits } = useLocale();
  const query = useQuery(yearsQuery(schoolId));
  const year = query.data?.items.find((each) => each.school_year_id === yearId);
  return <>{year ? inDigits(year.name, digits) : "…"}</>;
}

export function StaffName({ schoolId, staffId }: { schoolId: string; staffId: string }) {
  const pick = usePick();
  const query = useQuery(staffQuery(schoolId));
  const member = query.data?.find((each) => each.staff_member_id === staffId);
  return <>{member ? pick(member.name_ar, member.name_en) : "…"}</>;
}

/** A subject by the name that the plan of a class gives it. */
export function SubjectName({ schoolId, classId, subject }: { schoolId: string; classId: string; subject: string }) {
  const pick = usePick();
  const found = useQuery(classQuery(schoolId, classId));
  const plan = useQuery({ ...planQuery(schoolId, found.data?.study_plan_id ?? ""), enabled: found.data !== undefined });
  const named = plan.data?.subjects.find((each) => each.subject === subject);
  return <>{named ? pick(named.name_ar, named.name_en) : subject}</>;
}
