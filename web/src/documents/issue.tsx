/** Documents are issued, replaced and revoked: each step asks once, and says where to mend what stands in its way. */
import { Alert, Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { mayAtSchool, useSession } from "@/access/session";
import { ApiFailure, answerOf, client, newKey, type Schemas } from "@/platform/api";
import { usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { ButtonDialog } from "@/school/desk/dialog";
import { RecordForm } from "@/school/desk/form";
import { messages as desk } from "@/school/desk/messages";
import { State } from "@/school/desk/parts";
import { useMay } from "@/school/use-may";
import { messages } from "./messages";
import { lookOf, type Kind, type Look } from "./paper-choice";
import { keysQuery } from "./queries";

export type Issued = Schemas["IssuedDocuments"]["documents"];
export type Document = Schemas["Document"];

interface What {
  schoolId: string;
  yearId: string;
  kind: Kind;
  look: Look;
}

interface Whose {
  studentIds?: readonly string[];
  classId?: string;
  replaces?: string;
  /** Of a kind that takes one: the entry of the record that the paper is about. */
  entryId?: string;
}

export function issueDocuments({ schoolId, yearId, kind, look }: What, { studentIds, classId, replaces, entryId }: Whose, key: string): Promise<{ documents: Issued }> {
  return answerOf(
    client.POST("/v1/schools/{school_id}/documents", {
      params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } },
      body: {
        kind: kind.kind,
        school_year_id: yearId,
        language: look.language,
        digits: look.digits,
        ...(look.part === "" ? {} : { part: look.part }),
        ...(studentIds === undefined ? {} : { student_ids: [...studentIds] }),
        ...(classId === undefined ? {} : { class_id: classId }),
        ...(replaces === undefined ? {} : { replaces }),
        ...(entryId === undefined ? {} : { entry: entryId }),
      },
    }),
  );
}

type KeyState = "open" | "closed" | "missing";

/** Nothing for who may not know. */
export function useKeyState(schoolId: string): KeyState | undefined {
  const may = useMay(schoolId);
  const keys = useQuery({ ...keysQuery(schoolId), enabled: may("document_key_hold") });
  if (keys.data === undefined) return undefined;
  const standing = keys.data.items.find((each) => each.is_standing);
  return standing === undefined ? "missing" : standing.is_open ? "open" : "closed";
}

export function KeyLink({ schoolId }: { schoolId: string }) {
  const t = useText(messages);
  const state = useKeyState(schoolId);
  if (state === undefined) return null;
  return (
    <Link to={`/schools/${schoolId}/document-keys`}>
      <State tone={state === "open" ? "done" : "attention"}>{t(`key_${state}`)}</State>
    </Link>
  );
}

/** Where what stands in the way is mended, for who may. */
function Mend({ schoolId, code }: { schoolId: string; code: string }) {
  const t = useText(messages);
  const { session } = useSession();
  if (code === "DOCUMENT_KEY_CLOSED" || code === "DOCUMENT_KEY_MISSING")
    return mayAtSchool(session.grants, "document_key_hold", schoolId) ? <Link to={`/schools/${schoolId}/document-keys`}>{t("to_key")}</Link> : <>{t("ask_holders")}</>;
  if (code === "RESULT_NOT_PUBLISHED" && mayAtSchool(session.grants, "result_preview", schoolId)) return <Link to={`/schools/${schoolId}/results`}>{t("to_results")}</Link>;
  return null;
}

export function IssueProblem({ schoolId, failure }: { schoolId: string; failure: unknown }) {
  return (
    <ProblemAlert failure={failure}>
      {failure instanceof ApiFailure && (
        <>
          {" "}
          <Mend schoolId={schoolId} code={failure.problem.code} />
        </>
      )}
    </ProblemAlert>
  );
}

export function KeyWarning({ schoolId }: { schoolId: string }) {
  const t = useText(messages);
  const state = useKeyState(schoolId);
  if (state === undefined || state === "open") return null;
  return (
    <Alert variant="light" role="status" mb="sm">
      {t(state === "closed" ? "key_closed_text" : "key_missing_text")} <Link to={`/schools/${schoolId}/document-keys`}>{t("to_key")}</Link>
    </Alert>
  );
}

