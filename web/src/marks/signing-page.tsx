/** Signatures of a sheet: what is missing, who signed what, corrections after it, and the head's exceptions and withdrawal. */
import { Alert, Button, Group, Modal, NativeSelect, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState, type FormEvent, type ReactNode } from "react";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { useSession } from "@/access/session";
import { answerOf, client, newKey } from "@/platform/api";
import { gregorianDay, hijriDay, moment, today } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { digitsOfName } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { shownValue } from "./cell-view";
import { useSheetTitle } from "./mark-sheet-page";
import { messages as words } from "./messages";
import { permitsIn } from "./permits";
import { correctionsQuery, keysOfSheet, sheetQuery, signaturesQuery, type Correction } from "./requests";
import { messages } from "./sheet-messages";
import { missingQuery } from "./totals";
import type { MarkSheet } from "./use-sheet";
import "./mark-sheet-page.css";
import "./signing-page.css";

type Signature = MarkSheet["signatures"][number];

function useSheetWrite(schoolId: string, sheetId: string) {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(keysOfSheet(schoolId, sheetId).map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
}

/** What is still missing, by student; each is a way to its cell. */
function Missing({ schoolId, sheet }: { schoolId: string; sheet: MarkSheet }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  const query = useQuery(missingQuery(schoolId, sheet.sheet_id));
  const column = (key: string) => {
    const found = sheet.columns.find((each) => each.key === key);
    if (!found) return key;
    const label = digitsOfName(pick(found.label_ar, found.label_en), digits);
    return found.needed === "one_of" ? t("or_of_group", { column: label }) : label;
  };
  return (
    <Resource query={query} lines={2}>
      {({ missing }) => {
        if (missing.length === 0) return <p className="state-saved">{t("nothing_missing")}</p>;
        const students = [...new Set(missing.map((each) => each.student_id))];
        return (
          <ul className="rows">
            {students.map((student) => {
              const cells = missing.filter((each) => each.student_id === student);
              return (
                <li key={student} className="missing-row">
                  <span>{cells[0]?.name_ar}</span>
                  <span className="missing-cells">
                    {cells.map((cell) => (
                      <Link key={cell.column} to={`/schools/${schoolId}/sheets/${sheet.sheet_id}?student=${student}&column=${encodeURIComponent(cell.column)}`}>
                        {column(cell.column)}
                        {cell.is_awaited && ` ${t("awaited")}`}
                      </Link>
                    ))}
                  </span>
                </li>
              );
            })}
          </ul>
        );
      }}
    </Resource>
  );
}

function SignatureRow({ signature }: { signature: Signature }) {
  const t = useText(messages);
  const locale = useLocale();
  const day = signature.signed_at.slice(0, 10);
  return (
    <li className="signature-row" data-state={signature.state}>
      <strong>{t(`kind_${signature.kind}`)}</strong>
      <span>{signature.signed_by_name ?? t("somebody")}</span>
      <span className="quiet">
        {moment(signature.signed_at, locale)} – {hijriDay(day, locale)}
      </span>
      {signature.state !== undefined && <span className="signature-state">{t(`state_${signature.state}`)}</span>}
      {signature.withdrawn_reason !== undefined && <span className="quiet">{t("withdrawn_why", { reason: signature.withdrawn_reason })}</span>}
    </li>
  );
}

function Asking({ label, question, isDangerous = false, isDisabled = false, onConfirm, children }: { label: string; question: string; isDangerous?: boolean; isDisabled?: boolean; onConfirm: () => Promise<unknown>; children?: ReactNode }) {
  const t = useText(messages);
  const [isOpen, setOpen] = useState(false);
  const confirm = useMutation({ mutationFn: onConfirm, onSuccess: () => setOpen(false) });
  return (
    <>
      <Button
        {...(isDangerous ? { variant: "default" as const } : {})}
        disabled={isDisabled}
        onClick={() => {
          confirm.reset();
          setOpen(true);
        }}
      >
        {label}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={label} centered lockScroll={false} closeButtonProps={{ "aria-label": t("cancel") }}>
        <form
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            confirm.mutate();
          }}
        >
          <Text>{question}</Text>
          {children}
          <ProblemAlert failure={confirm.error} />
          <Group mt="md">
            <Button type="submit" loading={confirm.isPending} {...(isDangerous ? { color: "red" } : {})}>
              {label}
            </Button>
            <Button variant="default" onClick={() => setOpen(false)}>
              {t("cancel")}
            </Button>
          </Group>
        </form>
      </Modal>
    </>
  );
}

