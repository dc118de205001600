import { Button } from "@mantine/core";
import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { asked, useDownload } from "@/documents/files";
import { IssueQuestion, isolated, KeyLink } from "@/documents/issue";
import { Told } from "@/documents/issued-table";
import { LookFields, lookOf, type Kind, type Look } from "@/documents/paper-choice";
import { kindsQuery } from "@/documents/queries";
import { answerOf, client, type Schemas } from "@/platform/api";
import { gregorianDay, today } from "@/platform/dates";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { useScope } from "@/platform/scope";
import { ButtonDialog } from "@/school/desk/dialog";
import { RecordForm } from "@/school/desk/form";
import { BothDays, State } from "@/school/desk/parts";
import { PartList, Table, useParts } from "@/school/desk/table";
import { guardianQuery, readStudents, studentFileQuery } from "@/school/people-queries";
import { PersonSearch, type Found } from "@/school/person-search";
import { yearsQuery } from "@/school/queries";
import { useMay } from "@/school/use-may";
import { ClauseChip } from "./clause-chip";
import { messages } from "./honours-messages";
import type { Honour, Word } from "./honours-queries";
import { toneOf } from "./honours-state";
import "@/documents/documents.css";
import "./honours.css";

type Authority = Schemas["HonourRequest"]["authority"];

const WORDS: readonly Word[] = ["consented", "declined", "taken_back"];

function EnterForm({ schoolId, yearId, onSaved, onCancel }: { schoolId: string; yearId: string; onSaved: () => void; onCancel: () => void }) {
  const t = useText(messages);
  const [student, setStudent] = useState<Found>();
  return (
    <>
      <PersonSearch
        label={t("student_search")}
        queryKey={["honour-student", schoolId]}
        read={async (typed) => (await readStudents(schoolId, typed)).items.filter((each) => each.merged_into === null).map((each) => ({ id: each.student_id, name_ar: each.name_ar, name_en: each.name_en, about: each.student_number }))}
        chosen={student}
        onChoose={setStudent}
      />
      {student !== undefined && (
        <RecordForm
          fields={[
            { name: "for_what_ar", label: t("for_what_ar"), kind: "long", hint: t("for_what_hint") },
            { name: "for_what_en", label: t("for_what_en"), kind: "long", isOptional: true, hint: t("for_what_en_hint") },
            { name: "authority", label: t("authority"), kind: "choice", choices: (["ministry", "directorate"] as const).map((value) => ({ value, label: t("authority_name", { authority: value }) })) },
            { name: "decision", label: t("decision"), isCode: true },
            { name: "decided_on", label: t("decided_on"), kind: "day" },
          ]}
          initial={{ for_what_ar: "", for_what_en: "", authority: "ministry", decision: "", decided_on: "" }}
          submit={t("save")}
          send={({ for_what_ar, for_what_en, authority, decision, decided_on }, { key }) =>
            answerOf(
              client.POST("/v1/schools/{school_id}/school-years/{school_year_id}/honours", {
                params: { path: { school_id: schoolId, school_year_id: yearId }, header: { "Idempotency-Key": key } },
                body: { student_id: student.id, for_what_ar, for_what_en: for_what_en === "" ? null : for_what_en, authority: authority as Authority, decision, decided_on },
              }),
            )
          }
          onSaved={onSaved}
          onCancel={onCancel}
        />
      )}
    </>
  );
}

function PaperAnswerForm({ schoolId, honour, onSaved, onCancel }: { schoolId: string; honour: Honour; onSaved: () => void; onCancel: () => void }) {
  const t = useText(messages);
  const pick = usePick();
  const file = useQuery(studentFileQuery(schoolId, honour.student_id));
  const ids = [...new Set((file.data?.guardians ?? []).map((each) => each.guardian_id))];
  const guardians = useQueries({ queries: ids.map((id) => guardianQuery(schoolId, id)) });
  const isReady = guardians.every((each) => each.isSuccess);
  return (
    <Resource query={file} lines={4}>
      {() =>
        ids.length === 0 ? (
          <Nothing>{t("no_guardian")}</Nothing>
        ) : (
          isReady && (
            <RecordForm
              fields={[
                { name: "guardian_id", label: t("guardian"), kind: "choice", choices: guardians.flatMap(({ data }) => (data ? [{ value: data.guardian_id, label: pick(data.name_ar, data.name_en) }] : [])) },
                { name: "outcome", label: t("outcome"), kind: "choice", choices: WORDS.map((value) => ({ value, label: t("outcome_name", { outcome: value }) })) },
                { name: "reference", label: t("reference"), isCode: true },
                { name: "dated_on", label: t("dated_on"), kind: "day" },
              ]}
              initial={{ guardian_id: ids.length === 1 ? (ids[0] ?? "") : "", outcome: "", reference: "", dated_on: today() }}
              submit={t("save")}
              send={({ guardian_id, outcome, reference, dated_on }, { key }) =>
                answerOf(client.POST("/v1/schools/{school_id}/honours/{honour_id}/paper-answers", { params: { path: { school_id: schoolId, honour_id: honour.honour_id }, header: { "Idempotency-Key": key } }, body: { guardian_id, outcome: outcome as Word, reference, dated_on } }))
              }
              onSaved={onSaved}
              onCancel={onCancel}
            />
          )
        )
      }
    </Resource>
  );
}

