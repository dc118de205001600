/** The early grades' board of a subject, its terms, and the groups that come of it. */
import { NativeSelect } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { useSession } from "@/access/session";
import type { Schemas } from "@/platform/api";
import { today } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { classQuery, planQuery, sheetsQuery } from "@/school/queries";
import { useCounts } from "./cell-store";
import { permitsIn } from "./permits";
import { boardQuery } from "./requests";
import { messages as around } from "./sheet-messages";
import { BoardView } from "./skill-board";
import { Groups } from "./skill-groups";
import { messages } from "./skill-messages";
import { isTool, TOOLS, type Tool } from "./skill-tools";
import { useSheet } from "./use-sheet";
import "./mark-grid.css";
import "./mark-sheet-page.css";
import "./skills-page.css";

function OneSheet({ schoolId, sheetId, board }: { schoolId: string; sheetId: string; board: Schemas["MasteryBoard"] }) {
  const t = useText(messages);
  const { session } = useSession();
  const queries = useQueryClient();
  const [day, setDay] = useState(today);
  const tools = board.tools.filter(isTool);
  const [tool, setTool] = useState<Tool>(tools[0] ?? "observation");
  const onAccepted = useCallback(() => void queries.invalidateQueries({ queryKey: ["board", schoolId] }), [queries, schoolId]);
  const work = useSheet(schoolId, sheetId, { day, onAccepted });
  const counts = useCounts(work.store);
  return (
    <Resource query={work.query} lines={10}>
      {(sheet) => {
        const permits = permitsIn(session.grants, schoolId, sheet.class_id, sheet.subject);
        const mayRecord = permits("mark_record") && !sheet.is_sealed && sheet.signed_at === undefined && sheet.entry.state === "open";
        return (
          <>
            <div className="sheet-bar">
              <div className="sheet-state" role="status">
                {counts.sending + counts.waiting > 0 ? <span>{t("being_saved")}</span> : counts.refused + counts.conflict === 0 && <span className="state-saved">{t("all_saved")}</span>}
              </div>
              {mayRecord && (
                <div className="skill-fields">
                  <DayField className="sheet-day" isCompact label={t("judged_on")} value={day} max={today()} onChange={(chosen) => chosen !== "" && setDay(chosen)} />
                  <NativeSelect size="xs" label={t("tool")} value={tool} data={(tools.length > 0 ? tools : [...TOOLS]).map((each) => ({ value: each, label: t(each) }))} onChange={(event) => isTool(event.currentTarget.value) && setTool(event.currentTarget.value)} />
                </div>
              )}
            </div>
            <BoardView schoolId={schoolId} sheet={sheet} board={board} work={work} day={day} tool={tool} mayRecord={mayRecord} />
          </>
        );
      }}
    </Resource>
  );
}

export default function SkillsPage() {
  const t = useText(messages);
  const aroundText = useText(around);
  const pick = usePick();
  const { schoolId = "", classId = "", subject = "" } = useParams();
  const found = useQuery(classQuery(schoolId, classId));
  const plan = useQuery({ ...planQuery(schoolId, found.data?.study_plan_id ?? ""), enabled: found.data !== undefined });
  const sheets = useQuery(sheetsQuery(schoolId, classId, subject));
  const board = useQuery(boardQuery(schoolId, classId, subject));
  const name = plan.data?.subjects.find((each) => each.subject === subject);
  const ofSkills = useMemo(() => (sheets.data?.sheets ?? []).filter((sheet) => sheet.part === "skills"), [sheets.data]);
  const only = ofSkills.length === 1 ? ofSkills[0] : undefined;
  return (
    <Page
      help={t("help")}
      wide
      title={t("board", { subject: name ? pick(name.name_ar, name.name_en) : "…" })}
      about={found.data && t("board_about", { grade: found.data.grade, name: found.data.name })}
      actions={
        <>
          <Link to={`/schools/${schoolId}/classes/${classId}/reports`}>{t("reports")}</Link>
          <Link to={`/schools/${schoolId}/classes/${classId}/subjects/${subject}/papers`}>{aroundText("to_papers")}</Link>
          {only && <Link to={`/schools/${schoolId}/sheets/${only.sheet_id}/signing`}>{aroundText("to_signing")}</Link>}
        </>
      }
    >
      <Resource query={sheets} lines={10}>
        {() =>
          ofSkills.length === 0 ? (
            <Nothing>{t("no_skills")}</Nothing>
          ) : (
            <Resource query={board} lines={10}>
              {(read) => (
                <>
                  {ofSkills.map((sheet) => (
                    <section key={sheet.sheet_id}>
                      {ofSkills.length > 1 && <h2 className="section-title">{t("term", { term: String(sheet.term) })}</h2>}
                      <OneSheet schoolId={schoolId} sheetId={sheet.sheet_id} board={read} />
                    </section>
                  ))}
                  <Groups board={read} />
                </>
              )}
            </Resource>
          )
        }
      </Resource>
    </Page>
  );
}
