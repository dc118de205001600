import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client } from "@/platform/api";
import { inDigits, toAsciiDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { RecordForm, type Field } from "./desk/form";
import { useLater } from "./desk/use-later";
import { readStudents } from "./people-queries";
import { EMPTY_STUDENT, studentBody, studentFields, type StudentField } from "./student-fields";
import { messages } from "./student-messages";
import { PAPERS, paperOf } from "./student-papers";
import { messages as words } from "./words";

type Name = StudentField | "paper" | "paper_number" | "issued_by" | "is_confirmed";

/** Students of a like name, while a new one is written: nobody is added twice by mistake. */
function MaybeKnown({ schoolId, name }: { schoolId: string; name: string }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  const text = useLater(name, 500);
  const query = useQuery({ queryKey: ["maybe-known", schoolId, text], queryFn: () => readStudents(schoolId, text), enabled: text.includes(" ") });
  const found = query.data?.items.slice(0, 5) ?? [];
  if (!text.includes(" ") || found.length === 0) return null;
  return (
    <div className="desk-asks" role="status">
      <strong>{t("maybe_known")}</strong>
      <ul>
        {found.map((student) => (
          <li key={student.student_id}>
            <Link to={`/schools/${schoolId}/students/${student.student_id}/file`}>{pick(student.name_ar, student.name_en)}</Link> <bdi className="desk-quiet">{inDigits(student.student_number, digits)}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}

export default function StudentNewPage() {
  const t = useText(messages);
  const w = useText(words);
  const { language } = useLocale();
  const { schoolId = "" } = useParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const fields: Field<Name>[] = [
    ...studentFields(t, w, language),
    { name: "paper", label: t("paper"), kind: "choice", isOptional: true, hint: t("paper_later"), choices: PAPERS.map((value) => ({ value, label: w(`paper_${value}`) })) },
    { name: "paper_number", label: t("paper_number"), isCode: true, at: "identity_papers/0/number", isShown: (values) => values.paper !== "" },
    { name: "issued_by", label: t("issued_by"), isOptional: true, isShown: (values) => values.paper !== "" },
    { name: "is_confirmed", label: t("is_confirmed"), kind: "check", hint: t("confirm_hint"), isShown: (values) => values.paper !== "" },
  ];
  return (
    <Page help={t("add_help")} title={t("add_student")} about={<Link to={`/schools/${schoolId}/students`}>{t("students")}</Link>}>
        <RecordForm
          fields={fields}
          initial={{ ...EMPTY_STUDENT, paper: "", paper_number: "", issued_by: "", is_confirmed: "" }}
          submit={t("add_student")}
          send={async (values, { key }) => {
            const added = await answerOf(
              client.POST("/v1/schools/{school_id}/students", {
                params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } },
                body: {
                  ...studentBody(values),
                  ...(values.paper === "" ? {} : { identity_papers: [{ kind: paperOf(values.paper), number: toAsciiDigits(values.paper_number), issued_by: values.issued_by, is_confirmed: values.is_confirmed !== "" }] }),
                },
              }),
            );
            await queries.invalidateQueries({ queryKey: ["students-of-school", schoolId] });
            void navigate(`/schools/${schoolId}/students/${added.student_id}/file`);
          }}
        >
          {(values) => <MaybeKnown schoolId={schoolId} name={[values.part_1, values.part_2, values.part_3, values.part_4].map((part) => part.trim()).filter((part) => part !== "").join(" ")} />}
        </RecordForm>
    </Page>
  );
}
