import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "react-router";
import { useSession } from "@/access/session";
import { Page } from "@/app/page";
import { messages as attendanceMessages } from "@/attendance/notices-messages";
import { attendanceQuery } from "@/attendance/notices-queries";
import { Attendance, Notices, PeriodicReports, Requests } from "@/attendance/notices-view";
import { messages as documentMessages } from "@/documents/messages";
import type { Schemas } from "@/platform/api";
import { gregorianDay, hijriDay, today } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { ChildHonours } from "@/results/child-honours";
import { messages as resultMessages } from "@/results/messages";
import { periodicReportsQuery, publishedQuery, studentYearsQuery, type OfStudent } from "@/results/queries";
import { Acknowledgement } from "@/results/result-page";
import { FactRows, Remaining } from "@/results/told-view";
import { studentQuery } from "@/school/queries";
import { messages as helpWords } from "./help-messages";
import { childPath, childrenOf, type Child } from "./children";
import { messages } from "./messages";
import "./guardian.css";

type Year = Schemas["StudentYears"]["years"][number];

function Result({ of, child, year }: { of: OfStudent; child: Child; year: Year }) {
  const t = useText(messages);
  const result = useText(resultMessages);
  const locale = useLocale();
  const query = useQuery({ ...publishedQuery(of), enabled: year.state === "shown" });
  const path = `/schools/${of.schoolId}/students/${of.studentId}/results/${of.yearId}`;
  if (year.state !== "shown") return <Nothing>{t(year.state)}</Nothing>;
  return (
    <Resource query={query} lines={8}>
      {({ told: both, published }) => {
        const told = both[locale.language];
        return (
          <>
            <p className="decision">{inDigits(told.decision, locale.digits)}</p>
            {published && <p className="quiet">{result(published.version > 1 ? "corrected_on" : "published_on", { day: `${gregorianDay(published.day, locale)} – ${hijriDay(published.day, locale)}`, version: published.version })}</p>}
            {published && "notice_acknowledge" in child.permissions && <Acknowledgement of={of} versionId={published.versionId} />}
            <Remaining told={told} />
            <h3>{result("subjects")}</h3>
            <FactRows told={told} linkTo={(item) => `${path}?${new URLSearchParams({ why: item }).toString()}`} />
            <p>
              <Link className="page-link" to={path}>
                {t("result_link")}
              </Link>
            </p>
          </>
        );
      }}
    </Resource>
  );
}

function Reports({ of }: { of: OfStudent }) {
  const t = useText(attendanceMessages);
  const reports = useQuery(periodicReportsQuery(of));
  // Grades that go by marks have none: nothing is said of them then.
  if (reports.data === undefined || reports.data.reports.length === 0) return null;
  return (
    <section>
      <h2>{t("reports")}</h2>
      <p className="quiet">{t("reports_help")}</p>
      <PeriodicReports reports={reports.data.reports} />
    </section>
  );
}

function ChildYear({ child, year }: { child: Child; year: Year }) {
  const t = useText(messages);
  const attendance = useText(attendanceMessages);
  const documents = useText(documentMessages);
  const of: OfStudent = { schoolId: child.schoolId, studentId: child.studentId, yearId: year.school_year_id };
  const query = useQuery(attendanceQuery(of.schoolId, of.studentId, of.yearId));
  // Of a year that is over nothing is asked for any more.
  const maySubmit = "excuse_submit" in child.permissions && year.last_day >= today();
  const path = childPath(child);
  return (
    <div className="child-year result">
      {"honour_consent" in child.permissions && <ChildHonours schoolId={of.schoolId} studentId={of.studentId} yearId={of.yearId} documentsPath={`${path}/documents`} />}
      <section>
        <h2>{t("result")}</h2>
        <Result of={of} child={child} year={year} />
      </section>
      <section>
        <h2>{attendance("notices")}</h2>
        <Resource query={query} lines={2}>
          {({ notices }) => <Notices schoolId={of.schoolId} notices={notices} mayAcknowledge={"notice_acknowledge" in child.permissions} />}
        </Resource>
      </section>
      <section>
        <h2>{attendance("attendance")}</h2>
        <Resource query={query} lines={3}>
          {(found) => (
            <>
              <Attendance year={found} />
              {maySubmit && (
                <p className="child-links">
                  <Link className="button-link" to={`${path}/excuse`}>
                    {attendance("excuse")}
                  </Link>
                  <Link className="button-link" to={`${path}/leave`}>
                    {attendance("leave")}
                  </Link>
                </p>
              )}
              <Requests year={found} />
            </>
          )}
        </Resource>
      </section>
      <Reports of={of} />
      <p className="child-links">
        {"document_read" in child.permissions && (
          <Link className="page-link" to={`${path}/documents`}>
            {documents("child_title")}
          </Link>
        )}
        <Link className="page-link" to={`${path}/looks`}>
          {t("looks")}
        </Link>
      </p>
    </div>
  );
}

/** The child of the address, when it is one's own. */
export function useChild(): Child | undefined {
  const { session } = useSession();
  const { schoolId, studentId } = useParams();
  return childrenOf(session.grants).find((child) => child.schoolId === schoolId && child.studentId === studentId);
}

export default function ChildPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const pick = usePick();
  const { digits } = useLocale();
  const navigate = useNavigate();
  const { schoolId = "", studentId = "", yearId } = useParams();
  const child = useChild();
  const student = useQuery(studentQuery(schoolId, studentId));
  const years = useQuery(studentYearsQuery(schoolId, studentId));
  const all = years.data?.years ?? [];
  const year = all.find((each) => each.school_year_id === yearId) ?? all[0];
  return (
    <Page
      help={help("child")}
      title={student.data ? pick(student.data.name_ar, student.data.name_en) : t("place")}
      about={year && years.data ? t("class_of", { school: pick(years.data.school_name_ar, years.data.school_name_en), grade: year.grade, class: year.class_name, year: inDigits(year.name, digits) }) : undefined}
      actions={
        all.length > 1 &&
        year && (
          <Select
            aria-label={t("year")}
            allowDeselect={false}
            value={year.school_year_id}
            data={all.map((each) => ({ value: each.school_year_id, label: inDigits(each.name, digits) }))}
            onChange={(value) => value !== null && void navigate(`/children/${schoolId}/${studentId}/years/${value}`)}
          />
        )
      }
    >
      <Resource query={years} lines={10}>
        {() => (child === undefined || year === undefined ? <Nothing>{t("not_published")}</Nothing> : <ChildYear key={year.school_year_id} child={child} year={year} />)}
      </Resource>
    </Page>
  );
}
