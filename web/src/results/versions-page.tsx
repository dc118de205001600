import { Alert, Button, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link, useParams } from "react-router";
import { mayAtSchool, useSession } from "@/access/session";
import { Page } from "@/app/page";
import { ApiFailure, answerOf, client, newKey, type Schemas } from "@/platform/api";
import { gregorianDay } from "@/platform/dates";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Loading, Nothing, Resource } from "@/platform/resource";
import { studentQuery } from "@/school/queries";
import { messages as helpWords } from "./help-messages";
import { AskCorrection } from "./ask-correction";
import { Compare } from "./compare";
import { messages } from "./correction-messages";
import { previewQuery, publishedQuery, versionQuery, versionsQuery, type OfStudent } from "./queries";
import "./result-page.css";
import "./publication.css";

const TODAY = "today";

/** One side of a comparison: a version, or what would be published today. */
function useSide(of: OfStudent, side: string) {
  const isToday = side === TODAY;
  const version = useQuery({ ...versionQuery(of, Number(side) || 0), enabled: !isToday && side !== "" });
  const today = useQuery({ ...previewQuery(of), enabled: isToday });
  return isToday ? today : version;
}

function CompareVersions({ of, versions }: { of: OfStudent; versions: Schemas["Version"][] }) {
  const t = useText(messages);
  const locale = useLocale();
  const newest = versions[0]?.version ?? 1;
  const [from, setFrom] = useState(String(versions[1]?.version ?? newest));
  const [to, setTo] = useState(versions.length > 1 ? String(newest) : TODAY);
  const before = useSide(of, from);
  const after = useSide(of, to);
  const choices = versions.map((each) => ({ value: String(each.version), label: t("version", { version: each.version, day: gregorianDay(each.made_at.slice(0, 10), locale) }) }));
  return (
    <section>
      <div className="publish-fields">
        <Select label={t("before")} allowDeselect={false} data={choices} value={from} onChange={(value) => value !== null && setFrom(value)} />
        <Select label={t("after")} allowDeselect={false} data={[...choices, { value: TODAY, label: t("today") }]} value={to} onChange={(value) => value !== null && setTo(value)} />
      </div>
      {before.isError || after.isError ? <ProblemAlert failure={before.error ?? after.error} /> : before.data && after.data ? <Compare before={before.data} after={after.data} /> : <Loading lines={5} />}
    </section>
  );
}

function Withholding({ of, isWithheld }: { of: OfStudent; isWithheld: boolean }) {
  const t = useText(messages);
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const [decision, setDecision] = useState("");
  const key = useRef(newKey());
  const send = useMutation({
    mutationFn: () =>
      answerOf(
        client.POST("/v1/schools/{school_id}/students/{student_id}/results/{school_year_id}/withholding", {
          params: { path: { school_id: of.schoolId, student_id: of.studentId, school_year_id: of.yearId }, header: { "Idempotency-Key": key.current } },
          body: { is_withheld: !isWithheld, reason, decision },
        }),
      ),
    onSuccess: async () => {
      key.current = newKey();
      setReason("");
      setDecision("");
      await queries.invalidateQueries({ queryKey: ["result", of.schoolId, of.studentId, of.yearId] });
      await queries.invalidateQueries({ queryKey: ["publication"] });
    },
  });
  const title = t(isWithheld ? "release" : "withhold");
  return (
    <section className="publish-form" aria-label={title}>
      <h2>{title}</h2>
      <p className="quiet">{t(isWithheld ? "release_about" : "withhold_about")}</p>
      <div className="publish-fields">
        <TextInput label={t("reason")} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <TextInput label={t("decision_number")} maxLength={500} value={decision} onChange={(event) => setDecision(event.currentTarget.value)} />
      </div>
      <Button variant="default" disabled={reason.trim() === "" || decision.trim() === ""} loading={send.isPending} onClick={() => send.mutate()}>
        {title}
      </Button>
      <ProblemAlert failure={send.error} />
      {send.isSuccess && (
        <Alert role="status" variant="light" mt="sm">
          {t("done")}
        </Alert>
      )}
    </section>
  );
}

export default function VersionsPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const pick = usePick();
  const { session } = useSession();
  const { schoolId = "", studentId = "", yearId = "" } = useParams();
  const of: OfStudent = { schoolId, studentId, yearId };
  const student = useQuery(studentQuery(schoolId, studentId));
  const versions = useQuery(versionsQuery(of));
  const published = useQuery(publishedQuery(of));
  const isWithheld = published.error instanceof ApiFailure && published.error.problem.code === "RESULT_WITHHELD";
  return (
    <Page
      help={help("versions")}
      title={student.data ? `${t("versions_title")}: ${pick(student.data.name_ar, student.data.name_en)}` : t("versions_title")}
      about={t("versions_help")}
      actions={
        <Link className="page-link" to={`/schools/${schoolId}/students/${studentId}/results/${yearId}`}>
          {t("to_result")}
        </Link>
      }
    >
      <Resource query={versions}>
        {({ versions: found }) =>
          found.length === 0 ? (
            <Nothing>{t("no_versions")}</Nothing>
          ) : (
            <>
              <CompareVersions key={found.length} of={of} versions={found} />
              {mayAtSchool(session.grants, "result_correct", schoolId) && <AskCorrection of={of} />}
              {mayAtSchool(session.grants, "result_withhold", schoolId) && !published.isPending && <Withholding of={of} isWithheld={isWithheld} />}
            </>
          )
        }
      </Resource>
    </Page>
  );
}
