/** The honours of a guardian's child: what was decided, what consent means, and his answer. */
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { Link } from "react-router";
import { answerOf, client, newKey } from "@/platform/api";
import { gregorianDay, hijriDay } from "@/platform/dates";
import { useLocale, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Resource } from "@/platform/resource";
import { State } from "@/school/desk/parts";
import { messages } from "./honours-messages";
import { childHonoursQuery, type ChildHonour, type Word } from "./honours-queries";
import { toneOf } from "./honours-state";
import "./honours.css";

function Card({ schoolId, studentId, honour, documentsPath }: { schoolId: string; studentId: string; honour: ChildHonour; documentsPath: string }) {
  const t = useText(messages);
  const locale = useLocale();
  const queries = useQueryClient();
  const key = useRef(newKey());
  const send = useMutation({
    mutationFn: (outcome: Word) =>
      answerOf(
        client.POST("/v1/schools/{school_id}/students/{student_id}/honours/{honour_id}/answers", {
          params: { path: { school_id: schoolId, student_id: studentId, honour_id: honour.honour_id }, header: { "Idempotency-Key": key.current } },
          body: { outcome },
        }),
      ),
    onSuccess: () => {
      key.current = newKey();
      return queries.invalidateQueries({ queryKey: ["child-honours", schoolId, studentId] });
    },
    // What was refused may be asked anew in another way.
    onError: () => {
      key.current = newKey();
    },
  });
  const both = (day: string) => `${gregorianDay(day, locale)} – ${hijriDay(day, locale)}`;
  const about = { decision: `\u2068${honour.decision}\u2069` };
  const hasConsented = honour.own_word === "consented";
  const isOpen = honour.state !== "issued";
  const text = locale.language === "en" && honour.for_what_en !== null ? honour.for_what_en : honour.for_what_ar;
  return (
    <li className="child-honour" data-waiting={honour.state === "waiting"}>
      <State tone={toneOf(honour.state)}>{t("state_name", { state: honour.state })}</State>
      <p>{t("child_for", { authority: honour.authority })}</p>
      <p className="child-honour-text">{text}</p>
      <p className="quiet">{t("child_decision", { ...about, day: both(honour.decided_on) })}</p>
      {isOpen && !hasConsented && <p>{t("child_means")}</p>}
      {isOpen && hasConsented && <p>{t("child_take_back_until")}</p>}
      {honour.state === "declined" && honour.own_word !== "declined" && <p>{t("child_other_declined")}</p>}
      {!isOpen && (
        <p>
          <Link className="page-link" to={documentsPath}>
            {t("child_issued")}
          </Link>
        </p>
      )}
      <ProblemAlert failure={send.error} />
      {isOpen && (
        <div className="child-honour-buttons">
          {!hasConsented && (
            <Button aria-label={t("consent_of", about)} loading={send.isPending && send.variables === "consented"} disabled={send.isPending} onClick={() => send.mutate("consented")}>
              {t("consent")}
            </Button>
          )}
          {hasConsented && (
            <Button variant="default" aria-label={t("take_back_of", about)} loading={send.isPending && send.variables === "taken_back"} disabled={send.isPending} onClick={() => send.mutate("taken_back")}>
              {t("take_back")}
            </Button>
          )}
          {!hasConsented && honour.own_word !== "declined" && (
            <Button variant="default" aria-label={t("decline_of", about)} loading={send.isPending && send.variables === "declined"} disabled={send.isPending} onClick={() => send.mutate("declined")}>
              {t("decline")}
            </Button>
          )}
        </div>
      )}
      {honour.answers.length > 0 && (
        <div role="status">
          <h3>{t("child_trail")}</h3>
          <ul className="child-honour-trail">
            {honour.answers.map((each, index) => (
              <li key={`${String(index)} ${each.outcome}`}>
                {t("child_answer", { whose: each.is_own ? "own" : "other", outcome: each.outcome, day: gregorianDay(each.dated_on, locale) })}
                {each.is_on_paper && <span className="quiet"> ({t("child_on_paper")})</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
    </li>
  );
}

/** Nothing where there is none: nobody is reminded of what others have. */
export function ChildHonours({ schoolId, studentId, yearId, documentsPath }: { schoolId: string; studentId: string; yearId: string; documentsPath: string }) {
  const t = useText(messages);
  const query = useQuery(childHonoursQuery(schoolId, studentId));
  const own = (query.data?.items ?? []).filter((each) => each.school_year_id === yearId);
  if (!query.isError && own.length === 0) return null;
  return (
    <section aria-label={t("child_title")}>
      <h2>{t("child_title")}</h2>
      <Resource query={query} lines={2}>
        {() => (
          <ul className="rows child-honours">
            {own.map((each) => (
              <Card key={each.honour_id} schoolId={schoolId} studentId={studentId} honour={each} documentsPath={documentsPath} />
            ))}
          </ul>
        )}
      </Resource>
    </section>
  );
}
