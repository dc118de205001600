import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { childPath } from "@/guardian/children";
import { gregorianDay } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { studentQuery } from "@/school/queries";
import { useDownload } from "./files";
import { isolated } from "./issue";
import { fileName, fileRoute, isStanding, newestFirst, said, StandingOf } from "./issued-table";
import { messages } from "./messages";
import { documentsOfStudentQuery } from "./queries";
import "./documents.css";

/** What the school issued, for the child's guardians and the student himself: to download, with what stands and what was replaced. */
export default function ChildDocumentsPage() {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const { schoolId = "", studentId = "" } = useParams();
  const student = useQuery(studentQuery(schoolId, studentId));
  const query = useQuery(documentsOfStudentQuery(schoolId, studentId));
  const download = useDownload();
  return (
    <Page
      help={t("child_help")}
      title={t("child_title")}
      about={
        <>
          {t("child_about")} <Link to={childPath({ schoolId, studentId })}>{student.data ? pick(student.data.name_ar, student.data.name_en) : t("back_to_child")}</Link>
        </>
      }
    >
      <ProblemAlert failure={download.failure} />
      <Resource query={query} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>{t("child_none")}</Nothing>
          ) : (
            <ul className="rows child-documents">
              {newestFirst(items).map((each) => (
                <li key={each.document_id}>
                  <div>
                    <strong>{said(each, "title")}</strong>
                    <div className="desk-quiet">{t("child_line", { year: inDigits(said(each, "year"), locale.digits), day: gregorianDay(each.issued_on, locale) })}</div>
                    <bdi className="serial desk-quiet">{each.serial}</bdi>
                    <StandingOf document={each} />
                  </div>
                  <Button variant={isStanding(each) ? "filled" : "default"} aria-label={t("download_of", { title: said(each, "title"), serial: isolated(each.serial) })} loading={download.pending === fileRoute(schoolId, each)} onClick={() => download.start({ route: fileRoute(schoolId, each), name: fileName(each), done: t("file_done") })}>
                    {t("download")}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Resource>
      {download.told !== undefined && (
        <p role="status" className="desk-quiet">
          {download.told}
        </p>
      )}
      <p>
        <a className="page-link" href="/verify">
          {t("verify_link")}
        </a>
      </p>
    </Page>
  );
}