/** A draft at any time; the issue with the guardian's consent alone. */
function Certificate({ schoolId, honour, kind, onIssued, onCancel }: { schoolId: string; honour: Honour; kind: Kind; onIssued: (serial: string) => void; onCancel: () => void }) {
  const t = useText(messages);
  const may = useMay(schoolId);
  const download = useDownload();
  const fitting: Kind = honour.for_what_en === null ? { ...kind, languages: ["ar"] } : kind;
  const [chosen, setChosen] = useState<Partial<Look>>({});
  const look = lookOf(fitting, chosen);
  const route = asked(`/v1/schools/${schoolId}/students/${honour.student_id}/papers/${honour.school_year_id}/${kind.kind}`, { language: look.language, digits: look.digits, entry: honour.honour_id });
  const issued = honour.documents.find((each) => each.language === look.language);
  const isReady = honour.state === "consented" || honour.state === "issued";
  return (
    <>
      <div className="desk-tools">
        <LookFields kind={fitting} look={look} change={(part) => setChosen((old) => ({ ...old, ...part }))} />
        {may("document_draft") && (
          <Button variant="default" loading={download.pending === route} onClick={() => download.start({ route, name: `${kind.kind}-draft-${today()}.pdf`, done: t("draft_done") })}>
            {t("draft")}
          </Button>
        )}
      </div>
      <ProblemAlert failure={download.failure} />
      {download.told !== undefined && (
        <p role="status" className="desk-quiet">
          {download.told}
        </p>
      )}
      {issued !== undefined ? (
        <p className="window-text">{t("issued_in", { serial: isolated(issued.serial) })}</p>
      ) : !isReady ? (
        <p className="window-text" role="status">
          {t(honour.state === "declined" ? "declined_text" : "waits_text")}
        </p>
      ) : (
        may("document_issue") && (
          <IssueQuestion key={look.language} what={{ schoolId, yearId: honour.school_year_id, kind: fitting, look }} whose={{ studentIds: [honour.student_id], entryId: honour.honour_id }} count={1} again={0} onIssued={([first]) => onIssued(first?.serial ?? "")} onCancel={onCancel} />
        )
      )}
    </>
  );
}

function StateOf({ honour }: { honour: Honour }) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  return (
    <div className="standing">
      <State tone={toneOf(honour.state)}>{t("state_name", { state: honour.state })}</State>
      {honour.documents.map((each) => (
        <div key={each.serial}>
          <bdi className="serial">{each.serial}</bdi>
        </div>
      ))}
      {honour.answers.map((each, index) => (
        <div key={`${String(index)} ${each.outcome}`} className="desk-quiet">
          {t("answer_line", { outcome: each.outcome, name: pick(each.guardian_ar, each.guardian_en), day: gregorianDay(each.dated_on, locale) })}
          {each.reference !== null && ` (${t("on_paper", { reference: isolated(each.reference) })})`}
        </div>
      ))}
      {honour.withdrawal !== null && <div className="desk-quiet">{honour.withdrawal.reason}</div>}
    </div>
  );
}