function CorrectionRow({ schoolId, sheet, correction, mayDecide, isOwn }: { schoolId: string; sheet: MarkSheet; correction: Correction; mayDecide: boolean; isOwn: boolean }) {
  const t = useText(messages);
  const word = useText(words);
  const pick = usePick();
  const locale = useLocale();
  const refresh = useSheetWrite(schoolId, sheet.sheet_id);
  const [note, setNote] = useState("");
  const [key] = useState(newKey);
  const decide = useMutation({
    mutationFn: (decision: "approved" | "refused") =>
      answerOf(
        client.POST("/v1/schools/{school_id}/mark-sheets/{sheet_id}/corrections/{correction_id}/decision", {
          params: { path: { school_id: schoolId, sheet_id: sheet.sheet_id, correction_id: correction.correction_id }, header: { "Idempotency-Key": `${key}-${decision}` } },
          body: note.trim() === "" ? { decision } : { decision, note: note.trim() },
        }),
      ),
    onSuccess: refresh,
  });
  const student = sheet.students.find((each) => each.student_id === correction.student_id);
  const column = sheet.columns.find((each) => each.key === correction.column);
  const before = sheet.cells.find((each) => each.student_id === correction.student_id && each.column === correction.column && each.occurrence === correction.occurrence);
  const old = correction.decision === "approved" ? before?.previous : before;
  return (
    <li className="correction-row">
      <strong>
        {t("correction_line", {
          student: pick(student?.name_ar, student?.name_en),
          column: digitsOfName(pick(column?.label_ar, column?.label_en), locale.digits),
          before: shownValue(old, word, locale) || word("empty"),
          after: shownValue(correction, word, locale) || word("empty"),
        })}
      </strong>
      <span>{t("asked_by", { reason: t(correction.reason), name: correction.requested_by_name ?? t("somebody"), when: moment(correction.requested_at, locale) })}</span>
      <span className="quiet">{correction.evidence}</span>
      {correction.decision !== undefined ? (
        <span>
          {t("decided_by", { decision: t(correction.decision), name: correction.decided_by_name ?? t("somebody"), when: moment(correction.decided_at ?? correction.requested_at, locale) })}
          {correction.decision_note && ` ${correction.decision_note}`}
        </span>
      ) : (
        <>
          <span className="state-waiting">{t("undecided")}</span>
          {mayDecide && isOwn && <span className="quiet">{t("own_request")}</span>}
          {mayDecide && !isOwn && (
            <Group gap="xs" align="end">
              <TextInput label={t("note")} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
              <Button size="sm" loading={decide.isPending} onClick={() => decide.mutate("approved")}>
                {t("approve")}
              </Button>
              <Button size="sm" variant="default" loading={decide.isPending} onClick={() => decide.mutate("refused")}>
                {t("refuse")}
              </Button>
            </Group>
          )}
          <ProblemAlert failure={decide.error} />
        </>
      )}
    </li>
  );
}

