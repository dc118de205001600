import { answerOf, client } from "@/platform/api";
import { moment } from "@/platform/dates";
import { useLocale, useText } from "@/platform/messages";
import { Nothing } from "@/platform/resource";
import { State } from "@/school/desk/parts";
import { PartList, Table, useParts, type Column } from "@/school/desk/table";
import { StudentLink } from "@/school/merges-page";
import type { Schemas } from "@/platform/api";
import { actionName, messages as actions } from "./action-words";
import { messages } from "./messages";
import { RoleName } from "./role-name";

/** Who looked at what is sensitive, of the school or of one student; the newest first. */
export function Looks({ schoolId, studentId }: { schoolId: string; studentId?: string }) {
  const t = useText(messages);
  const a = useText(actions);
  const locale = useLocale();
  const query = useParts(["looks", schoolId, studentId ?? ""], async (after) => {
    const page = { limit: 100, ...(after === undefined ? {} : { after }) };
    const part =
      studentId === undefined
        ? await answerOf(client.GET("/v1/schools/{school_id}/access-log", { params: { path: { school_id: schoolId }, query: page } }))
        : await answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/access-log", { params: { path: { school_id: schoolId, student_id: studentId }, query: page } }));
    return { items: part.looks, next: part.next };
  });
  const ofStudent: Column<Schemas["Look"]>[] = studentId === undefined ? [{ head: t("student"), cell: (each) => each.student_id !== undefined && <StudentLink schoolId={schoolId} studentId={each.student_id} /> }] : [];
  return (
    <PartList query={query} empty={<Nothing>{t("no_looks")}</Nothing>}>
      {(looks) => (
        <Table
          label={t("looks")}
          rows={looks}
          keyOf={(each) => each.look_id}
          columns={[
            { head: t("when"), cell: (each) => moment(each.at, locale) },
            { head: t("person"), isName: true, cell: (each) => each.display_name || t("system") },
            { head: t("role"), cell: (each) => <RoleName role={each.role} /> },
            { head: t("looked_at"), cell: (each) => a(actionName(each.action)) },
            ...ofStudent,
            { head: t("outcome"), cell: (each) => (each.was_refused ? <State tone="refusal">{t("was_refused")}</State> : <State tone="done">{t("was_allowed")}</State>) },
          ]}
        />
      )}
    </PartList>
  );
}
