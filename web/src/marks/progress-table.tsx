/** Sheets with what is missing in them, by teacher: who has to enter what, by which day. */
import { Link } from "react-router";
import type { Schemas } from "@/platform/api";
import { gregorianDay } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing } from "@/platform/resource";
import { messages } from "./student-messages";
import "./overview-page.css";

type Sheet = Schemas["SheetProgress"];

/** The teachers in the order of what they still have to enter; who has nothing to do is last. */
export function byTeacher(sheets: readonly Sheet[]): { teacher: Sheet["teacher"]; sheets: Sheet[]; missing: number }[] {
  const groups = new Map<string, { teacher: Sheet["teacher"]; sheets: Sheet[]; missing: number }>();
  for (const sheet of sheets) {
    const key = sheet.teacher?.staff_member_id ?? "";
    const group = groups.get(key) ?? { teacher: sheet.teacher, sheets: [], missing: 0 };
    group.sheets.push(sheet);
    group.missing += sheet.missing;
    groups.set(key, group);
  }
  return [...groups.values()].sort((one, other) => other.missing - one.missing);
}

export function ProgressTable({ schoolId, sheets, subjects, withClass = false }: { schoolId: string; sheets: readonly Sheet[]; subjects: readonly Schemas["PlanSubject"][]; withClass?: boolean }) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const subjectName = (code: string) => {
    const subject = subjects.find((each) => each.subject === code);
    return subject ? pick(subject.name_ar, subject.name_en) : code;
  };
  const open = sheets.filter((sheet) => sheet.needed > 0 && (sheet.missing > 0 || sheet.state === "complete"));
  if (open.length === 0) return <Nothing>{t("nothing_missing")}</Nothing>;
  return (
    <>
      {byTeacher(open).map(({ teacher, sheets: own }) => (
        <section key={teacher?.staff_member_id ?? ""} className="progress-teacher">
          <h3>{teacher ? pick(teacher.name_ar, teacher.name_en) : t("nobody")}</h3>
          <div className="progress-frame">
            <table className="progress-table">
              <thead>
                <tr>
                  <th scope="col">{t("sheet")}</th>
                  <th scope="col">{t("missing_count")}</th>
                  <th scope="col">{t("due")}</th>
                  <th scope="col">{t("state")}</th>
                </tr>
              </thead>
              <tbody>
                {own.map((sheet) => (
                  <tr key={sheet.sheet_id}>
                    <th scope="row">
                      <Link to={`/schools/${schoolId}/sheets/${sheet.sheet_id}`}>
                        {withClass ? t("class_name", { grade: sheet.grade, name: sheet.class_name }) : subjectName(sheet.subject)}: {pick(sheet.title_ar, sheet.title_en)}
                      </Link>{" "}
                      <span className="row-about">{t("term", { term: String(sheet.term) })}</span>
                    </th>
                    <td>{inDigits(t("missing_of", { missing: sheet.missing, needed: sheet.needed }), locale.digits)}</td>
                    <td>{sheet.due === undefined ? "—" : gregorianDay(sheet.due, locale)}</td>
                    <td data-state={sheet.state}>{t(`state_${sheet.state}`)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
    </>
  );
}
