import { Button, Select } from "@mantine/core";
import { useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { useSession } from "@/access/session";
import { Page } from "@/app/page";
import type { Schemas } from "@/platform/api";
import { PieceBar } from "@/platform/charts";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { usePurpose, type Purpose } from "@/platform/purpose";
import { PurposeChoice } from "@/platform/purpose-choice";
import { Loading, Nothing } from "@/platform/resource";
import { PartList, useParts } from "@/school/desk/table";
import { yearsQuery } from "@/school/queries";
import { messages as helpWords } from "./help-messages";
import { messages } from "./messages";
import { readGovernorateSchools, schoolsQuery, statisticsQuery } from "./queries";
import "@/results/result-page.css";
import "@/results/publication.css";
import "./directorate.css";

type School = Schemas["School"];

function Count({ value }: { value: number | null }) {
  const t = useText(messages);
  const { digits } = useLocale();
  return value === null ? <span className="quiet">{t("blanked")}</span> : <>{inDigits(String(value), digits)}</>;
}

function Counts({ directorateId, schools, year, purpose }: { directorateId: string; schools: readonly School[]; year: string; purpose: Purpose }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  const statistics = useInfiniteQuery(statisticsQuery(directorateId, year, purpose));
  if (statistics.isPending) return <Loading lines={6} />;
  if (statistics.isError) return <ProblemAlert failure={statistics.error} />;
  const counted = new Map(statistics.data.pages.flatMap((page) => page.items).map((each) => [each.school_id, each.grades]));
  const rows = schools.filter((school) => (counted.get(school.school_id)?.length ?? 0) > 0);
  if (rows.length === 0) return <Nothing>{t("nothing")}</Nothing>;
  return (
    <>
      {rows.map((school) => (
        <section key={school.school_id} className="school-counts">
          <h3>{pick(school.name_ar, school.name_en)}</h3>
          <div className="table-frame">
            <table className="data-table">
              <thead>
                <tr>
                  <th scope="col">{t("grade")}</th>
                  <th scope="col">{t("bar")}</th>
                  <th scope="col">{t("passed")}</th>
                  <th scope="col">{t("second_chance")}</th>
                  <th scope="col">{t("not_passed")}</th>
                  <th scope="col">{t("total")}</th>
                  <th scope="col">{t("share")}</th>
                </tr>
              </thead>
              <tbody>
                {(counted.get(school.school_id) ?? []).map((grade) => (
                  <tr key={grade.grade}>
                    <th scope="row">{inDigits(String(grade.grade), digits)}</th>
                    <td className="bar-cell">
                      <PieceBar
                        pieces={[
                          { count: grade.passed, kind: "done" },
                          { count: grade.second_chance, kind: "attention" },
                          { count: grade.not_passed, kind: "refusal" },
                        ]}
                      />
                    </td>
                    <td>
                      <Count value={grade.passed} />
                    </td>
                    <td>
                      <Count value={grade.second_chance} />
                    </td>
                    <td>
                      <Count value={grade.not_passed} />
                    </td>
                    <td>
                      <Count value={grade.total} />
                    </td>
                    <td>{grade.pass_share === null ? <span className="quiet">{t("blanked")}</span> : inDigits(grade.pass_share.shown, digits)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
      <p className="quiet">{t("blanked_about")}</p>
      {statistics.hasNextPage && (
        <Button variant="default" loading={statistics.isFetchingNextPage} onClick={() => void statistics.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </>
  );
}

/** What the director general of a region signs of the schools of its governorates. */
function GovernorateSchools({ directorateId }: { directorateId: string }) {
  const t = useText(messages);
  const pick = usePick();
  const query = useParts(["directorate", directorateId, "governorate-schools"], (after) => readGovernorateSchools(directorateId, after));
  return (
    <PartList query={query} empty={null}>
      {(schools) => (
        <section>
          <h2 className="section-title">{t("governorates")}</h2>
          <p className="quiet">{t("governorates_about")}</p>
          <ul className="rows">
            {schools.map((school) => (
              <li key={school.school_id} className="school-row">
                <strong>{pick(school.name_ar, school.name_en)}</strong>
                <span className="quiet">{pick(school.directorate_ar, school.directorate_en)}</span>
                <span className="school-links">
                  <Link className="page-link" to={`/directorates/${directorateId}/schools/${school.school_id}/attestations`}>
                    {t("translations", { count: school.waiting })}
                  </Link>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </PartList>
  );
}

export default function DirectoratePage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const pick = usePick();
  const { language, digits } = useLocale();
  const { session } = useSession();
  const { directorateId = "" } = useParams();
  const schools = useInfiniteQuery(schoolsQuery(directorateId));
  const all = (schools.data?.pages.flatMap((page) => page.items) ?? []).sort((one, other) => pick(one.name_ar, one.name_en).localeCompare(pick(other.name_ar, other.name_en), language));
  const years = useQueries({ queries: all.map((school) => yearsQuery(school.school_id)) });
  const names = [...new Set(years.flatMap((year) => year.data?.items.map((each) => each.name) ?? []))].sort((one, other) => other.localeCompare(one));
  const [year, setYear] = useState<string | null>(null);
  const [purpose, setPurpose] = usePurpose();
  const permissions = new Set((session.grants ?? []).filter((grant) => grant.directorate_id === directorateId).flatMap((grant) => Object.keys(grant.permissions)));
  return (
    <Page
      help={help("directorate")}
      wide
      title={t("title")}
      about={t("help")}
      actions={
        permissions.has("amendment_examine") && (
          <Link className="page-link" to={`/directorates/${directorateId}/amendments`}>
            {t("amendments")}
          </Link>
        )
      }
    >
      {schools.isPending ? (
        <Loading lines={6} />
      ) : schools.isError ? (
        <ProblemAlert failure={schools.error} />
      ) : all.length === 0 ? (
        <Nothing>{t("no_schools")}</Nothing>
      ) : (
        <>
          <section>
            <h2 className="section-title">{t("schools")}</h2>
            <ul className="rows">
              {all.map((school) => (
                <li key={school.school_id} className="school-row">
                  <strong>{pick(school.name_ar, school.name_en)}</strong>
                  <span className="quiet">{t("grades", { first: school.first_grade ?? 1, last: school.last_grade ?? 12 })}</span>
                  <span className="school-links">
                    {permissions.has("result_preview") && (
                      <Link className="page-link" to={`/schools/${school.school_id}/results`}>
                        {t("progress")}
                      </Link>
                    )}
                    {permissions.has("document_attest") && (
                      <Link className="page-link" to={`/directorates/${directorateId}/schools/${school.school_id}/attestations`}>
                        {t("to_sign")}
                      </Link>
                    )}
                    {permissions.has("audit_read") && (
                      <Link className="page-link" to={`/schools/${school.school_id}/audit`}>
                        {t("audit")}
                      </Link>
                    )}
                  </span>
                </li>
              ))}
            </ul>
            {schools.hasNextPage && (
              <Button variant="default" loading={schools.isFetchingNextPage} onClick={() => void schools.fetchNextPage()}>
                {t("more")}
              </Button>
            )}
          </section>
          {permissions.has("statistics_read") && (
            <section>
              <h2 className="section-title">{t("compare")}</h2>
              <div className="publish-fields">
                <Select label={t("year")} data={names.map((name) => ({ value: name, label: inDigits(name, digits) }))} value={year} onChange={setYear} />
                <PurposeChoice purpose={purpose} choose={setPurpose} />
              </div>
              {year === null || purpose === undefined ? <Nothing>{t("choose")}</Nothing> : <Counts directorateId={directorateId} schools={all} year={year} purpose={purpose} />}
            </section>
          )}
        </>
      )}
      {permissions.has("document_attest") && <GovernorateSchools directorateId={directorateId} />}
    </Page>
  );
}