export function IssueQuestion({ what, whose, count, again, onIssued, onCancel }: { what: What; whose: Whose; count: number; again: number; onIssued: (issued: Issued) => void; onCancel: () => void }) {
  const t = useText(messages);
  const d = useText(desk);
  const pick = usePick();
  const [key] = useState(newKey);
  const state = useKeyState(what.schoolId);
  const write = useMutation({ mutationFn: () => issueDocuments(what, whose, key), onSuccess: ({ documents }) => onIssued(documents) });
  return (
    <>
      <div className="desk-question">
        <p>
          <strong>{t("issue_text", { count, title: pick(what.kind.title_ar, what.kind.title_en) })}</strong>
        </p>
        <p>{t("issue_means")}</p>
        {again > 0 && <p>{t("issue_again", { count: again })}</p>}
      </div>
      {write.error === null && <KeyWarning schoolId={what.schoolId} />}
      <IssueProblem schoolId={what.schoolId} failure={write.error} />
      <div className="desk-buttons">
        <Button loading={write.isPending} disabled={state === "closed" || state === "missing"} onClick={() => write.mutate()}>
          {t("issue")}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {d("cancel")}
        </Button>
      </div>
    </>
  );
}

/** `again`: how many of them have such a document that stands. */
export function IssueButton({ what, whose, count, again = 0, onIssued }: { what: What; whose: Whose; count: number; again?: number; onIssued: (issued: Issued) => void }) {
  const t = useText(messages);
  if (count === 0) return <Button disabled>{t("issue_count", { count })}</Button>;
  return (
    <ButtonDialog label={t("issue_count", { count })} title={t("issue")} variant="filled">
      {(close) => (
        <IssueQuestion
          what={what}
          whose={whose}
          count={count}
          again={again}
          onIssued={(issued) => {
            onIssued(issued);
            close();
          }}
          onCancel={close}
        />
      )}
    </ButtonDialog>
  );
}

/** Serials stand as they are printed, whatever the digits of the page. */
export const isolated = (serial: string) => `\u2066${serial}\u2069`;

export function ReplaceForm({ schoolId, document, kind, name, onReplaced, onCancel }: { schoolId: string; document: Document; kind: Kind; name: string; onReplaced: (issued: Issued) => void; onCancel: () => void }) {
  const t = useText(messages);
  const [failure, setFailure] = useState<unknown>();
  const first = lookOf(kind, {});
  return (
    <>
      <p className="window-text">{t("replace_text", { name, serial: isolated(document.serial) })}</p>
      <KeyWarning schoolId={schoolId} />
      <RecordForm
        fields={[
          { name: "part", label: t("part"), kind: "choice", choices: kind.parts.map((value) => ({ value, label: t("part_name", { part: value }) })), isShown: () => kind.parts.length > 0 },
          { name: "language", label: t("language"), kind: "choice", choices: kind.languages.map((value) => ({ value, label: t(`language_${value}`) })), isShown: () => kind.languages.length > 1 },
          { name: "digits", label: t("digits"), kind: "choice", choices: (["arabic_indic", "western"] as const).map((value) => ({ value, label: t(`digits_${value}`) })) },
        ]}
        initial={{ part: kind.parts.length > 0 ? "" : first.part, language: first.language, digits: first.digits }}
        submit={t("replace")}
        asksToLeave={false}
        send={async ({ part, language, digits }, { key }) => {
          setFailure(undefined);
          try {
            const look: Look = { part, language: language === "en" ? "en" : "ar", digits: digits === "western" ? "western" : "arabic_indic", subject: "" };
            const whose: Whose = { replaces: document.document_id, ...(document.entry_id === null ? {} : { entryId: document.entry_id }), ...(document.student_id === null ? {} : { studentIds: [document.student_id] }), ...(document.student_id === null && document.class_id !== null ? { classId: document.class_id } : {}) };
            onReplaced((await issueDocuments({ schoolId, yearId: document.school_year_id, kind, look }, whose, key)).documents);
          } catch (problem) {
            setFailure(problem);
            throw problem;
          }
        }}
        onCancel={onCancel}
      />
      {failure instanceof ApiFailure && (
        <p>
          <Mend schoolId={schoolId} code={failure.problem.code} />
        </p>
      )}
    </>
  );
}
