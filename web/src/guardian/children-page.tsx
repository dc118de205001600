import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useSession } from "@/access/session";
import { Page } from "@/app/page";
import { attendanceQuery, waitingNotices } from "@/attendance/notices-queries";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Loading, Nothing, Resource } from "@/platform/resource";
import { childHonoursQuery, waitingHonours } from "@/results/honours-queries";
import { acknowledgementQuery, publishedQuery, studentYearsQuery } from "@/results/queries";
import { studentQuery } from "@/school/queries";
import { messages as helpWords } from "./help-messages";
import { childPath, childrenOf, type Child } from "./children";
import { messages } from "./messages";
import "@/results/result-page.css";
import "./guardian.css";

function ChildCard({ child }: { child: Child }) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const { schoolId, studentId } = child;
  const student = useQuery(studentQuery(schoolId, studentId));
  const years = useQuery(studentYearsQuery(schoolId, studentId));
  const newest = years.data?.years[0];
  const isShown = newest?.state === "shown";
  const of = { schoolId, studentId, yearId: newest?.school_year_id ?? "" };
  const result = useQuery({ ...publishedQuery(of), enabled: isShown });
  const attendance = useQuery({ ...attendanceQuery(schoolId, studentId, of.yearId), enabled: newest !== undefined });
  const mayAcknowledge = "notice_acknowledge" in child.permissions;
  const own = useQuery({ ...acknowledgementQuery(of), enabled: isShown && mayAcknowledge });
  const honours = useQuery({ ...childHonoursQuery(schoolId, studentId), enabled: "honour_consent" in child.permissions });
  const waiting = (mayAcknowledge ? waitingNotices(attendance.data?.notices ?? []).length : 0) + (own.data && own.data.acknowledged_at === null ? 1 : 0) + waitingHonours(honours.data?.items ?? []).length;
  return (
    <li className="child">
      <Resource query={student} lines={3}>
        {({ name_ar: arabic, name_en: english }) => {
          const name = pick(arabic, english);
          return (
            <Link className="child-link" to={childPath(child)} aria-label={t("child_page", { name })}>
              <span className="child-name">{name}</span>
              {newest && years.data && <span className="quiet">{t("class_of", { school: pick(years.data.school_name_ar, years.data.school_name_en), grade: newest.grade, class: newest.class_name, year: inDigits(newest.name, locale.digits) })}</span>}
              {result.data ? <span className="child-decision">{inDigits(result.data.told[locale.language].decision, locale.digits)}</span> : newest && !isShown ? <span>{t(newest.state === "withheld" ? "withheld" : "not_published")}</span> : years.isPending ? <Loading lines={1} /> : null}
              {waiting > 0 && <span className="child-waiting">{t("to_acknowledge", { count: waiting })}</span>}
            </Link>
          );
        }}
      </Resource>
    </li>
  );
}

export default function ChildrenPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const { session } = useSession();
  const children = childrenOf(session.grants);
  return (
    <Page help={help("children")} title={t("title")} about={t("help")}>
      {children.length === 0 ? (
        <Nothing>{t("nobody")}</Nothing>
      ) : (
        <ul className="children">
          {children.map((child) => (
            <ChildCard key={child.studentId} child={child} />
          ))}
        </ul>
      )}
    </Page>
  );
}
