import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client } from "@/platform/api";
import { moment } from "@/platform/dates";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Loading, Nothing } from "@/platform/resource";
import { studentQuery } from "@/school/queries";
import { messages as helpWords } from "./help-messages";
import { messages } from "./messages";
import "@/results/result-page.css";
import "./guardian.css";

export default function LooksPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const pick = usePick();
  const locale = useLocale();
  const { schoolId = "", studentId = "" } = useParams();
  const student = useQuery(studentQuery(schoolId, studentId));
  const looks = useInfiniteQuery({
    queryKey: ["looks", schoolId, studentId],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/access-log", { params: { path: { school_id: schoolId, student_id: studentId }, query: pageParam === "" ? {} : { after: pageParam } } })),
    getNextPageParam: (last) => last.next,
  });
  const all = looks.data?.pages.flatMap((page) => page.looks) ?? [];
  return (
    <Page help={help("looks")} title={t("looks")} about={student.data ? `${pick(student.data.name_ar, student.data.name_en)} – ${t("looks_help")}` : t("looks_help")} actions={<Link className="page-link" to={`/children/${schoolId}/${studentId}`}>{t("child_page", { name: student.data ? pick(student.data.name_ar, student.data.name_en) : "" })}</Link>}>
      {looks.isPending ? (
        <Loading lines={8} />
      ) : looks.isError ? (
        <ProblemAlert failure={looks.error} />
      ) : all.length === 0 ? (
        <Nothing>{t("no_looks")}</Nothing>
      ) : (
        <>
          <ul className="rows">
            {all.map((look) => (
              <li key={look.look_id} className="row-link look">
                <span>
                  {t("look_line", { name: look.display_name, what: t("look_what", { what: look.action.split(".")[0] ?? "" }) })}
                  {look.was_refused && ` – ${t("look_refused")}`}
                </span>
                <span className="row-about">{moment(look.at, locale)}</span>
              </li>
            ))}
          </ul>
          {looks.hasNextPage && (
            <Button variant="default" loading={looks.isFetchingNextPage} onClick={() => void looks.fetchNextPage()}>
              {t("more")}
            </Button>
          )}
        </>
      )}
    </Page>
  );
}
