/** How far a class is on its way to be published, and what stands in the way. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { Schemas } from "@/platform/api";
import { moment } from "@/platform/dates";
import { useLocale, usePick, useText } from "@/platform/messages";
import { planQuery, sheetsQuery, studentsQuery } from "@/school/queries";
import { messages } from "./publication-messages";
import "./publication.css";

type OpenPoint = Schemas["OpenPoint"];

type ClassProgress = Schemas["YearProgress"]["classes"][number];

const MANY = 6;

/** What stands in the way of one class, with the names of whom and what it is about. */
export function OpenPoints({ schoolId, yearId, classId, planId, points }: { schoolId: string; yearId: string; classId: string; planId: string | undefined; points: readonly OpenPoint[] }) {
  const t = useText(messages);
  const pick = usePick();
  const students = useQuery(studentsQuery(schoolId, classId));
  const sheets = useQuery(sheetsQuery(schoolId, classId));
  const plan = useQuery({ ...planQuery(schoolId, planId ?? ""), enabled: planId !== undefined });
  const codes = [...new Set(points.map((point) => point.code))];
  const subjectName = (code: string) => {
    const found = plan.data?.subjects.find((each) => each.subject === code);
    return found ? pick(found.name_ar, found.name_en) : "";
  };
  const line = (point: OpenPoint) => {
    if (point.sheet_id !== undefined) {
      const sheet = sheets.data?.sheets.find((each) => each.sheet_id === point.sheet_id);
      return <Link to={`/schools/${schoolId}/sheets/${point.sheet_id}`}>{sheet ? `${subjectName(sheet.subject)}: ${pick(sheet.title_ar, sheet.title_en)}` : "…"}</Link>;
    }
    if (point.student_id !== undefined) {
      const student = students.data?.items.find((each) => each.student_id === point.student_id);
      return <Link to={`/schools/${schoolId}/students/${point.student_id}/results/${yearId}`}>{student ? pick(student.name_ar, student.name_en) : "…"}</Link>;
    }
    return null;
  };
  return (
    <div className="open-points">
      {codes.map((code) => {
        const own = points.filter((point) => point.code === code);
        return (
          <div key={code}>
            <strong>{t(code)}</strong>
            <ul>
              {own.slice(0, MANY).map((point, index) => (
                <li key={index}>{line(point)}</li>
              ))}
              {own.length > MANY && <li>{t("and_more", { count: own.length - MANY })}</li>}
            </ul>
          </div>
        );
      })}
    </div>
  );
}

export function ClassState({ progress, points }: { progress: ClassProgress; points: readonly OpenPoint[] | undefined }) {
  const t = useText(messages);
  const locale = useLocale();
  const { publication } = progress;
  if (publication !== null) return <span className={publication.is_visible ? "state-done" : "state-waiting"}>{t(publication.is_visible ? "shown_since" : "waits_until", { moment: moment(publication.visible_from, locale) })}</span>;
  if (progress.students === 0) return <span className="quiet">{t("empty_class")}</span>;
  if (points === undefined) return <span className="quiet">{t("checking")}</span>;
  if (points.length === 0) return <span className="state-done">{t("ready")}</span>;
  return <span className="state-open">{t("open_points", { count: points.length })}</span>;
}
