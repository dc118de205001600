import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client } from "@/platform/api";
import { moment } from "@/platform/dates";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing } from "@/platform/resource";
import { AskOnce } from "./desk/dialog";
import { State } from "./desk/parts";
import { PartList, Table, useParts } from "./desk/table";
import { studentQuery } from "./queries";
import { messages } from "./student-messages";

export function StudentLink({ schoolId, studentId }: { schoolId: string; studentId: string }) {
  const pick = usePick();
  const query = useQuery(studentQuery(schoolId, studentId));
  return <Link to={`/schools/${schoolId}/students/${studentId}/file`}>{query.data ? pick(query.data.name_ar, query.data.name_en) : "…"}</Link>;
}

export default function MergesPage() {
  const t = useText(messages);
  const locale = useLocale();
  const { schoolId = "" } = useParams();
  const queries = useQueryClient();
  const query = useParts(["merges", schoolId], (after) => answerOf(client.GET("/v1/schools/{school_id}/student-merges", { params: { path: { school_id: schoolId }, query: after === undefined ? {} : { after } } })));
  return (
    <Page help={t("merge_text")} title={t("merges")} about={<Link to={`/schools/${schoolId}/students`}>{t("students")}</Link>} wide>
      <PartList query={query} empty={<Nothing>{t("no_merges")}</Nothing>}>
        {(merges) => (
          <Table
            label={t("merges")}
            rows={merges}
            keyOf={(each) => each.student_merge_id}
            columns={[
              { head: t("kept"), isName: true, cell: (each) => <StudentLink schoolId={schoolId} studentId={each.kept_id} /> },
              { head: t("duplicate"), cell: (each) => <StudentLink schoolId={schoolId} studentId={each.merged_id} /> },
              { head: t("reason"), cell: (each) => each.reason },
              { head: t("merged_at"), cell: (each) => moment(each.merged_at, locale) },
              { head: t("state"), cell: (each) => (each.undone_at === null ? <State tone="plain">{t("in_force")}</State> : <State tone="quiet">{t("undone")}</State>) },
              {
                head: "",
                cell: (each) =>
                  each.undone_at === null && (
                    <AskOnce
                      label={t("undo")}
                      title={t("undo_title")}
                      text={<p>{t("undo_text")}</p>}
                      confirm={t("undo")}
                      size="compact-sm"
                      act={(key) => answerOf(client.POST("/v1/schools/{school_id}/student-merges/{student_merge_id}/undo", { params: { path: { school_id: schoolId, student_merge_id: each.student_merge_id }, header: { "Idempotency-Key": key } } }))}
                      onDone={() => {
                        for (const part of ["merges", "student", "student-file", "students-of-school"]) void queries.invalidateQueries({ queryKey: [part, schoolId] });
                      }}
                    />
                  ),
              },
            ]}
          />
        )}
      </PartList>
    </Page>
  );
}
