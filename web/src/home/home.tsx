import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Page } from "@/app/page";
import { useSession, type Grant } from "@/access/session";
import { gregorianDay, hijriDay, today } from "@/platform/dates";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { classQuery, schoolQuery, sheetsQuery, studentQuery } from "@/school/queries";
import { messages } from "./messages";

interface ClassWork {
  schoolId: string;
  classId: string;
  subjects: Set<string>;
}

/** One's classes, each once, with the subjects that one marks there. */
function classesOf(grants: readonly Grant[]): ClassWork[] {
  const found = new Map<string, ClassWork>();
  for (const { school_id: schoolId, class_id: classId, subject } of grants) {
    if (schoolId === undefined || classId === undefined) continue;
    const work = found.get(classId) ?? { schoolId, classId, subjects: new Set<string>() };
    if (subject !== undefined) work.subjects.add(subject);
    found.set(classId, work);
  }
  return [...found.values()];
}

function ClassRow({ work }: { work: ClassWork }) {
  const t = useText(messages);
  const found = useQuery(classQuery(work.schoolId, work.classId));
  const sheets = useQuery(sheetsQuery(work.schoolId, work.classId));
  const open = sheets.data?.sheets.filter((sheet) => work.subjects.has(sheet.subject) && sheet.missing > 0 && sheet.signed_at === undefined).length;
  return (
    <li className="row-link">
      <Link to={`/schools/${work.schoolId}/classes/${work.classId}`}>{found.data ? t("class_name", { grade: found.data.grade, name: found.data.name }) : "…"}</Link>
      {open !== undefined && work.subjects.size > 0 && <span className="row-about">{t("open_work", { count: open })}</span>}
      <Link to={`/schools/${work.schoolId}/classes/${work.classId}/roll`}>{t("roll")}</Link>
    </li>
  );
}

function Child({ schoolId, studentId }: { schoolId: string; studentId: string }) {
  const t = useText(messages);
  const pick = usePick();
  const query = useQuery(studentQuery(schoolId, studentId));
  return (
    <li>
      <Resource query={query} lines={1}>
        {(child) => {
          const last = child.enrolments.at(-1);
          return (
            <div className="row-link">
              <span>{pick(child.name_ar, child.name_en)}</span>
              {last && <Link to={`/schools/${schoolId}/students/${studentId}/results/${last.school_year_id}`}>{t("result")}</Link>}
            </div>
          );
        }}
      </Resource>
    </li>
  );
}

function SchoolRow({ schoolId }: { schoolId: string }) {
  const t = useText(messages);
  const pick = usePick();
  const school = useQuery(schoolQuery(schoolId));
  return (
    <li>
      <Link className="row-link" to={`/schools/${schoolId}/classes`}>
        <span>{school.data ? pick(school.data.name_ar, school.data.name_en) : "…"}</span>
        <span className="row-about">{t("to_classes")}</span>
      </Link>
    </li>
  );
}

export function Home() {
  const t = useText(messages);
  const locale = useLocale();
  const { session } = useSession();
  const grants = session.grants ?? [];
  const classes = classesOf(grants);
  const children = grants.flatMap((grant) => (grant.children ?? []).map((studentId) => ({ schoolId: grant.school_id ?? "", studentId })));
  const self = grants.flatMap((grant) => (grant.role === "student" && grant.person_id !== undefined ? [{ schoolId: grant.school_id ?? "", studentId: grant.person_id }] : []));
  const schools = [...new Set(grants.flatMap((grant) => (grant.school_id !== undefined && grant.permissions["student_read"] === "school" ? [grant.school_id] : [])))];
  const day = today();
  return (
    <Page title={t("title")} about={`${gregorianDay(day, locale)} – ${hijriDay(day, locale)}`}>
      {classes.length + children.length + schools.length + self.length === 0 && <Nothing>{t("nothing")}</Nothing>}
      {children.length > 0 && (
        <section>
          <h2 className="section-title">{t("my_children")}</h2>
          <ul className="rows">
            {children.map((child) => (
              <Child key={child.studentId} {...child} />
            ))}
          </ul>
        </section>
      )}
      {self.length > 0 && (
        <section>
          <h2 className="section-title">{t("my_result")}</h2>
          <ul className="rows">
            {self.map((child) => (
              <Child key={child.studentId} {...child} />
            ))}
          </ul>
        </section>
      )}
      {classes.length > 0 && (
        <section>
          <h2 className="section-title">{t("my_classes")}</h2>
          <ul className="rows">
            {classes.map((work) => (
              <ClassRow key={work.classId} work={work} />
            ))}
          </ul>
        </section>
      )}
      {schools.length > 0 && (
        <section>
          <h2 className="section-title">{t("school")}</h2>
          <ul className="rows">
            {schools.map((schoolId) => (
              <SchoolRow key={schoolId} schoolId={schoolId} />
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}
