import { Alert, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { mayAtSchool, useSession } from "@/access/session";
import { Page } from "@/app/page";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { Loading, Nothing, Resource } from "@/platform/resource";
import { useScope } from "@/platform/scope";
import { messages as schoolMessages } from "@/school/messages";
import { yearsQuery } from "@/school/queries";
import { messages as helpWords } from "./help-messages";
import { mayRead } from "./may-read";
import { MissingByTeacher } from "./missing-by-teacher";
import { Proposal } from "./proposal";
import { PublicationClasses } from "./publication-classes";
import { messages } from "./publication-messages";
import { Publications } from "./publications";
import { PublishForm } from "./publish-form";
import { correctionsQuery, proposalsQuery } from "./queries";
import "./publication.css";

function Year({ schoolId, yearId }: { schoolId: string; yearId: string }) {
  const t = useText(messages);
  const { session } = useSession();
  const [chosen, setChosen] = useState<string[]>([]);
  const [told, setTold] = useState<string>();
  const proposals = useQuery(proposalsQuery(schoolId, yearId));
  const mayReadMarks = mayRead(session.grants, "mark_read", schoolId);
  const done = (text: string) => {
    setTold(text);
    setChosen([]);
  };
  const open = proposals.data?.proposals.filter((each) => each.decision === null) ?? [];
  const decided = proposals.data?.proposals.filter((each) => each.decision !== null) ?? [];
  return (
    <>
      {told !== undefined && (
        <Alert role="status" variant="light" withCloseButton closeButtonLabel={t("close")} onClose={() => setTold(undefined)} className="told">
          {told}
        </Alert>
      )}
      {open.length > 0 && (
        <section>
          <h2 className="section-title">{t("proposals_title")}</h2>
          <ul className="rows proposals">
            {open.map((each) => (
              <Proposal key={each.proposal_id} schoolId={schoolId} yearId={yearId} proposal={each} onDone={done} />
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2 className="section-title">{t("classes")}</h2>
        <PublicationClasses schoolId={schoolId} yearId={yearId} chosen={chosen} onChoose={setChosen} />
      </section>
      {mayAtSchool(session.grants, "result_preview", schoolId) && <PublishForm schoolId={schoolId} yearId={yearId} chosen={chosen} onDone={done} />}
      {mayReadMarks && <MissingByTeacher schoolId={schoolId} yearId={yearId} />}
      <Publications schoolId={schoolId} yearId={yearId} />
      {decided.length > 0 && (
        <details className="assumed">
          <summary>{t("proposals_title")}</summary>
          <ul className="rows proposals">
            {decided.map((each) => (
              <Proposal key={each.proposal_id} schoolId={schoolId} yearId={yearId} proposal={each} onDone={done} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

export default function PublicationPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const school = useText(schoolMessages);
  const { digits } = useLocale();
  const { session } = useSession();
  const navigate = useNavigate();
  const { schoolId = "", yearId } = useParams();
  const years = useQuery(yearsQuery(schoolId));
  // The frame's switch of years is for people of the school; offices choose here.
  const scope = useScope();
  const isScoped = scope.schoolId === schoolId;
  const year = yearId ?? (isScoped ? scope.year?.school_year_id : undefined) ?? years.data?.items[0]?.school_year_id;
  const mayCorrect = mayAtSchool(session.grants, "result_correct", schoolId);
  const corrections = useQuery({ ...correctionsQuery(schoolId, year ?? ""), enabled: mayCorrect && year !== undefined });
  return (
    <Page
      help={help("publication")}
      wide
      title={t("title")}
      about={t("help")}
      actions={
        year !== undefined && (
          <>
            {mayCorrect && (
              <Link className="page-link" to={yearId === undefined ? `/schools/${schoolId}/corrections` : `/schools/${schoolId}/results/${year}/corrections`}>
                {t("corrections", { count: corrections.data?.corrections.filter((each) => each.decision === null).length ?? 0 })}
              </Link>
            )}
            {!isScoped && (
              <Select
                aria-label={t("year")}
                allowDeselect={false}
                value={year}
                data={(years.data?.items ?? []).map((each) => ({ value: each.school_year_id, label: inDigits(each.name, digits) }))}
                onChange={(value) => value !== null && void navigate(`/schools/${schoolId}/results/${value}`)}
              />
            )}
          </>
        )
      }
    >
      {years.isPending ? <Loading lines={8} /> : <Resource query={years}>{({ items }) => (year === undefined || items.length === 0 ? <Nothing>{school("no_years")}</Nothing> : <Year key={year} schoolId={schoolId} yearId={year} />)}</Resource>}
    </Page>
  );
}
