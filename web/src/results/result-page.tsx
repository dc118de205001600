import { Alert, Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { mayAtSchool, useSession } from "@/access/session";
import { Page } from "@/app/page";
import { ApiFailure, answerOf, client, newKey } from "@/platform/api";
import { gregorianDay, hijriDay, moment } from "@/platform/dates";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { studentQuery } from "@/school/queries";
import { messages as helpWords } from "./help-messages";
import { AskCorrection } from "./ask-correction";
import { EnteredFacts } from "./entered-facts";
import { mayRead } from "./may-read";
import { messages } from "./messages";
import { said, saidValue } from "./said";
import { acknowledgementQuery, publishedQuery, shownQuery, type OfStudent } from "./queries";
import { CopyButton, ReasonsPanel } from "./reasons-panel";
import { itemOfFact, nodeAt, nodesAbout, reasonTree, reasonsAsText, shownTitle, titleAfterName, type Told } from "./reasons";
import { Assumed, FactRows, Remaining, Why } from "./told-view";
import "./result-page.css";

/** A guardian's confirmation, kept with its moment. */
export function Acknowledgement({ of, versionId }: { of: OfStudent; versionId: string }) {
  const t = useText(messages);
  const locale = useLocale();
  const queries = useQueryClient();
  const own = useQuery(acknowledgementQuery(of));
  // One intention, one key: pressed again after a failure it is the same request.
  const key = useRef(newKey());
  const send = useMutation({
    mutationFn: () =>
      answerOf(
        client.POST("/v1/schools/{school_id}/students/{student_id}/results/{school_year_id}/acknowledgement", {
          params: { path: { school_id: of.schoolId, student_id: of.studentId, school_year_id: of.yearId }, header: { "Idempotency-Key": key.current } },
          body: { result_version_id: versionId },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: acknowledgementQuery(of).queryKey }),
  });
  return (
    <Resource query={own} lines={1}>
      {({ acknowledged_at: at }) =>
        at !== null ? (
          <p className="acknowledged" role="status">
            <span aria-hidden="true">✓ </span>
            {t("acknowledged_on", { moment: moment(at, locale) })}
          </p>
        ) : (
          <div className="acknowledge">
            <p className="quiet">{t("acknowledge_about")}</p>
            <Button loading={send.isPending} onClick={() => send.mutate()}>
              {t("acknowledge")}
            </Button>
            <ProblemAlert failure={send.error} />
          </div>
        )
      }
    </Resource>
  );
}

/** What `?why=` asks for: an item's code, or "@" and a path in the trace. */
function whyOf(told: Told, why: string | null) {
  if (why === null) return undefined;
  const tree = reasonTree(told.reasons);
  if (why.startsWith("@")) {
    const found = nodeAt(tree, why.slice(1));
    return found && { title: found.node.reason.title || found.node.reason.article, nodes: [found.node], above: found.above, item: found.node.reason.item, value: undefined };
  }
  const name = told.reasons.find((reason) => reason.item === why)?.itemName;
  if (name === undefined) return undefined;
  const value = told.facts.find((fact) => fact.name === name)?.value;
  return { title: name, nodes: nodesAbout(tree, why), above: [], item: why, value };
}

/** Everything that can be opened stands open on paper. */
function useOpenOnPaper() {
  useEffect(() => {
    let closed: HTMLDetailsElement[] = [];
    const before = () => {
      closed = [...document.querySelectorAll<HTMLDetailsElement>(".result details:not([open]):not(.all-reasons)")];
      for (const each of closed) each.open = true;
    };
    const after = () => {
      for (const each of closed) each.open = false;
    };
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);
}

export default function ResultPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const pick = usePick();
  const locale = useLocale();
  const { session } = useSession();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const { schoolId = "", studentId = "", yearId = "" } = useParams();
  const of: OfStudent = { schoolId, studentId, yearId };
  const student = useQuery(studentQuery(schoolId, studentId));
  const mayPreview = mayRead(session.grants, "result_preview", schoolId);
  const mayCorrect = mayAtSchool(session.grants, "result_correct", schoolId);
  const mayReadMarks = mayRead(session.grants, "mark_read", schoolId);
  const mayAcknowledge = (session.grants ?? []).some((grant) => grant.children?.includes(studentId) === true && "notice_acknowledge" in grant.permissions);
  const result = useQuery(shownQuery(of, mayPreview));
  // Asked for beside the result, and shown within it.
  useQuery({ ...acknowledgementQuery(of), enabled: mayAcknowledge });
  const published = useQuery({ ...publishedQuery(of), enabled: false });
  useOpenOnPaper();

  const why = search.get("why");
  const linkTo = (wanted: string) => `?${new URLSearchParams({ why: wanted }).toString()}`;
  const linkToPath = (path: string) => linkTo(`@${path}`);
  // The keyboard goes back to the row that was opened.
  const lastItem = useRef("");
  const close = () => {
    void navigate("?", { preventScrollReset: true });
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`a[data-item="${CSS.escape(lastItem.current)}"]`)?.focus());
  };

  const refused = result.error instanceof ApiFailure ? result.error.problem.code : undefined;
  if (refused === "RESULT_NOT_PUBLISHED" || refused === "RESULT_WITHHELD")
    return (
      <Page help={help("result")} title={student.data ? pick(student.data.name_ar, student.data.name_en) : t("title")} about={t("title")}>
        <Nothing>{t(refused === "RESULT_WITHHELD" ? "withheld" : "not_yet")}</Nothing>
      </Page>
    );
  const isWithheld = published.error instanceof ApiFailure && published.error.problem.code === "RESULT_WITHHELD";

  return (
    <Page
      help={help("result")}
      wide
      title={student.data ? pick(student.data.name_ar, student.data.name_en) : t("title")}
      about={result.data ? said(titleAfterName(result.data.told[locale.language].title), locale) : t("title")}
      actions={
        result.data && (
          <>
            <CopyButton
              text={() => {
                const told = result.data.told[locale.language];
                return said([shownTitle(told.title), told.decision, ...told.facts.map((fact) => `${fact.name}: ${saidValue(fact.value, locale)}`), "", ...told.changes, "", reasonsAsText(reasonTree(told.reasons))].join("\n"), locale);
              }}
            />
            <Button variant="default" size="compact-md" onClick={() => window.print()}>
              {t("print")}
            </Button>
            {mayPreview && (
              <Link className="page-link" to={`/schools/${schoolId}/students/${studentId}/results/${yearId}/versions`}>
                {t("compare")}
              </Link>
            )}
          </>
        )
      }
    >
      <Resource query={result} lines={10}>
        {({ told: both, regulation, published: shown, parametersDigest }) => {
          const told = both[locale.language];
          const opened = whyOf(told, why);
          if (opened) lastItem.current = opened.item;
          return (
            <div className="result-frame" data-panel={opened !== undefined}>
              <article className="result" data-preview={shown === undefined}>
                {shown === undefined && (
                  <Alert variant="light" color="yellow" className="preview-note">
                    {t(isWithheld ? "withheld_preview" : "preview")}
                  </Alert>
                )}
                <p className="decision">{said(told.decision, locale)}</p>
                {shown && <p className="quiet">{t(shown.version > 1 ? "corrected_on" : "published_on", { day: `${gregorianDay(shown.day, locale)} – ${hijriDay(shown.day, locale)}`, version: shown.version })}</p>}
                {shown && mayAcknowledge && <Acknowledgement of={of} versionId={shown.versionId} />}
                <Remaining told={told} />
                <section>
                  <h2>{t("subjects")}</h2>
                  {told.facts.some((fact) => itemOfFact(told, fact) !== undefined) && <p className="quiet only-screen">{t("help")}</p>}
                  <FactRows told={told} linkTo={linkTo} open={opened?.item} />
                </section>
                <Why told={told} regulation={regulation} linkTo={linkToPath} />
                <Assumed told={told} />
                {shown && mayCorrect && !mayPreview && <AskCorrection of={of} />}
                {parametersDigest !== undefined && <p className="only-paper quiet">{t("digest", { digest: parametersDigest.slice(0, 16) })}</p>}
              </article>
              {opened && (
                <ReasonsPanel title={said(opened.title, locale)} {...(opened.value === undefined ? {} : { value: opened.value })} nodes={opened.nodes} above={opened.above} told={told} regulation={regulation} linkTo={linkToPath} onClose={close}>
                  {mayReadMarks && opened.item !== "" && <EnteredFacts of={of} subject={opened.item} />}
                </ReasonsPanel>
              )}
            </div>
          );
        }}
      </Resource>
    </Page>
  );
}
