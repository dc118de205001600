/** How a student's mark of the sheet came about: the server's figures, and its reasons for who may see his whole year. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { answerOf, client } from "@/platform/api";
import { digitsOfName, inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Resource } from "@/platform/resource";
import { readTold, reasonTree, type ReasonNode } from "@/results/reasons";
import { messages as words } from "./messages";
import { messages } from "./sheet-messages";
import { awaitedText, type Totals } from "./totals";
import type { MarkSheet } from "./use-sheet";

function Node({ node }: { node: ReasonNode }) {
  const { digits } = useLocale();
  const { reason, parts } = node;
  return (
    <li>
      <details>
        <summary>
          {inDigits(reason.text || reason.title, digits)} <span className="quiet">{inDigits(reason.article, digits)}</span>
        </summary>
        {reason.steps.length > 0 && (
          <ol className="quiet">
            {reason.steps.map((step, index) => (
              <li key={index}>{inDigits(step, digits)}</li>
            ))}
          </ol>
        )}
        {parts.length > 0 && (
          <ul className="reason-list">
            {parts.map((part, index) => (
              <Node key={index} node={part} />
            ))}
          </ul>
        )}
      </details>
    </li>
  );
}

function Reasons({ schoolId, studentId, yearId }: { schoolId: string; studentId: string; yearId: string }) {
  const { language, digits } = useLocale();
  const query = useQuery({
    queryKey: ["preview", schoolId, studentId, yearId],
    queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/results/{school_year_id}/preview", { params: { path: { school_id: schoolId, student_id: studentId, school_year_id: yearId } } })),
    staleTime: 0,
  });
  return (
    <Resource query={query} lines={4}>
      {(found) => {
        const told = readTold(found.reasons[language]);
        return (
          <>
            <p>{inDigits(told.decision, digits)}</p>
            {told.changes.length > 0 && (
              <ul>
                {told.changes.map((change, index) => (
                  <li key={index}>{inDigits(change, digits)}</li>
                ))}
              </ul>
            )}
            <ul className="reason-list">
              {reasonTree(told.reasons).map((node, index) => (
                <Node key={index} node={node} />
              ))}
            </ul>
          </>
        );
      }}
    </Resource>
  );
}

export function TotalsPanel({ schoolId, sheet, yearId, student, totals, mayPreview }: { schoolId: string; sheet: MarkSheet; yearId: string | undefined; student: string; totals: Totals; mayPreview: boolean }) {
  const t = useText(messages);
  const word = useText(words);
  const pick = usePick();
  const { digits, language } = useLocale();
  const person = sheet.students.find((each) => each.student_id === student);
  const row = totals.of.get(student);
  const open = new Set(totals.missing.get(student));
  const missing = sheet.columns.filter((column) => open.has(column.key));
  return (
    <div>
      <p>
        <strong>
          <Link to={`/schools/${schoolId}/students/${student}`}>{pick(person?.name_ar, person?.name_en)}</Link>
        </strong>
      </p>
      <dl className="pairs">
        {totals.names.map((name) => {
          const figure = row?.figures.find((each) => each.name === name);
          return (
            <div key={name}>
              <dt>{word(`figure_${name}`)}</dt>
              <dd>{figure === undefined ? awaitedText(row, name, 0, word) : `${inDigits(figure.shown, digits)}${figure.grade === undefined ? "" : ` (${figure.grade})`}`}</dd>
            </div>
          );
        })}
      </dl>
      {missing.length > 0 && <p>{t("total_missing", { columns: missing.map((column) => digitsOfName(pick(column.label_ar, column.label_en), digits)).join(language === "ar" ? "، " : ", ") })}</p>}
      {row?.refused !== undefined && <p>{t("total_refused", { why: row.refused.messages?.[language] ?? row.refused.code })}</p>}
      {mayPreview && yearId !== undefined ? <Reasons schoolId={schoolId} studentId={student} yearId={yearId} /> : <p className="quiet">{t("no_reasons")}</p>}
    </div>
  );
}
