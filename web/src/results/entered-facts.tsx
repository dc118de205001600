/** The marks of a subject as they were entered, with who entered each: for who may read marks. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, client, type Schemas } from "@/platform/api";
import { moment } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Resource } from "@/platform/resource";
import { messages } from "./messages";
import { marksOfStudentQuery, type OfStudent } from "./queries";

type Cell = Schemas["StudentCell"];

function useValueText(): (cell: Pick<Cell, "mark" | "level" | "judgement" | "status" | "maximum">) => string {
  const t = useText(messages);
  const { digits } = useLocale();
  return (cell) => {
    if (cell.mark !== undefined) {
      const mark = inDigits(cell.mark, digits);
      return cell.maximum === undefined ? mark : t("mark_of", { mark, maximum: inDigits(cell.maximum, digits) });
    }
    if (cell.level !== undefined) return t("level", { level: inDigits(cell.level, digits) });
    if (cell.judgement !== undefined) return t(cell.judgement);
    return t("status", { status: cell.status ?? "" });
  };
}

function History({ schoolId, sheetId, studentId, cell }: { schoolId: string; sheetId: string; studentId: string; cell: Cell }) {
  const t = useText(messages);
  const locale = useLocale();
  const valueText = useValueText();
  const history = useQuery({
    queryKey: ["history", schoolId, sheetId, studentId, cell.column, cell.occurrence],
    queryFn: () =>
      answerOf(
        client.GET("/v1/schools/{school_id}/mark-sheets/{sheet_id}/students/{student_id}/columns/{column}/history", {
          params: { path: { school_id: schoolId, sheet_id: sheetId, student_id: studentId, column: cell.column }, query: { occurrence: cell.occurrence } },
        }),
      ),
  });
  return (
    <Resource query={history} lines={1}>
      {({ entries }) => (
        <ol className="entry-history">
          {entries.map((entry) => (
            <li key={entry.entry_id} data-current={entry.is_current} data-layer={entry.layer}>
              {t(entry.origin === "correction" && entry.reason !== "" ? "entered_corrected" : "entered", { value: valueText(entry), name: entry.entered_by_name, moment: moment(entry.entered_at, locale), reason: entry.reason })}
            </li>
          ))}
        </ol>
      )}
    </Resource>
  );
}

function Fact({ schoolId, sheetId, studentId, cell }: { schoolId: string; sheetId: string; studentId: string; cell: Cell }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  const valueText = useValueText();
  const [isOpen, setOpen] = useState(false);
  const column = inDigits(pick(cell.label_ar, cell.label_en), digits);
  return (
    <li>
      <span className="parameter-line">
        <span>{column}</span>
        <strong>{valueText(cell)}</strong>
        <Button variant="subtle" size="compact-xs" aria-expanded={isOpen} aria-label={t("who_entered_of", { column })} onClick={() => setOpen(!isOpen)}>
          {t("who_entered")}
        </Button>
      </span>
      {isOpen && <History schoolId={schoolId} sheetId={sheetId} studentId={studentId} cell={cell} />}
    </li>
  );
}

export function EnteredFacts({ of, subject }: { of: OfStudent; subject: string }) {
  const t = useText(messages);
  const pick = usePick();
  const marks = useQuery(marksOfStudentQuery(of));
  return (
    <section>
      <h3>{t("facts")}</h3>
      <Resource query={marks} lines={3}>
        {({ sheets }) => {
          const own = sheets.filter((sheet) => sheet.subject === subject && sheet.cells.length > 0);
          if (own.length === 0) return <p className="quiet">{t("no_facts")}</p>;
          return own.map((sheet) => (
            <div key={sheet.sheet_id}>
              <h4 className="fact-sheet">
                {pick(sheet.title_ar, sheet.title_en)} <span className="quiet">{t("term", { term: String(sheet.term) })}</span>
              </h4>
              <ul className="parameters">
                {sheet.cells.map((cell) => (
                  <Fact key={`${cell.column}/${cell.occurrence}`} schoolId={of.schoolId} sheetId={sheet.sheet_id} studentId={of.studentId} cell={cell} />
                ))}
              </ul>
            </div>
          ));
        }}
      </Resource>
    </section>
  );
}
