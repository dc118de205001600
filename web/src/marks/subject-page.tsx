/** How a subject stands in all its classes: for who heads it. What waits for his review comes first. */
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import type { Schemas } from "@/platform/api";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { classQuery, planQuery, sheetsQuery, yearsQuery } from "@/school/queries";
import { ProgressTable } from "./progress-table";
import { progressQuery, sheetQuery } from "./requests";
import { messages as skillWords } from "./skill-messages";
import { messages } from "./student-messages";

function SubjectOfYear({ schoolId, yearId, subject }: { schoolId: string; yearId: string; subject: string }) {
  const t = useText(messages);
  const skill = useText(skillWords);
  const pick = usePick();
  const { language } = useLocale();
  const progress = useQuery(progressQuery(schoolId, yearId, { subject }));
  const classIds = [...new Set((progress.data ?? []).map((sheet) => sheet.class_id))];
  const lists = useQueries({ queries: classIds.map((classId) => sheetsQuery(schoolId, classId, subject)) });
  const signed = (progress.data ?? []).filter((sheet) => sheet.state === "signed");
  // Whether a reviewer's signature stands is said by the sheet itself.
  const read = useQueries({ queries: signed.map((sheet) => sheetQuery(schoolId, sheet.sheet_id)) });
  const waiting = signed.filter((sheet) => {
    const found = read.find((query) => query.data?.sheet_id === sheet.sheet_id)?.data;
    return found !== undefined && !found.signatures.some((signature) => signature.kind === "reviewer" && signature.withdrawn_at === undefined && signature.sheet_version === found.version);
  });
  const className = (sheet: Schemas["SheetProgress"]) => t("class_name", { grade: sheet.grade, name: sheet.class_name });
  const withSkills = (progress.data ?? []).filter((sheet) => sheet.part === "skills" && lists.length > 0);
  return (
    <Resource query={progress} lines={8}>
      {(sheets) => (
        <>
          <h2 className="section-title">{t("to_review")}</h2>
          {waiting.length === 0 ? (
            <Nothing>{t("none_to_review")}</Nothing>
          ) : (
            <ul className="rows">
              {waiting.map((sheet) => (
                <li key={sheet.sheet_id}>
                  <Link className="row-link" to={`/schools/${schoolId}/sheets/${sheet.sheet_id}/signing`}>
                    <span>
                      {className(sheet)}
                      {language === "ar" ? "، " : ", "}
                      {pick(sheet.title_ar, sheet.title_en)} <span className="row-about">{t("term", { term: String(sheet.term) })}</span>
                    </span>
                    <span className="row-about">{pick(sheet.teacher?.name_ar, sheet.teacher?.name_en)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          )}
          {withSkills.length > 0 && (
            <>
              <h2 className="section-title">{skill("groups")}</h2>
              <ul className="rows">
                {withSkills.map((sheet) => (
                  <li key={sheet.sheet_id}>
                    <Link className="row-link" to={`/schools/${schoolId}/classes/${sheet.class_id}/subjects/${subject}/skills`}>
                      {className(sheet)}
                    </Link>
                  </li>
                ))}
              </ul>
            </>
          )}
          <h2 className="section-title">{t("missing_entries")}</h2>
          <ProgressTable schoolId={schoolId} sheets={sheets} subjects={[]} withClass />
        </>
      )}
    </Resource>
  );
}

function useSubjectName(schoolId: string, yearId: string | undefined, subject: string) {
  const pick = usePick();
  const progress = useQuery({ ...progressQuery(schoolId, yearId ?? "", { subject }), enabled: yearId !== undefined });
  const first = progress.data?.[0];
  const found = useQuery({ ...classQuery(schoolId, first?.class_id ?? ""), enabled: first !== undefined });
  const plan = useQuery({ ...planQuery(schoolId, found.data?.study_plan_id ?? ""), enabled: found.data !== undefined });
  const named = plan.data?.subjects.find((each) => each.subject === subject);
  return named ? pick(named.name_ar, named.name_en) : "…";
}

export default function SubjectPage() {
  const t = useText(messages);
  const { schoolId = "", subject = "" } = useParams();
  const years = useQuery(yearsQuery(schoolId));
  const yearId = years.data?.items[0]?.school_year_id;
  const name = useSubjectName(schoolId, yearId, subject);
  return (
    <Page
      help={t("help_subject")}
      title={t("subject_overview", { subject: name })}
    >
      <Resource query={years}>{() => (yearId === undefined ? <Nothing>{t("no_year")}</Nothing> : <SubjectOfYear schoolId={schoolId} yearId={yearId} subject={subject} />)}</Resource>
    </Page>
  );
}
