import { Alert } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { Page } from "@/app/page";
import { ApiFailure, answerOf, client } from "@/platform/api";
import { useSession } from "@/access/session";
import { gregorianDay } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Resource } from "@/platform/resource";
import { studentQuery } from "@/school/queries";
import { messages } from "./messages";
import { readTold, reasonTree, type ReasonNode, type Told } from "./reasons";
import "./result-page.css";

/** One reason with its article; its steps and parts open beneath it. */
function ReasonView({ node }: { node: ReasonNode }) {
  const t = useText(messages);
  const { digits } = useLocale();
  const { reason, parts } = node;
  const line = (
    <>
      <span className="reason-text">{inDigits(reason.text || reason.title, digits)}</span> <span className="reason-article">{inDigits(reason.article, digits)}</span>
    </>
  );
  if (reason.steps.length + parts.length === 0) return <li className="reason">{line}</li>;
  return (
    <li className="reason">
      <details>
        <summary data-finding={reason.finding}>{line}</summary>
        {reason.steps.length > 0 && (
          <ol className="reason-steps" aria-label={t("steps", { count: reason.steps.length })}>
            {reason.steps.map((step, index) => (
              <li key={index}>{inDigits(step, digits)}</li>
            ))}
          </ol>
        )}
        {parts.length > 0 && (
          <ul className="reasons">
            {parts.map((part, index) => (
              <ReasonView key={index} node={part} />
            ))}
          </ul>
        )}
      </details>
    </li>
  );
}

function Pairs({ pairs }: { pairs: Told["facts"] }) {
  const { digits } = useLocale();
  return (
    <dl className="pairs">
      {pairs.map(({ name, value }, index) => (
        <div key={index}>
          <dt>{inDigits(name, digits)}</dt>
          <dd>{inDigits(value, digits)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What a regulation says of a year, in words. */
export function ToldView({ told }: { told: Told }) {
  const t = useText(messages);
  const { digits } = useLocale();
  const tree = reasonTree(told.reasons);
  return (
    <>
      <p className="decision">{inDigits(told.decision, digits)}</p>
      <h2>{t("subjects")}</h2>
      <Pairs pairs={told.facts} />
      <h2>{t("what_remains")}</h2>
      {told.changes.length === 0 ? (
        <p>{t("nothing_remains")}</p>
      ) : (
        <ul>
          {told.changes.map((change, index) => (
            <li key={index}>{inDigits(change, digits)}</li>
          ))}
        </ul>
      )}
      <h2>{t("why")}</h2>
      <ul className="reasons">
        {tree.map((node, index) => (
          <ReasonView key={index} node={node} />
        ))}
      </ul>
      {told.assumed.length > 0 && (
        <>
          <h2>{t("assumed")}</h2>
          <Pairs pairs={told.assumed} />
        </>
      )}
    </>
  );
}

interface Shown {
  told: { ar: Told; en: Told };
  published?: { day: string; version: number };
}

export default function ResultPage() {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const { session } = useSession();
  const { schoolId = "", studentId = "", yearId = "" } = useParams();
  const student = useQuery(studentQuery(schoolId, studentId));
  const mayPreview = (session.grants ?? []).some((grant) => grant.school_id === schoolId && "result_preview" in grant.permissions);
  const result = useQuery<Shown>({
    queryKey: ["result", schoolId, studentId, yearId],
    queryFn: async () => {
      const path = { school_id: schoolId, student_id: studentId, school_year_id: yearId };
      try {
        const found = await answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/results/{school_year_id}", { params: { path } }));
        return { told: { ar: readTold(found.reasons.ar), en: readTold(found.reasons.en) }, published: { day: found.made_at.slice(0, 10), version: found.version } };
      } catch (failure) {
        if (!mayPreview || !(failure instanceof ApiFailure) || failure.problem.code !== "RESULT_NOT_PUBLISHED") throw failure;
        const found = await answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}/results/{school_year_id}/preview", { params: { path } }));
        return { told: { ar: readTold(found.reasons.ar), en: readTold(found.reasons.en) } };
      }
    },
  });
  return (
    <Page title={student.data ? pick(student.data.name_ar, student.data.name_en) : t("title")} about={t("title")}>
      <Resource query={result} lines={10}>
        {({ told, published }) => (
          <article className="result">
            {published ? (
              <p className="result-about">{t("published_on", { day: gregorianDay(published.day, locale), version: published.version })}</p>
            ) : (
              <Alert variant="light">{t("preview")}</Alert>
            )}
            <ToldView told={told[locale.language]} />
          </article>
        )}
      </Resource>
    </Page>
  );
}
