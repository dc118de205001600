import { Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { mayAtSchool, useSession } from "@/access/session";
import { Page } from "@/app/page";
import { moment } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { classQuery } from "@/school/queries";
import { useClassNames } from "./class-names";
import { messages as helpWords } from "./help-messages";
import { messages } from "./publication-messages";
import { classDifferencesQuery, classNoticesQuery, classResultsQuery, previewQuery } from "./queries";
import { Assumed } from "./told-view";
import "./result-page.css";
import "./publication.css";

function Results({ schoolId, yearId, classId }: { schoolId: string; yearId: string; classId: string }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits, language } = useLocale();
  const results = useQuery(classResultsQuery(schoolId, classId));
  const first = results.data?.students.find((student) => student.today.decision !== undefined)?.student_id;
  const example = useQuery({ ...previewQuery({ schoolId, studentId: first ?? "", yearId }), enabled: first !== undefined });
  return (
    <Resource query={results} lines={12}>
      {({ students }) => {
        if (students.length === 0) return <Nothing>{t("no_students")}</Nothing>;
        const counts = new Map<string, number>();
        for (const { today } of students) {
          const decision = today.decision === undefined ? t("refused") : pick(today.decision_ar, today.decision_en);
          counts.set(decision, (counts.get(decision) ?? 0) + 1);
        }
        return (
          <>
            <ul className="counts" aria-label={t("decisions")}>
              {[...counts].map(([decision, count]) => (
                <li key={decision}>
                  {inDigits(decision, digits)} <strong>{inDigits(String(count), digits)}</strong>
                </li>
              ))}
            </ul>
            <div className="table-frame">
              <table className="data-table">
                <thead>
                  <tr>
                    <th scope="col">{t("student")}</th>
                    <th scope="col">{t("today")}</th>
                    <th scope="col">{t("published")}</th>
                  </tr>
                </thead>
                <tbody>
                  {students.map(({ student_id: id, name_ar, name_en, today, published }) => {
                    const place = `/schools/${schoolId}/students/${id}/results/${yearId}`;
                    return (
                      <tr key={id}>
                        <th scope="row">
                          <Link to={place}>{pick(name_ar, name_en)}</Link>
                        </th>
                        <td>{today.decision === undefined ? <span className="state-open">{t("refused")}</span> : inDigits(pick(today.decision_ar, today.decision_en), digits)}</td>
                        <td>
                          {published === null ? (
                            <span className="quiet">{t("not_published")}</span>
                          ) : (
                            <Link to={`${place}/versions`}>{published.is_withheld ? t("withheld") : t(published.decision === today.decision ? "same" : "different", { version: published.version })}</Link>
                          )}
                        </td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </div>
            {example.data && <Assumed told={example.data.told[language]} />}
          </>
        );
      }}
    </Resource>
  );
}

function Changed({ schoolId, yearId, classId }: { schoolId: string; yearId: string; classId: string }) {
  const t = useText(messages);
  const pick = usePick();
  const differences = useQuery(classDifferencesQuery(schoolId, classId));
  return (
    <section>
      <h2 className="section-title">{t("changed_title")}</h2>
      <Resource query={differences} lines={2}>
        {({ students }) => {
          const changed = students.filter((student) => student.version !== null);
          if (changed.length === 0) return <Nothing>{t("changed_none")}</Nothing>;
          return (
            <ul className="rows">
              {changed.map((student) => (
                <li key={student.student_id}>
                  <Link className="row-link" to={`/schools/${schoolId}/students/${student.student_id}/results/${yearId}/versions`}>
                    {pick(student.name_ar, student.name_en)}
                  </Link>
                </li>
              ))}
            </ul>
          );
        }}
      </Resource>
    </section>
  );
}

function Notices({ schoolId, classId }: { schoolId: string; classId: string }) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const [isOnlyOpen, setOnlyOpen] = useState(false);
  const notices = useQuery(classNoticesQuery(schoolId, classId));
  return (
    <section>
      <h2 className="section-title">{t("notices")}</h2>
      <Resource query={notices}>
        {({ students }) => {
          const rows = students.flatMap((student) => student.guardians.map((guardian) => ({ student, guardian }))).filter(({ guardian }) => !isOnlyOpen || guardian.acknowledged_at === null);
          return (
            <>
              <Checkbox mb="sm" label={t("only_open")} checked={isOnlyOpen} onChange={(event) => setOnlyOpen(event.currentTarget.checked)} />
              {rows.length === 0 ? (
                <Nothing>{t("nothing_matches")}</Nothing>
              ) : (
                <div className="table-frame">
                  <table className="data-table">
                    <thead>
                      <tr>
                        <th scope="col">{t("student")}</th>
                        <th scope="col">{t("guardian")}</th>
                        <th scope="col">{t("telephone")}</th>
                        <th scope="col">{t("acknowledged")}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {rows.map(({ student, guardian }) => (
                        <tr key={`${student.student_id}/${guardian.guardian_id}`}>
                          <th scope="row">{pick(student.name_ar, student.name_en)}</th>
                          <td>
                            {pick(guardian.name_ar, guardian.name_en)} <span className="quiet">{t("relation", { relation: guardian.relation })}</span>
                          </td>
                          <td>
                            <bdi>{guardian.telephone === null ? "–" : inDigits(guardian.telephone, locale.digits)}</bdi>
                          </td>
                          <td>{guardian.acknowledged_at === null ? <span className="quiet">{t("not_acknowledged")}</span> : <span className="state-done">{moment(guardian.acknowledged_at, locale)}</span>}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              )}
            </>
          );
        }}
      </Resource>
    </section>
  );
}

export default function ClassResultsPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const { session } = useSession();
  const { schoolId = "", classId = "" } = useParams();
  const found = useQuery(classQuery(schoolId, classId));
  const yearId = found.data?.school_year_id ?? "";
  const nameOf = useClassNames(schoolId, yearId);
  if (found.data === undefined) return <Resource query={found}>{() => null}</Resource>;
  return (
    <Page help={help("class_results")} wide title={t("class_title", { name: nameOf(classId) })} about={t("class_help")}>
      <Results schoolId={schoolId} yearId={yearId} classId={classId} />
      {mayAtSchool(session.grants, "result_publish", schoolId) && <Changed schoolId={schoolId} yearId={yearId} classId={classId} />}
      {mayAtSchool(session.grants, "result_notice", schoolId) && <Notices schoolId={schoolId} classId={classId} />}
    </Page>
  );
}
