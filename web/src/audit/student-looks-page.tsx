import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { usePick, useText } from "@/platform/messages";
import { studentQuery } from "@/school/queries";
import { messages as students } from "@/school/student-messages";
import { useMay } from "@/school/use-may";
import { Looks } from "./looks";
import { messages } from "./messages";

export default function StudentLooksPage() {
  const t = useText(messages);
  const s = useText(students);
  const pick = usePick();
  const { schoolId = "", studentId = "" } = useParams();
  const may = useMay(schoolId);
  const student = useQuery(studentQuery(schoolId, studentId));
  const name = student.data ? pick(student.data.name_ar, student.data.name_en) : "…";
  return (
    <Page help={t("looks_help")} title={t("looks_of", { name })} about={may("student_manage") && <Link to={`/schools/${schoolId}/students/${studentId}/file`}>{s("data")}</Link>} wide>
      <Looks schoolId={schoolId} studentId={studentId} />
    </Page>
  );
}