function Exceptions({ schoolId, sheet, mayGrant, mayListStaff }: { schoolId: string; sheet: MarkSheet; mayGrant: boolean; mayListStaff: boolean }) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const refresh = useSheetWrite(schoolId, sheet.sheet_id);
  const staff = useQuery({
    queryKey: ["staff", schoolId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/staff", { params: { path: { school_id: schoolId }, query: { limit: 200 } } })),
    enabled: mayGrant && mayListStaff,
  });
  const [person, setPerson] = useState("");
  const [lastDay, setLastDay] = useState(today);
  const [reason, setReason] = useState("");
  const [key, setKey] = useState(newKey);
  const grant = async () => {
    await answerOf(
      client.POST("/v1/schools/{school_id}/mark-sheets/{sheet_id}/exceptions", {
        params: { path: { school_id: schoolId, sheet_id: sheet.sheet_id }, header: { "Idempotency-Key": key } },
        body: { staff_member_id: person, last_day: lastDay, reason },
      }),
    );
    setKey(newKey());
    setReason("");
    await refresh();
  };
  if (sheet.entry.exceptions.length === 0 && !mayGrant) return null;
  return (
    <section>
      <h2 className="section-title">{t("exceptions")}</h2>
      {sheet.entry.exceptions.length === 0 ? (
        <Nothing>{t("no_exceptions")}</Nothing>
      ) : (
        <ul className="rows">
          {sheet.entry.exceptions.map((each, index) => (
            <li key={index} className="missing-row">
              {t("exception_line", { name: each.name_ar, day: gregorianDay(each.last_day, locale), reason: each.reason })}
            </li>
          ))}
        </ul>
      )}
      {mayGrant && staff.data && (
        <Asking label={t("grant")} question="" onConfirm={grant} isDangerous>
          <NativeSelect required label={t("grant_to")} value={person} data={[{ value: "", label: "" }, ...staff.data.items.map((each) => ({ value: each.staff_member_id, label: pick(each.name_ar, each.name_en) }))]} onChange={(event) => setPerson(event.currentTarget.value)} />
          <DayField required label={t("grant_until")} value={lastDay} min={today()} onChange={setLastDay} />
          <TextInput required label={t("grant_reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        </Asking>
      )}
    </section>
  );
}

function Signing({ schoolId, sheet }: { schoolId: string; sheet: MarkSheet }) {
  const t = useText(messages);
  const word = useText(words);
  const { session } = useSession();
  const { title, about } = useSheetTitle(schoolId, sheet);
  const refresh = useSheetWrite(schoolId, sheet.sheet_id);
  const permits = useMemo(() => permitsIn(session.grants, schoolId, sheet.class_id, sheet.subject), [schoolId, session.grants, sheet.class_id, sheet.subject]);
  const persons = useMemo(() => new Set((session.grants ?? []).map((grant) => grant.person_id)), [session.grants]);
  const signatures = useQuery(signaturesQuery(schoolId, sheet.sheet_id));
  const corrections = useQuery(correctionsQuery(schoolId, sheet.sheet_id));
  const missing = useQuery(missingQuery(schoolId, sheet.sheet_id));
  const [key, setKey] = useState(newKey);
  const [reason, setReason] = useState("");

  const all = signatures.data?.signatures ?? [];
  const standing = (kind: Signature["kind"]) => all.find((each) => each.kind === kind && each.state === "intact");
  const isTeacherSigned = standing("teacher") !== undefined;
  const isReviewed = standing("reviewer") !== undefined;
  const isSignedOnce = all.some((each) => each.kind === "teacher" && each.state !== "withdrawn");
  const isComplete = missing.data?.missing.length === 0;
  const sign = (path: "signature" | "review") => async () => {
    const request = { params: { path: { school_id: schoolId, sheet_id: sheet.sheet_id }, header: { "Idempotency-Key": key } }, body: { sheet_version: sheet.version } };
    await answerOf(path === "signature" ? client.POST("/v1/schools/{school_id}/mark-sheets/{sheet_id}/signature", request) : client.POST("/v1/schools/{school_id}/mark-sheets/{sheet_id}/review", request));
    setKey(newKey());
    await refresh();
  };
  const withdraw = async () => {
    await answerOf(
      client.POST("/v1/schools/{school_id}/mark-sheets/{sheet_id}/withdrawal", {
        params: { path: { school_id: schoolId, sheet_id: sheet.sheet_id }, header: { "Idempotency-Key": key } },
        body: { reason },
      }),
    );
    setKey(newKey());
    setReason("");
    await refresh();
  };
  const maySign = permits("mark_sign") && !sheet.is_sealed && !isTeacherSigned;
  const mayReview = permits("mark_review") && !sheet.is_sealed && !isReviewed;
  return (
    <Page help={t("help_signing")} title={t("signing_title")} about={`${title} – ${about}`} actions={<Link to={`/schools/${schoolId}/sheets/${sheet.sheet_id}`}>{t("to_sheet")}</Link>}
    >
      <section>
        <h2 className="section-title">{t("still_missing")}</h2>
        <Missing schoolId={schoolId} sheet={sheet} />
      </section>
      <section>
        <h2 className="section-title">{t("signatures")}</h2>
        <Resource query={signatures} lines={2}>
          {({ signatures: list, cells_match_ledger: isWhole }) => (
            <>
              {!isWhole && (
                <Alert color="red" role="alert">
                  {t("ledger_differs")}
                </Alert>
              )}
              {list.length === 0 ? (
                <Nothing>{t("no_signatures")}</Nothing>
              ) : (
                <ul className="rows">
                  {list.map((each) => (
                    <SignatureRow key={each.signature_id} signature={each} />
                  ))}
                </ul>
              )}
            </>
          )}
        </Resource>
        <Group gap="sm" mb="lg">
          {maySign && <Asking label={t(isSignedOnce ? "sign_again" : "sign_teacher")} question={word("sign_question")} isDisabled={!isComplete} onConfirm={sign("signature")} />}
          {maySign && missing.data && !isComplete && <span className="quiet">{t("why_not_ready")}</span>}
          {mayReview && isTeacherSigned && <Asking label={t("sign_reviewer")} question={t("review_question")} onConfirm={sign("review")} />}
          {mayReview && isTeacherSigned && <Link to={`/schools/${schoolId}/sheets/${sheet.sheet_id}/reading`}>{t("second_reading")}</Link>}
          {mayReview && !isTeacherSigned && signatures.data && <span className="quiet">{t("reviewer_waits")}</span>}
          {permits("correction_decide") && !sheet.is_sealed && isSignedOnce && (
            <Asking label={t("withdraw")} question={t("withdraw_question")} isDangerous onConfirm={withdraw}>
              <TextInput required mt="sm" label={t("withdraw_reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
            </Asking>
          )}
        </Group>
      </section>
      <section>
        <h2 className="section-title">{t("corrections")}</h2>
        <Resource query={corrections} lines={2}>
          {(list) =>
            list.length === 0 ? (
              <Nothing>{t("no_corrections")}</Nothing>
            ) : (
              <ul className="rows">
                {[...list].reverse().map((each) => (
                  <CorrectionRow key={each.correction_id} schoolId={schoolId} sheet={sheet} correction={each} mayDecide={permits("correction_decide")} isOwn={persons.has(each.requested_person)} />
                ))}
              </ul>
            )
          }
        </Resource>
      </section>
      <Exceptions schoolId={schoolId} sheet={sheet} mayGrant={permits("entry_window_manage") && !sheet.is_sealed} mayListStaff={permits("staff_read")} />
    </Page>
  );
}

export default function SigningPage() {
  const { schoolId = "", sheetId = "" } = useParams();
  const query = useQuery({ ...sheetQuery(schoolId, sheetId), staleTime: 0 });
  return (
    <Resource query={query} lines={8}>
      {(sheet) => <Signing schoolId={schoolId} sheet={sheet} />}
    </Resource>
  );
}
