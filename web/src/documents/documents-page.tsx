import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { useSession } from "@/access/session";
import { Page } from "@/app/page";
import { permitsIn } from "@/marks/permits";
import { answerOf, client, type Schemas } from "@/platform/api";
import { today } from "@/platform/dates";
import { usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { useScope } from "@/platform/scope";
import { messages as schoolMessages } from "@/school/messages";
import { Section } from "@/school/desk/parts";
import { Table } from "@/school/desk/table";
import { classesQuery, planQuery, studentsQuery, yearsQuery } from "@/school/queries";
import { messages as honourWords } from "@/results/honours-messages";
import { useMay } from "@/school/use-may";
import { messages as words } from "@/school/words";
import { messages as attestationWords } from "./attestations-messages";
import { asked, useDownload } from "./files";
import { isolated, IssueButton, KeyLink, type Document, type Issued } from "./issue";
import { isStanding, IssuedTable, newestFirst, Told } from "./issued-table";
import { messages } from "./messages";
import { AboutKind, kindsFor, PaperFields, usePaperChoice, type Choice, type Kind } from "./paper-choice";
import { messages as printWords } from "./print-messages";
import { documentsOfClassQuery, kindsQuery } from "./queries";
import { messages as requestWords } from "./requests-messages";
import { serialOf } from "./serial";
import "./documents.css";

type Class = Schemas["Class"];

const draftName = (kind: Kind) => `${kind.kind}-draft-${today()}.pdf`;
export const tableName = (kind: Kind) => `${kind.kind}-table-${today()}.xlsx`;

export function useIssuedWords(): (issued: Issued) => string {
  const t = useText(messages);
  return (issued) => t("issued_told", { count: issued.length, first: isolated(issued[0]?.serial ?? ""), last: isolated(issued.at(-1)?.serial ?? "") });
}

/** Of the students of a class: whose draft is looked at, and for whom documents are issued. */
function Students({ schoolId, of, choice, kind, documents, mayDraft, mayIssue, onTold }: { schoolId: string; of: Class; choice: Choice; kind: Kind; documents: readonly Document[]; mayDraft: boolean; mayIssue: boolean; onTold: (text: string) => void }) {
  const t = useText(messages);
  const pick = usePick();
  const queries = useQueryClient();
  const toldOf = useIssuedWords();
  const students = useQuery(studentsQuery(schoolId, of.class_id));
  const download = useDownload();
  const [ticks, setTicks] = useState<ReadonlyMap<string, boolean>>(new Map());
  const { look } = choice;
  const query = { language: look.language, digits: look.digits, part: look.part, subject: look.subject };
  const standing = new Map(documents.filter((each) => each.kind === kind.kind && isStanding(each)).map((each) => [each.student_id ?? "", each]));
  // Of a paper in parts the register does not say which part was issued: everybody is ticked.
  const isTicked = (id: string) => ticks.get(id) ?? (kind.parts.length > 0 || !standing.has(id));
  const isOfClass = kind.about === "class";
  const tableRoute = asked(`/v1/schools/${schoolId}/classes/${of.class_id}/papers/${kind.kind}`, { ...query, format: "xlsx" });
  const classRoute = asked(`/v1/schools/${schoolId}/classes/${of.class_id}/papers/${kind.kind}`, query);
  return (
    <Resource query={students} lines={8}>
      {({ items }) => {
        const chosen = items.filter((each) => isTicked(each.student_id)).map((each) => each.student_id);
        const issues = mayIssue && kind.is_issued;
        const all = chosen.length === items.length;
        return (
          <Section
            title={t("prepare")}
            actions={
              <>
                {mayDraft && items.length > 0 && (
                  <Button variant={issues ? "default" : "filled"} loading={download.pending === classRoute} onClick={() => download.start({ route: classRoute, name: draftName(kind), done: t("draft_done") })}>
                    {t(isOfClass ? "draft_paper" : "draft_class")}
                  </Button>
                )}
                {mayDraft && kind.is_table && items.length > 0 && (
                  <Button variant="default" loading={download.pending === tableRoute} onClick={() => download.start({ route: tableRoute, name: tableName(kind), done: t("table_done") })}>
                    {t(isOfClass ? "table_paper" : "table_class")}
                  </Button>
                )}
                {issues && items.length > 0 && (
                  <IssueButton
                    what={{ schoolId, yearId: of.school_year_id, kind, look }}
                    whose={isOfClass ? { classId: of.class_id } : { studentIds: chosen }}
                    count={isOfClass ? 1 : chosen.length}
                    again={isOfClass ? 0 : chosen.filter((id) => standing.has(id)).length}
                    onIssued={(issued) => {
                      setTicks(new Map());
                      onTold(toldOf(issued));
                      void queries.invalidateQueries({ queryKey: ["documents", schoolId] });
                    }}
                  />
                )}
              </>
            }
          >
            <ProblemAlert failure={download.failure} />
            {download.told !== undefined && (
              <p role="status" className="desk-quiet">
                {download.told}
              </p>
            )}
            {items.length === 0 ? (
              <Nothing>{t("no_students")}</Nothing>
            ) : (
              !isOfClass && (
                <>
                  {issues && <Checkbox className="tick-all" label={t("all")} checked={all} indeterminate={!all && chosen.length > 0} onChange={() => setTicks(new Map(items.map((each) => [each.student_id, !all])))} />}
                  <Table
                    label={t("prepare")}
                    rows={items}
                    keyOf={(each) => each.student_id}
                    columns={[
                      {
                        head: t("student"),
                        isName: true,
                        cell: (each) => (
                          <span className="ticked">
                            {issues && <Checkbox aria-label={t("issue_for", { name: pick(each.name_ar, each.name_en) })} checked={isTicked(each.student_id)} onChange={(event) => setTicks(new Map(ticks).set(each.student_id, event.currentTarget.checked))} />}
                            <Link to={`/schools/${schoolId}/students/${each.student_id}/documents`}>{pick(each.name_ar, each.name_en)}</Link>
                          </span>
                        ),
                      },
                      {
                        head: t("last_issued"),
                        cell: (each) => {
                          const serial = standing.get(each.student_id)?.serial;
                          return serial !== undefined && <bdi className="serial">{serial}</bdi>;
                        },
                      },
                      {
                        head: "",
                        cell: (each) => {
                          const papers = `/v1/schools/${schoolId}/students/${each.student_id}/papers/${of.school_year_id}/${kind.kind}`;
                          const route = asked(papers, query);
                          const table = asked(papers, { ...query, format: "xlsx" });
                          return (
                            mayDraft && (
                              <div className="desk-buttons">
                                <Button variant="default" size="compact-sm" aria-label={t("draft_of", { name: pick(each.name_ar, each.name_en) })} loading={download.pending === route} onClick={() => download.start({ route, name: draftName(kind), done: t("draft_done") })}>
                                  {t("draft_paper")}
                                </Button>
                                {kind.is_table && (
                                  <Button variant="default" size="compact-sm" aria-label={t("table_of", { name: pick(each.name_ar, each.name_en) })} loading={download.pending === table} onClick={() => download.start({ route: table, name: tableName(kind), done: t("table_done") })}>
                                    {t("table_paper")}
                                  </Button>
                                )}
                              </div>
                            )
                          );
                        },
                      },
                    ]}
                  />
                </>
              )
            )}
          </Section>
        );
      }}
    </Resource>
  );
}

function OfClass({ schoolId, of, choice, onTold }: { schoolId: string; of: Class; choice: Choice; onTold: (text: string) => void }) {
  const t = useText(messages);
  const { session } = useSession();
  const permits = permitsIn(session.grants, schoolId, of.class_id);
  const mayRead = permits("document_read");
  const documents = useQuery({ ...documentsOfClassQuery(schoolId, of.class_id), enabled: mayRead });
  const { kind } = choice;
  return (
    <>
      {kind === undefined ? (
        <Nothing>{t("no_kinds")}</Nothing>
      ) : (
        (permits("document_draft") || permits("document_issue")) && (
          <>
            <AboutKind kind={kind} />
            <Students key={kind.kind} schoolId={schoolId} of={of} choice={choice} kind={kind} documents={documents.data?.items ?? []} mayDraft={permits("document_draft")} mayIssue={permits("document_issue")} onTold={onTold} />
          </>
        )
      )}
      {mayRead && (
        <Section title={t("register")}>
          <Resource query={documents} lines={4}>
            {({ items }) => (items.length === 0 ? <Nothing>{t("none_issued")}</Nothing> : <IssuedTable schoolId={schoolId} label={t("register")} documents={newestFirst(items)} onTold={onTold} />)}
          </Resource>
        </Section>
      )}
    </>
  );
}

function FindForm({ onFind }: { onFind: (serial: string | undefined) => void }) {
  const t = useText(messages);
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const look = (event: FormEvent) => {
    event.preventDefault();
    const read = serialOf(typed);
    setWrong(read === undefined);
    onFind(read);
  };
  return (
    <form className="desk-tools find-serial" role="search" aria-label={t("find")} onSubmit={look} noValidate>
      <TextInput
        label={t("find")}
        placeholder="TQ-2026-000014-74"
        value={typed}
        error={isWrong ? t("not_serial") : undefined}
        autoComplete="off"
        dir="ltr"
        className="desk-code"
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <Button type="submit" variant="default">
        {t("find_button")}
      </Button>
    </form>
  );
}

function Found({ schoolId, serial, onClear, onTold }: { schoolId: string; serial: string; onClear: () => void; onTold: (text: string) => void }) {
  const t = useText(messages);
  const found = useQuery({
    queryKey: ["documents", schoolId, "serial", serial],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/documents/{serial}", { params: { path: { school_id: schoolId, serial } } })),
    retry: false,
  });
  return (
    <Section
      title={t("found")}
      actions={
        <Button variant="subtle" size="compact-sm" onClick={onClear}>
          {t("clear")}
        </Button>
      }
    >
      <Resource query={found} lines={2}>
        {(document) => <IssuedTable schoolId={schoolId} label={t("found")} documents={[document]} onTold={onTold} />}
      </Resource>
    </Section>
  );
}

/** The documents of a class: drafts, issue, and what stands in the register. */
export default function DocumentsPage() {
  const t = useText(messages);
  const r = useText(requestWords);
  const a = useText(attestationWords);
  const h = useText(honourWords);
  const w = useText(words);
  const p = useText(printWords);
  const school = useText(schoolMessages);
  const pick = usePick();
  const { session } = useSession();
  const { schoolId = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const may = useMay(schoolId);
  const scope = useScope();
  const [told, setTold] = useState<string>();
  const [serial, setSerial] = useState<string>();
  const years = useQuery(yearsQuery(schoolId));
  const yearId = (scope.schoolId === schoolId ? scope.year?.school_year_id : undefined) ?? years.data?.items[0]?.school_year_id;
  const classes = useQuery({ ...classesQuery(schoolId, yearId ?? ""), enabled: yearId !== undefined });
  const kinds = useQuery(kindsQuery(schoolId));
  const mine = (classes.data?.items ?? []).filter((each) => ["document_draft", "document_issue", "document_read"].some((permission) => permitsIn(session.grants, schoolId, each.class_id)(permission)));
  const of = mine.find((each) => each.class_id === search.get("class")) ?? (mine.length === 1 ? mine[0] : undefined);
  const plan = useQuery({ ...planQuery(schoolId, of?.study_plan_id ?? ""), enabled: of !== undefined });
  const fitting = kindsFor(kinds.data?.items ?? [], plan.data?.regulation);
  const choice = usePaperChoice(fitting);
  return (
    <Page
      help={t("help")}
      title={t("place")}
      wide
      about={
        <span className="page-links">
          {may("document_read") && (may("document_draft") || may("document_issue")) && <Link to={`/schools/${schoolId}/print-jobs`}>{p("title")}</Link>}
          <Link to={`/schools/${schoolId}/document-requests`}>{r("place")}</Link>
          {(plan.data === undefined || plan.data.regulation.startsWith("sa_")) && (
            <>
              <Link to={`/schools/${schoolId}/attestations`}>{a("place")}</Link>
              <Link to={`/schools/${schoolId}/amendment-letters`}>{r("received_letters")}</Link>
              <Link to={`/schools/${schoolId}/name-admissions`}>{r("names")}</Link>
            </>
          )}
          {may("honour_record") && <Link to={`/schools/${schoolId}/honours`}>{h("place")}</Link>}
        </span>
      }
      actions={<KeyLink schoolId={schoolId} />}
    >
      <Told text={told} onClose={() => setTold(undefined)} />
      <Resource query={years} lines={8}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>{school("no_years")}</Nothing>
          ) : (
            <Resource query={classes} lines={8}>
              {() =>
                mine.length === 0 ? (
                  <Nothing>{t("no_classes")}</Nothing>
                ) : (
                  <>
                    <div className="documents-tools">
                      <div className="desk-tools">
                        <NativeSelect
                          label={t("class")}
                          value={of?.class_id ?? ""}
                          onChange={(event) => setSearch(event.currentTarget.value === "" ? {} : { class: event.currentTarget.value }, { replace: true })}
                          data={[...(of === undefined ? [{ value: "", label: t("choose_class") }] : []), ...mine.map((each) => ({ value: each.class_id, label: w("class_name", { grade: each.grade, name: each.name }) }))]}
                        />
                        {of && <PaperFields kinds={fitting} choice={choice} subjects={(plan.data?.subjects ?? []).map((each) => ({ code: each.subject, name: pick(each.name_ar, each.name_en) }))} />}
                      </div>
                      {may("document_read") && <FindForm onFind={setSerial} />}
                    </div>
                    {serial !== undefined && <Found key={serial} schoolId={schoolId} serial={serial} onClear={() => setSerial(undefined)} onTold={setTold} />}
                    {of ? <Resource query={plan} lines={8}>{() => <Resource query={kinds} lines={8}>{() => <OfClass key={of.class_id} schoolId={schoolId} of={of} choice={choice} onTold={setTold} />}</Resource>}</Resource> : <Nothing>{t("choose_first")}</Nothing>}
                  </>
                )
              }
            </Resource>
          )
        }
      </Resource>
    </Page>
  );
}
