import { Button, Group, Modal, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useParams } from "react-router";
import { Page } from "@/app/page";
import { useSession } from "@/access/session";
import { answerOf, client, newKey } from "@/platform/api";
import { gregorianDay } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { classQuery, planQuery } from "@/school/queries";
import { messages } from "./messages";
import { MarkGrid } from "./mark-grid";
import { EMPTY_CELL, placeKey, type CellPlace, type Counts } from "./sheet-cells";
import { cellText, useSheet, type MarkSheet } from "./use-sheet";
import "./mark-sheet-page.css";

function SheetState({ counts, onSend }: { counts: Counts; onSend: () => void }) {
  const t = useText(messages);
  const look = counts.refused + counts.conflict;
  return (
    <div className="sheet-state" role="status">
      {counts.waiting > 0 && (
        <span className="state-waiting">
          {t("some_waiting", { count: counts.waiting })}
          <Button size="compact-xs" variant="subtle" onClick={onSend}>
            {t("send_again")}
          </Button>
        </span>
      )}
      {look > 0 && <span className="state-refused">{t("some_refused", { count: look })}</span>}
      {counts.sending > 0 ? <span>{t("being_saved")}</span> : counts.waiting + look === 0 && <span className="state-saved">{t("all_saved")}</span>}
    </div>
  );
}

function SignButton({ schoolId, sheet, isReady }: { schoolId: string; sheet: MarkSheet; isReady: boolean }) {
  const t = useText(messages);
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const sign = () => {
    setBusy(true);
    setFailure(undefined);
    answerOf(
      client.POST("/v1/schools/{school_id}/mark-sheets/{sheet_id}/signature", {
        params: { path: { school_id: schoolId, sheet_id: sheet.sheet_id }, header: { "Idempotency-Key": newKey() } },
        body: { sheet_version: sheet.version },
      }),
    )
      .then(async () => {
        setAsking(false);
        await queries.invalidateQueries({ queryKey: ["sheet", schoolId, sheet.sheet_id] });
      })
      .catch(setFailure)
      .finally(() => setBusy(false));
  };
  const open = async () => {
    // What is signed is what is seen: the sheet as it stands on the server now.
    await queries.invalidateQueries({ queryKey: ["sheet", schoolId, sheet.sheet_id] });
    setFailure(undefined);
    setAsking(true);
  };
  return (
    <>
      <Button disabled={!isReady} onClick={() => void open()}>
        {t("sign")}
      </Button>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={t("sign")} centered>
        <Text>{t("sign_question")}</Text>
        <ProblemAlert failure={failure} />
        <Group mt="md">
          <Button loading={isBusy} onClick={sign}>
            {t("sign")}
          </Button>
          <Button variant="default" onClick={() => setAsking(false)}>
            {t("cancel")}
          </Button>
        </Group>
      </Modal>
    </>
  );
}

function OpenSheet({ schoolId, sheet, work }: { schoolId: string; sheet: MarkSheet; work: ReturnType<typeof useSheet> }) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const { session } = useSession();
  const classRead = useQuery(classQuery(schoolId, sheet.class_id));
  const plan = useQuery({ ...planQuery(schoolId, classRead.data?.study_plan_id ?? ""), enabled: classRead.data !== undefined });
  const subject = plan.data?.subjects.find((each) => each.subject === sheet.subject);
  const [active, setActive] = useState<CellPlace>();
  const onActive = useCallback((place: CellPlace) => setActive(place), []);

  const permits = useMemo(() => {
    const grants = (session.grants ?? []).filter((grant) => grant.school_id === schoolId && (grant.class_id === undefined || grant.class_id === sheet.class_id) && (grant.subject === undefined || grant.subject === sheet.subject));
    return (permission: string) => grants.some((grant) => permission in grant.permissions);
  }, [schoolId, session.grants, sheet.class_id, sheet.subject]);
  const isSigned = sheet.signed_at !== undefined;
  const isLocked = sheet.is_sealed || isSigned || !permits("mark_record");

  const cell = active ? (work.cells.get(placeKey(active)) ?? EMPTY_CELL) : EMPTY_CELL;
  const className = classRead.data ? t("class_name", { grade: classRead.data.grade, name: classRead.data.name }) : "";
  return (
    <Page
      wide
      title={`${subject ? `${pick(subject.name_ar, subject.name_en)}: ` : ""}${pick(sheet.title_ar, sheet.title_en)}`}
      about={
        <>
          {t("sheet_about", { class: className, term: String(sheet.term), year: inDigits(sheet.school_year, locale.digits) })}
          {sheet.is_sealed ? ` – ${t("sealed")}` : isSigned ? ` – ${t("signed_on", { day: gregorianDay((sheet.signed_at ?? "").slice(0, 10), locale) })}` : ""}
        </>
      }
      actions={!isSigned && !sheet.is_sealed && permits("mark_sign") && <SignButton schoolId={schoolId} sheet={sheet} isReady={!work.hasUnsaved} />}
    >
      <SheetState counts={work.counts} onSend={() => void work.sendNow()} />
      {sheet.students.length === 0 ? <Nothing>{t("no_students")}</Nothing> : <MarkGrid sheet={sheet} cells={work.cells} isLocked={isLocked} onEnter={work.enter} onUndo={work.undo} onActive={onActive} />}
      <div className="cell-line" aria-live="polite">
        {cell.state.kind === "refused" && cell.state.why}
        {cell.state.kind === "conflict" && active && (
          <Group gap="xs">
            <Button size="compact-sm" onClick={() => work.keepMine(active)}>
              {t("keep_mine", { mine: inDigits(cell.state.text, locale.digits) })}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => work.takeTheirs(active)}>
              {t("take_theirs", { theirs: inDigits(cellText(cell.state.current), locale.digits) })}
            </Button>
          </Group>
        )}
      </div>
      {!isLocked && <p className="sheet-help">{t("help")}</p>}
    </Page>
  );
}

export default function MarkSheetPage() {
  const { schoolId = "", sheetId = "" } = useParams();
  const work = useSheet(schoolId, sheetId);
  return (
    <Resource query={work.query} lines={12}>
      {(sheet) => <OpenSheet schoolId={schoolId} sheet={sheet} work={work} />}
    </Resource>
  );
}
