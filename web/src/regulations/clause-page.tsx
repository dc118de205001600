import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import type { Schemas } from "@/platform/api";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Resource } from "@/platform/resource";
import { messages as helpWords } from "./help-messages";
import { messages } from "./messages";
import { clauseQuery } from "./queries";
import { TimeLine } from "./time-line-view";
import { WorkedCase } from "./worked-case-view";
import "./regulations.css";

type Clause = Schemas["ClausePage"];

function Places({ edition, places, about }: { edition: string; places: Schemas["PlaceOfUse"][]; about: string }) {
  const pick = usePick();
  if (places.length === 0) return null;
  const clauses = [...new Map(places.map((place) => [place.clause, place])).values()];
  return (
    <p className="places-of-use">
      {about}{" "}
      {clauses.map((place) => (
        <Link key={place.clause} className="place-of-use" to={`/regulations/${edition}/clauses/${place.clause}`}>
          {pick(place.title_ar, place.title_en) || <bdi>{place.clause}</bdi>}
        </Link>
      ))}
    </p>
  );
}

function Values({ clause }: { clause: Clause }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  if (clause.parameters.length === 0) return null;
  return (
    <>
      <h2>{t("values")}</h2>
      {clause.parameters.map((parameter) => (
        <section key={parameter.name} className="parameter" aria-label={pick(parameter.label_ar, parameter.label_en)}>
          <h3>{inDigits(pick(parameter.label_ar, parameter.label_en), digits)}</h3>
          <TimeLine label={pick(parameter.label_ar, parameter.label_en)} values={parameter.values} lastDay={clause.last_day} />
          {parameter.minimum !== null && parameter.maximum !== null && <p className="row-about">{inDigits(t("limits", { minimum: parameter.minimum, maximum: parameter.maximum }), digits)}</p>}
          <Places edition={clause.regulation} places={parameter.read_by} about={t("read_by")} />
        </section>
      ))}
    </>
  );
}

function Applied({ clause }: { clause: Clause }) {
  const t = useText(messages);
  return (
    <>
      <h2>{t("applied")}</h2>
      {clause.rules.length > 0 && (
        <p>
          {t("applied_by_rules")}{" "}
          {clause.rules.map((rule) => (
            <bdi key={rule} className="code-name">
              {rule}
            </bdi>
          ))}
        </p>
      )}
      {clause.tracked_by !== "" && (
        <p>
          {t("applied_by_room")} <bdi className="code-name">{clause.tracked_by}</bdi>
        </p>
      )}
      {clause.became === "nothing" && <p>{t("applied_by_nothing")}</p>}
      {clause.why_no_code !== "" && (
        <p className="row-about">
          {t("why")} <bdi lang="en">{clause.why_no_code}</bdi>
        </p>
      )}
      {clause.decisions.length > 0 && (
        <p>
          {t("decisions")}{" "}
          {clause.decisions.map((decision) => (
            <bdi key={decision} className="code-name">
              {decision}
            </bdi>
          ))}
        </p>
      )}
      <Places edition={clause.regulation} places={clause.asked_by} about={t("asked_by")} />
      {(clause.asked_by.length > 0 || clause.parameters.some((parameter) => parameter.read_by.length > 0)) && <p className="row-about">{t("use_note")}</p>}
    </>
  );
}

function Tests({ clause }: { clause: Clause }) {
  const t = useText(messages);
  const files = [...new Set(clause.tests.map((test) => test.file))];
  return (
    <>
      <h2>{t("tests")}</h2>
      {clause.tests.length === 0 ? (
        <p>{t("test_count", { count: 0 })}</p>
      ) : (
        <details>
          <summary>{t("test_count", { count: clause.tests.length })}</summary>
          {files.map((file) => (
            <section key={file} className="test-file">
              <h3>
                <bdi className="code-name">{file}</bdi>
              </h3>
              <ul>
                {clause.tests
                  .filter((test) => test.file === file)
                  .map((test, index) => (
                    <li key={index}>{test.name === "" ? <span className="row-about">{t("within_test")}</span> : <bdi lang="en">{test.name}</bdi>}</li>
                  ))}
              </ul>
            </section>
          ))}
        </details>
      )}
    </>
  );
}

function Neighbours({ clause }: { clause: Clause }) {
  const t = useText(messages);
  const to = (id: string) => `/regulations/${clause.regulation}/clauses/${id}`;
  return (
    <nav className="neighbours" aria-label={t("to_edition")}>
      {clause.previous === null ? <span /> : <Link className="law-link" to={to(clause.previous)}>{t("previous")}</Link>}
      <Link className="law-link" to={`/regulations/${clause.regulation}`}>{t("to_edition")}</Link>
      {clause.next === null ? <span /> : <Link className="law-link" to={to(clause.next)}>{t("next")}</Link>}
    </nav>
  );
}

export default function ClausePage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const pick = usePick();
  const { digits } = useLocale();
  const { edition = "", clause: id = "" } = useParams();
  const query = useQuery(clauseQuery(edition, id));
  const found = query.data;
  return (
    <Page
      help={help("clause")}
      title={found ? inDigits(pick(found.clause_title_ar, found.clause_title_en), digits) : t("place")}
      about={
        found && (
          <>
            {inDigits(found.article, digits)} · <Link className="law-link" to={`/regulations/${edition}`}>{inDigits(pick(found.title_ar, found.title_en), digits)}</Link>
          </>
        )
      }
      wide
    >
      <Resource query={query} lines={10}>
        {(clause) => (
          <article className="clause" key={clause.clause}>
            <p className="clause-text">{inDigits(pick(clause.summary_ar, clause.summary_en), digits)}</p>
            <p className="row-about clause-facts">
              <span>
                {t("requirement")} <bdi className="requirement">{clause.clause}</bdi>
              </span>
              <span>
                {t("kind")}: {t(`kind_${clause.kind}`)}
              </span>
              <span className="became" data-became={clause.became}>
                {t(`became_${clause.became}`)}
              </span>
            </p>
            <Values clause={clause} />
            {clause.worked_cases.length > 0 && (
              <>
                <h2>{t("cases")}</h2>
                <p className="row-about">{t("cases_help")}</p>
                {clause.worked_cases.map((one) => (
                  <WorkedCase key={one.case} regulation={clause.regulation} one={one} />
                ))}
              </>
            )}
            <Applied clause={clause} />
            <Tests clause={clause} />
            <Neighbours clause={clause} />
          </article>
        )}
      </Resource>
    </Page>
  );
}