function HonourTable({ schoolId, honours, onChange, onTold }: { schoolId: string; honours: readonly Honour[]; onChange: () => void; onTold: (text: string) => void }) {
  const t = useText(messages);
  const pick = usePick();
  const may = useMay(schoolId);
  const kinds = useQuery(kindsQuery(schoolId));
  const kind = kinds.data?.items.find((each) => each.kind === "honours");
  return (
    <Table
      label={t("place")}
      rows={honours}
      keyOf={(each) => each.honour_id}
      columns={[
        { head: t("student"), isName: true, cell: (each) => <Link to={`/schools/${schoolId}/students/${each.student_id}/documents`}>{pick(each.name_ar, each.name_en)}</Link> },
        {
          head: t("for_what_ar"),
          cell: (each) => (
            <div className="honour-text">
              {each.for_what_ar}
              {each.for_what_en !== null && (
                <div className="desk-quiet" lang="en" dir="ltr">
                  {each.for_what_en}
                </div>
              )}
            </div>
          ),
        },
        {
          head: t("decision"),
          cell: (each) => (
            <>
              <bdi>{each.decision}</bdi> <div className="desk-quiet">{t("authority_name", { authority: each.authority })}</div>
              <BothDays day={each.decided_on} />
            </>
          ),
        },
        { head: t("state"), cell: (each) => <StateOf honour={each} /> },
        {
          head: "",
          cell: (each) => {
            const about = { name: pick(each.name_ar, each.name_en) };
            const isOpen = each.state === "waiting" || each.state === "consented" || each.state === "declined";
            return (
              <div className="desk-buttons">
                {each.state !== "withdrawn" && kind !== undefined && (may("document_draft") || may("document_issue")) && (
                  <ButtonDialog label={t("certificate")} ariaLabel={t("certificate_of", about)} size="compact-sm">
                    {(close) => (
                      <Certificate
                        schoolId={schoolId}
                        honour={each}
                        kind={kind}
                        onIssued={(serial) => {
                          onTold(t("issued_told", { serial: isolated(serial) }));
                          onChange();
                          close();
                        }}
                        onCancel={close}
                      />
                    )}
                  </ButtonDialog>
                )}
                {isOpen && (
                  <ButtonDialog label={t("paper_answer")} ariaLabel={t("paper_answer_of", about)} size="compact-sm">
                    {(close) => (
                      <PaperAnswerForm
                        schoolId={schoolId}
                        honour={each}
                        onSaved={() => {
                          onTold(t("answered"));
                          onChange();
                          close();
                        }}
                        onCancel={close}
                      />
                    )}
                  </ButtonDialog>
                )}
                {isOpen && (
                  <ButtonDialog label={t("withdraw")} ariaLabel={t("withdraw_of", about)} size="compact-sm" variant="subtle">
                    {(close) => (
                      <>
                        <p className="window-text">{t("withdraw_text")}</p>
                        <RecordForm
                          fields={[{ name: "reason", label: t("reason"), kind: "long", isWide: true }]}
                          initial={{ reason: "" }}
                          submit={t("withdraw")}
                          send={({ reason }, { key }) => answerOf(client.POST("/v1/schools/{school_id}/honours/{honour_id}/withdrawal", { params: { path: { school_id: schoolId, honour_id: each.honour_id }, header: { "Idempotency-Key": key } }, body: { reason } }))}
                          onSaved={() => {
                            onTold(t("withdrawn_told"));
                            onChange();
                            close();
                          }}
                          onCancel={close}
                        />
                      </>
                    )}
                  </ButtonDialog>
                )}
              </div>
            );
          },
        },
      ]}
    />
  );
}

/** Decisions on honours of a year, for those who enter them; in the order of entry and no other. */
export default function HonoursPage() {
  const t = useText(messages);
  const { schoolId = "" } = useParams();
  const queries = useQueryClient();
  const scope = useScope();
  const [told, setTold] = useState<string>();
  const years = useQuery(yearsQuery(schoolId));
  const yearId = (scope.schoolId === schoolId ? scope.year?.school_year_id : undefined) ?? years.data?.items[0]?.school_year_id;
  const query = useParts(
    ["honours", schoolId, yearId],
    (after) => answerOf(client.GET("/v1/schools/{school_id}/school-years/{school_year_id}/honours", { params: { path: { school_id: schoolId, school_year_id: yearId ?? "" }, query: after === undefined ? {} : { after } } })),
    yearId !== undefined,
  );
  const onChange = () => {
    void queries.invalidateQueries({ queryKey: ["honours", schoolId] });
    void queries.invalidateQueries({ queryKey: ["documents", schoolId] });
  };
  return (
    <Page
      title={t("place")}
      help={t("help")}
      wide
      about={<ClauseChip regulation="sa_1426" clause="SR-3.7" article="" />}
      actions={
        <>
          <KeyLink schoolId={schoolId} />
          {yearId !== undefined && (
            <ButtonDialog label={t("enter")} variant="filled" wide>
              {(close) => (
                <EnterForm
                  schoolId={schoolId}
                  yearId={yearId}
                  onSaved={() => {
                    setTold(t("entered"));
                    onChange();
                    close();
                  }}
                  onCancel={close}
                />
              )}
            </ButtonDialog>
          )}
        </>
      }
    >
      <Told text={told} onClose={() => setTold(undefined)} />
      <PartList query={query} empty={<Nothing>{t("none")}</Nothing>}>
        {(items) => <HonourTable schoolId={schoolId} honours={items} onChange={onChange} onTold={setTold} />}
      </PartList>
    </Page>
  );
}
