import { Button, Group, Select, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { mayAtSchool, useSession } from "@/access/session";
import { Page } from "@/app/page";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { moment } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { useScope } from "@/platform/scope";
import { ProblemAlert } from "@/platform/problem-alert";
import { Loading, Nothing, Resource } from "@/platform/resource";
import { yearsQuery } from "@/school/queries";
import { messages as helpWords } from "./help-messages";
import { Compare } from "./compare";
import { messages } from "./correction-messages";
import { correctionsQuery, previewQuery, versionsQuery, versionQuery, type OfStudent } from "./queries";
import "./result-page.css";
import "./publication.css";

type Correction = Schemas["ResultCorrections"]["corrections"][number];

/** What is published of a student, against what the regulation makes of the record today. */
function WouldChange({ of }: { of: OfStudent }) {
  const t = useText(messages);
  const versions = useQuery(versionsQuery(of));
  const newest = versions.data?.versions[0]?.version;
  const before = useQuery({ ...versionQuery(of, newest ?? 0), enabled: newest !== undefined });
  const after = useQuery(previewQuery(of));
  return (
    <section>
      <h3 className="section-title">{t("would_change")}</h3>
      {before.isError || after.isError ? <ProblemAlert failure={before.error ?? after.error} /> : before.data && after.data ? <Compare before={before.data} after={after.data} /> : <Loading lines={3} />}
    </section>
  );
}

function Decide({ schoolId, correction }: { schoolId: string; correction: Correction }) {
  const t = useText(messages);
  const queries = useQueryClient();
  const [note, setNote] = useState("");
  const key = useRef(newKey());
  const decide = useMutation({
    mutationFn: (isAccepted: boolean) =>
      answerOf(
        client.POST("/v1/schools/{school_id}/result-corrections/{correction_id}/decision", {
          params: { path: { school_id: schoolId, correction_id: correction.correction_id }, header: { "Idempotency-Key": key.current } },
          body: { is_accepted: isAccepted, note },
        }),
      ),
    onMutate: () => {
      key.current = newKey();
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["result", schoolId, correction.student_id] });
      await queries.invalidateQueries({ queryKey: ["publication"] });
    },
  });
  return (
    <>
      <Textarea label={t("note")} rows={2} autosize={false} maxLength={500} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <Group mt="sm">
        <Button disabled={note.trim() === ""} loading={decide.isPending} onClick={() => decide.mutate(true)}>
          {t("accept")}
        </Button>
        <Button variant="default" disabled={note.trim() === "" || decide.isPending} onClick={() => decide.mutate(false)}>
          {t("refuse")}
        </Button>
      </Group>
      <ProblemAlert failure={decide.error} />
    </>
  );
}

function CorrectionRow({ schoolId, yearId, correction }: { schoolId: string; yearId: string; correction: Correction }) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const { session } = useSession();
  const { decision } = correction;
  const name = pick(correction.name_ar, correction.name_en);
  const mayDecide = mayAtSchool(session.grants, "result_publish", schoolId);
  const maySee = mayAtSchool(session.grants, "result_preview", schoolId);
  return (
    <li className="proposal" data-open={decision === null} aria-label={name}>
      <p className="proposal-classes">{maySee ? <Link to={`/schools/${schoolId}/students/${correction.student_id}/results/${yearId}/versions`}>{name}</Link> : name}</p>
      <p className="quiet">{t("requested", { name: correction.requested_by, moment: moment(correction.requested_at, locale) })}</p>
      <p>{t("reason_is", { reason: correction.reason })}</p>
      {decision !== null ? (
        <p className="quiet">
          {t("was_decided", { accepted: decision.is_accepted ? "yes" : "no", name: decision.decided_by, moment: moment(decision.decided_at, locale), note: decision.note })}
          {decision.is_accepted && `، ${t("differences", { count: decision.differences.length })}`}
        </p>
      ) : (
        <>
          {maySee && <WouldChange of={{ schoolId, studentId: correction.student_id, yearId }} />}
          {mayDecide && !correction.is_own ? <Decide schoolId={schoolId} correction={correction} /> : <p className="state-waiting">{t("waits_for_other")}</p>}
        </>
      )}
    </li>
  );
}

export default function CorrectionsPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const { digits } = useLocale();
  const { schoolId = "", yearId: chosen } = useParams();
  const navigate = useNavigate();
  const years = useQuery(yearsQuery(schoolId));
  // The frame's switch of years is for people of the school; offices choose here.
  const scope = useScope();
  const isScoped = scope.schoolId === schoolId;
  const yearId = chosen ?? (isScoped ? scope.year?.school_year_id : undefined) ?? years.data?.items[0]?.school_year_id ?? "";
  const corrections = useQuery({ ...correctionsQuery(schoolId, yearId), enabled: yearId !== "" });
  return (
    <Page
      help={help("corrections")}
      title={t("title")}
      about={t("help")}
      actions={
        !isScoped && (
          <Select
            aria-label={t("year")}
            allowDeselect={false}
            value={yearId}
            data={(years.data?.items ?? []).map((each) => ({ value: each.school_year_id, label: inDigits(each.name, digits) }))}
            onChange={(value) => value !== null && void navigate(`/schools/${schoolId}/results/${value}/corrections`)}
          />
        )
      }
    >
      <Resource query={corrections}>
        {({ corrections: all }) => {
          const open = all.filter((each) => each.decision === null);
          const decided = all.filter((each) => each.decision !== null);
          return (
            <>
              <h2 className="section-title">{t("open")}</h2>
              {open.length === 0 ? (
                <Nothing>{t("none_open")}</Nothing>
              ) : (
                <ul className="rows proposals">
                  {open.map((each) => (
                    <CorrectionRow key={each.correction_id} schoolId={schoolId} yearId={yearId} correction={each} />
                  ))}
                </ul>
              )}
              {decided.length > 0 && (
                <>
                  <h2 className="section-title">{t("decided")}</h2>
                  <ul className="rows proposals">
                    {decided.map((each) => (
                      <CorrectionRow key={each.correction_id} schoolId={schoolId} yearId={yearId} correction={each} />
                    ))}
                  </ul>
                </>
              )}
            </>
          );
        }}
      </Resource>
    </Page>
  );
}
