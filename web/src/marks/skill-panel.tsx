/** What the panel beside the board holds of one skill: when it was taught, and the note of a judgement. */
import { Button, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, client, newKey } from "@/platform/api";
import { gregorianDay, today } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { digitsOfName } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import type { SheetColumn } from "./parse-entry";
import { messages } from "./skill-messages";
import type { MarkSheet } from "./use-sheet";

export function SkillPanel({ schoolId, sheet, column, taughtOn, mayRecord }: { schoolId: string; sheet: MarkSheet; column: SheetColumn; taughtOn: string | undefined; mayRecord: boolean }) {
  const t = useText(messages);
  const locale = useLocale();
  const queries = useQueryClient();
  const [day, setDay] = useState(taughtOn ?? today());
  const [key, setKey] = useState(newKey);
  const teach = useMutation({
    mutationFn: () =>
      answerOf(
        client.POST("/v1/schools/{school_id}/mark-sheets/{sheet_id}/lessons", {
          params: { path: { school_id: schoolId, sheet_id: sheet.sheet_id }, header: { "Idempotency-Key": key } },
          body: { column: column.key, taught_on: day },
        }),
      ),
    onSuccess: async () => {
      setKey(newKey());
      await queries.invalidateQueries({ queryKey: ["board", schoolId, sheet.class_id] });
    },
  });
  return (
    <>
      <h3>{t("skill")}</h3>
      <p>{digitsOfName(column.label_ar, locale.digits)}</p>
      <p className="quiet">{taughtOn ? t("taught_on", { day: gregorianDay(taughtOn, locale) }) : t("not_taught")}</p>
      {mayRecord && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            teach.mutate();
          }}
        >
          <DayField required label={t("taught_field")} value={day} max={today()} onChange={setDay} />
          <ProblemAlert failure={teach.error} />
          <Button type="submit" variant="light" loading={teach.isPending}>
            {t("teach")}
          </Button>
        </form>
      )}
    </>
  );
}

export function NoteForm({ isReasonNeeded, note, onSave }: { isReasonNeeded: boolean; note: string; onSave: (note: string) => void }) {
  const t = useText(messages);
  const [text, setText] = useState(note);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave(text.trim());
      }}
    >
      <Textarea autoFocus required={isReasonNeeded} label={t("note")} description={isReasonNeeded ? t("reason_needed") : t("note_help")} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Button type="submit">{t("save_note")}</Button>
    </form>
  );
}
