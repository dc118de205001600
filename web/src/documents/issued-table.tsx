/** Documents of the register, each with what stands and what can be done about it. */
import { Alert, Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { answerOf, client } from "@/platform/api";
import { gregorianDay } from "@/platform/dates";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { ButtonDialog } from "@/school/desk/dialog";
import { RecordForm } from "@/school/desk/form";
import { BothDays, State } from "@/school/desk/parts";
import { Table } from "@/school/desk/table";
import { useMay } from "@/school/use-may";
import { messages as attestationWords } from "./attestations-messages";
import { useDownload } from "./files";
import { isolated, ReplaceForm, type Document } from "./issue";
import { messages } from "./messages";
import { kindsQuery } from "./queries";

/** A text of what was signed. */
export function said(document: Document, name: "title" | "student" | "year" | "school"): string {
  const found: unknown = (document.content as Record<string, unknown>)[name];
  return typeof found === "string" ? found : "";
}

export const isStanding = (document: Document) => document.replaced_by === null && document.revoked_on === null;

/** Of a paper about a class it is the class's. */
export const fileRoute = (schoolId: string, document: Document) => `/v1/schools/${schoolId}/${document.student_id === null ? `classes/${document.class_id ?? ""}` : `students/${document.student_id}`}/documents/${document.serial}/file`;

export const fileName = (document: Document) => `${document.kind}-${document.serial}.pdf`;

export function StandingOf({ document }: { document: Document }) {
  const t = useText(messages);
  const locale = useLocale();
  return (
    <div className="standing">
      {document.revoked_on !== null ? (
        <State tone="refusal">{t("revoked_on", { day: gregorianDay(document.revoked_on.slice(0, 10), locale) })}</State>
      ) : document.replaced_by !== null ? (
        <State tone="quiet">{t("replaced_by", { serial: isolated(document.replaced_by) })}</State>
      ) : (
        <State tone="done">{t("stands")}</State>
      )}
      {document.reason !== null && document.reason !== "" && <div className="desk-quiet">{document.reason}</div>}
      {document.replaces !== null && <div className="desk-quiet">{t("replaces", { serial: isolated(document.replaces) })}</div>}
    </div>
  );
}

function Actions({ schoolId, document, onTold }: { schoolId: string; document: Document; onTold: (text: string) => void }) {
  const t = useText(messages);
  const pick = usePick();
  const may = useMay(schoolId);
  const queries = useQueryClient();
  const kinds = useQuery(kindsQuery(schoolId));
  const kind = kinds.data?.items.find((each) => each.kind === document.kind);
  const serial = isolated(document.serial);
  const onChange = () => void queries.invalidateQueries({ queryKey: ["documents", schoolId] });
  if (!isStanding(document)) return null;
  return (
    <>
      {may("document_issue") && kind !== undefined && (
        <ButtonDialog label={t("replace")} ariaLabel={t("replace_of", { serial })} size="compact-sm">
          {(close) => (
            <ReplaceForm
              schoolId={schoolId}
              document={document}
              kind={kind}
              name={said(document, "student") || pick(kind.title_ar, kind.title_en)}
              onReplaced={([first]) => {
                if (first) onTold(t("replaced_told", { serial: isolated(first.serial) }));
                onChange();
                close();
              }}
              onCancel={close}
            />
          )}
        </ButtonDialog>
      )}
      {may("document_revoke") && (
        <ButtonDialog label={t("revoke")} ariaLabel={t("revoke_of", { serial })} size="compact-sm">
          {(close) => (
            <>
              <p className="window-text">{t("revoke_text", { serial })}</p>
              <RecordForm
                fields={[{ name: "reason", label: t("reason"), kind: "long" }]}
                initial={{ reason: "" }}
                submit={t("revoke")}
                send={({ reason }, { key }) => answerOf(client.POST("/v1/schools/{school_id}/documents/{serial}/revocation", { params: { path: { school_id: schoolId, serial: document.serial }, header: { "Idempotency-Key": key } }, body: { reason } }))}
                onSaved={() => {
                  onChange();
                  close();
                }}
                onCancel={close}
              />
            </>
          )}
        </ButtonDialog>
      )}
    </>
  );
}

/** `ofOne`: all of one student, whose name stands over the page. `isAttested`: from here it can be sent to be attested. */
export function IssuedTable({ schoolId, label, documents, ofOne = false, isAttested = false, onTold }: { schoolId: string; label: string; documents: readonly Document[]; ofOne?: boolean; isAttested?: boolean; onTold: (text: string) => void }) {
  const t = useText(messages);
  const a = useText(attestationWords);
  const download = useDownload();
  return (
    <>
      <ProblemAlert failure={download.failure} />
      <Table
        label={label}
        rows={documents}
        keyOf={(each) => each.document_id}
        columns={[
          { head: t("serial"), isName: true, cell: (each) => <bdi className="serial">{each.serial}</bdi> },
          ...(ofOne ? [] : [{ head: t("student"), cell: (each: Document) => each.student_id !== null && <Link to={`/schools/${schoolId}/students/${each.student_id}/documents`}>{said(each, "student")}</Link> }]),
          {
            head: t("paper"),
            cell: (each) => (
              <>
                {said(each, "title")} {ofOne && <span className="desk-quiet">{said(each, "year")}</span>}
                {each.template_number !== null && <div className="desk-quiet">{t("of_template", { name: each.template_name ?? "", number: each.template_number })}</div>}
              </>
            ),
          },
          { head: t("issued_on"), cell: (each) => <BothDays day={each.issued_on} /> },
          { head: t("state"), cell: (each) => <StandingOf document={each} /> },
          {
            head: "",
            cell: (each) => (
              <div className="desk-buttons">
                {(each.student_id ?? each.class_id) !== null && (
                  <Button variant="default" size="compact-sm" aria-label={t("file_of", { serial: isolated(each.serial) })} loading={download.pending === fileRoute(schoolId, each)} onClick={() => download.start({ route: fileRoute(schoolId, each), name: fileName(each), done: t("file_done") })}>
                    {t("file")}
                  </Button>
                )}
                {isAttested && isStanding(each) && (
                  <Button component={Link} to={`/schools/${schoolId}/attestations?serial=${each.serial}`} variant="default" size="compact-sm" aria-label={a("attest_of", { serial: isolated(each.serial) })}>
                    {a("attest")}
                  </Button>
                )}
                <Actions schoolId={schoolId} document={each} onTold={onTold} />
              </div>
            ),
          },
        ]}
      />
      {download.told !== undefined && (
        <p role="status" className="desk-quiet">
          {download.told}
        </p>
      )}
    </>
  );
}

/** What has just been done, until it is put away. */
export function Told({ text, onClose }: { text: string | undefined; onClose: () => void }) {
  const t = useText(messages);
  if (text === undefined) return null;
  return (
    <Alert role="status" variant="light" withCloseButton closeButtonLabel={t("close")} onClose={onClose} className="told">
      {text}
    </Alert>
  );
}

/** The documents of somebody, the newest first. */
export function newestFirst(documents: readonly Document[]): Document[] {
  return [...documents].sort((one, other) => (one.issued_on === other.issued_on ? (one.serial < other.serial ? 1 : -1) : one.issued_on < other.issued_on ? 1 : -1));
}
