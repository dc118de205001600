/** The working papers of a subject in a class, for who teaches it there: registers and sheets as they stand now. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { Page } from "@/app/page";
import { usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { today } from "@/platform/dates";
import { classQuery, planQuery } from "@/school/queries";
import { asked, useDownload } from "./files";
import { messages } from "./messages";
import { AboutKind, kindsFor, PaperFields, usePaperChoice, type Kind } from "./paper-choice";
import { kindsQuery } from "./queries";
import { messages as own } from "./subject-papers-messages";
import "@/school/desk/desk.css";
import "./documents.css";

function Papers({ schoolId, classId, subject, kinds }: { schoolId: string; classId: string; subject: string; kinds: readonly Kind[] }) {
  const t = useText(messages);
  const o = useText(own);
  const choice = usePaperChoice(kinds);
  const download = useDownload();
  const { kind, look } = choice;
  if (kind === undefined) return <Nothing>{t("no_kinds")}</Nothing>;
  const route = (format: string) => asked(`/v1/schools/${schoolId}/classes/${classId}/subjects/${subject}/papers/${kind.kind}`, { language: look.language, digits: look.digits, part: look.part, format });
  const pdf = route("");
  const table = route("xlsx");
  return (
    <>
      <div className="desk-tools">
        <PaperFields kinds={kinds} choice={choice} />
        <Button loading={download.pending === pdf} onClick={() => download.start({ route: pdf, name: `${kind.kind}-${today()}.pdf`, done: o("saved") })}>
          {o("save")}
        </Button>
        {kind.is_table && (
          <Button variant="default" loading={download.pending === table} onClick={() => download.start({ route: table, name: `${kind.kind}-table-${today()}.xlsx`, done: t("table_done") })}>
            {t("table_paper")}
          </Button>
        )}
      </div>
      <AboutKind kind={kind} />
      <ProblemAlert failure={download.failure} />
      {download.told !== undefined && (
        <p role="status" className="desk-quiet">
          {download.told}
        </p>
      )}
    </>
  );
}

export default function SubjectPapersPage() {
  const o = useText(own);
  const pick = usePick();
  const { schoolId = "", classId = "", subject = "" } = useParams();
  const found = useQuery(classQuery(schoolId, classId));
  const plan = useQuery({ ...planQuery(schoolId, found.data?.study_plan_id ?? ""), enabled: found.data !== undefined });
  const kinds = useQuery(kindsQuery(schoolId));
  const name = plan.data?.subjects.find((each) => each.subject === subject);
  return (
    <Page wide help={o("help")} title={o("title", { subject: name ? pick(name.name_ar, name.name_en) : "…" })} about={found.data && o("about", { grade: found.data.grade, name: found.data.name })}>
      <Resource query={plan} lines={3}>
        {({ regulation }) => (
          <Resource query={kinds} lines={3}>
            {({ items }) => <Papers schoolId={schoolId} classId={classId} subject={subject} kinds={kindsFor(items, regulation).filter((each) => each.takes_subject && !each.is_issued)} />}
          </Resource>
        )}
      </Resource>
    </Page>
  );
}
