/** One's own print jobs: how far each is, its file, and whose papers could not be printed and why. */
import { Button, Progress } from "@mantine/core";
import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { ApiFailure, answerOf, client } from "@/platform/api";
import { moment } from "@/platform/dates";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { AskOnce } from "@/school/desk/dialog";
import { Section, State } from "@/school/desk/parts";
import { classQuery, studentQuery, studentsQuery } from "@/school/queries";
import { messages as words } from "@/school/words";
import { useDownload } from "./files";
import { isolated } from "./issue";
import { messages as documentWords } from "./messages";
import { useListed, useTitleOf } from "./print-job-form";
import { messages } from "./print-messages";
import { kindsQuery, printJobsQuery } from "./queries";
import { byReason, isUnderWay, type PrintJob, type Unprinted } from "./unprinted";
import "./print-jobs.css";

// More classes than these are told by their number.
const MOST_NAMED = 6;

function ClassNames({ schoolId, classIds }: { schoolId: string; classIds: readonly string[] }) {
  const t = useText(messages);
  const w = useText(words);
  const listed = useListed();
  const isNamed = classIds.length <= MOST_NAMED;
  const classes = useQueries({ queries: (isNamed ? classIds : []).map((classId) => classQuery(schoolId, classId)) });
  const named = classes.flatMap(({ data }) => (data ? [w("class_name", { grade: data.grade, name: data.name })] : []));
  return <>{isNamed && named.length === classIds.length ? listed(named) : t("class_count", { count: classIds.length })}</>;
}

/** Whose paper it would be, as people call him or the class. */
function Whose({ schoolId, paper }: { schoolId: string; paper: Pick<Unprinted, "student_id" | "class_id"> }) {
  const t = useText(messages);
  const w = useText(words);
  const pick = usePick();
  const classId = paper.class_id ?? "";
  const studentId = paper.student_id ?? "";
  const of = useQuery({ ...classQuery(schoolId, classId), enabled: classId !== "" });
  const students = useQuery({ ...studentsQuery(schoolId, classId), enabled: classId !== "" && studentId !== "" });
  const listed = students.data?.items.find((each) => each.student_id === studentId);
  // Who left the class since then is not in its list.
  const alone = useQuery({ ...studentQuery(schoolId, studentId), enabled: studentId !== "" && listed === undefined && !students.isPending, retry: false });
  const className = of.data ? w("class_name", { grade: of.data.grade, name: of.data.name }) : "…";
  if (studentId === "") return <Link to={`/schools/${schoolId}/documents?class=${classId}`}>{className}</Link>;
  const student = listed ?? alone.data;
  return (
    <>
      <Link to={`/schools/${schoolId}/students/${studentId}/documents`}>{student ? pick(student.name_ar, student.name_en) : alone.isError ? t("gone") : "…"}</Link> {classId !== "" && <span className="desk-quiet">{className}</span>}
    </>
  );
}

function UnprintedPapers({ schoolId, unprinted, isOpenFirst }: { schoolId: string; unprinted: readonly Unprinted[]; isOpenFirst: boolean }) {
  const t = useText(messages);
  const { language } = useLocale();
  const [isOpen, setOpen] = useState(isOpenFirst);
  return (
    <details className="unprinted" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("unprinted", { count: unprinted.length })}</summary>
      {isOpen &&
        byReason(unprinted).map(({ refused, papers }) => (
          <div key={papers[0]?.student_id ?? papers[0]?.class_id ?? ""} className="unprinted-reason">
            <p>
              {refused.messages[language]} {refused.clause !== "" && <span className="desk-quiet">{t("clause", { clause: isolated(refused.clause) })}</span>}
            </p>
            <ul aria-label={refused.messages[language]}>
              {papers.map((each) => (
                <li key={`${each.student_id ?? ""} ${each.class_id ?? ""}`}>
                  <Whose schoolId={schoolId} paper={each} />
                </li>
              ))}
            </ul>
          </div>
        ))}
    </details>
  );
}

/** Who was left out, each with the serial of what he holds. */
function LeftOut({ schoolId, leftOut }: { schoolId: string; leftOut: PrintJob["left_out"] }) {
  const t = useText(messages);
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="unprinted" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("left_out", { count: leftOut.length })}</summary>
      {isOpen && (
        <ul>
          {leftOut.map((each) => (
            <li key={each.serial}>
              <Whose schoolId={schoolId} paper={each} /> <bdi className="serial">{each.serial}</bdi>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

type StateName = "waiting" | "running" | "stopping" | "done" | "partly" | "none" | "held" | "cancelled";

const TONES = { waiting: "quiet", running: "plain", stopping: "attention", done: "done", partly: "attention", none: "refusal", held: "done", cancelled: "quiet" } as const;

function stateOf(job: PrintJob, isStopping: boolean): StateName {
  if (isUnderWay(job)) return isStopping ? "stopping" : job.state === "waiting" ? "waiting" : "running";
  if (job.state === "cancelled") return "cancelled";
  if (job.printed === 0) return job.unprinted.length === 0 && job.left_out.length > 0 ? "held" : "none";
  return job.unprinted.length > 0 ? "partly" : "done";
}

/** What had ended by itself meanwhile needs no stopping. */
async function stopJob(schoolId: string, jobId: string): Promise<void> {
  try {
    await answerOf(client.DELETE("/v1/schools/{school_id}/print-jobs/{print_job_id}", { params: { path: { school_id: schoolId, print_job_id: jobId } } }));
  } catch (failure) {
    if (!(failure instanceof ApiFailure) || failure.problem.status !== 404) throw failure;
  }
}

function Job({ schoolId, job, title, isNewest, isStopping, onStop }: { schoolId: string; job: PrintJob; title: string; isNewest: boolean; isStopping: boolean; onStop: () => void }) {
  const t = useText(messages);
  const d = useText(documentWords);
  const locale = useLocale();
  const download = useDownload();
  const state = stateOf(job, isStopping);
  const begun = moment(job.begun_at, locale);
  const isGoing = isUnderWay(job);
  const route = `/v1/schools/${schoolId}/print-jobs/${job.print_job_id}/file`;
  const heading = `job-${job.print_job_id}`;
  return (
    <li className="print-job" aria-labelledby={heading}>
      <div className="print-job-head">
        <div>
          <h3 id={heading}>{title}</h3>
          <p className="desk-quiet">
            {t(`stage_${job.stage}`)} · <ClassNames schoolId={schoolId} classIds={job.class_ids} /> · {t(`form_${job.form}`)} · {t("begun_at", { moment: begun })}
          </p>
        </div>
        <div className="desk-buttons">
          {isGoing && !isStopping && (
            <AskOnce label={t("stop")} ariaLabel={t("stop_of", { paper: title, moment: begun })} title={t("stop")} text={<p>{t(`stop_${job.stage}`)}</p>} confirm={t("stop")} size="compact-sm" act={() => stopJob(schoolId, job.print_job_id)} onDone={onStop} />
          )}
          {job.has_file && (
            <Button variant={isNewest ? "light" : "default"} size="compact-sm" aria-label={t("download_of", { paper: title, moment: begun })} loading={download.pending === route} onClick={() => download.start({ route, name: `${job.kind}-${job.begun_at.slice(0, 10)}.${job.form === "one_file" ? "pdf" : "zip"}`, done: t("downloaded") })}>
              {t("download")}
            </Button>
          )}
        </div>
      </div>
      <div className="print-job-progress">
        <State tone={TONES[state]}>{t(`state_${state}`)}</State>
        {isGoing ? (
          <>
            <Progress.Root className="print-job-bar">
              <Progress.Section value={(job.done * 100) / job.total} aria-label={title} aria-valuetext={t("progress", { done: job.done, total: job.total })} />
            </Progress.Root>
            <span className="desk-quiet print-job-count">{t("progress", { done: job.done, total: job.total })}</span>
          </>
        ) : (
          <span>{t(`printed_${job.stage}`, { done: job.printed, total: job.total })}</span>
        )}
      </div>
      <ProblemAlert failure={download.failure} />
      {download.told !== undefined && (
        <p role="status" className="desk-quiet">
          {download.told}
        </p>
      )}
      {job.stage === "issue" && !isGoing && job.printed > 0 && job.class_ids.length === 1 && (
        <p>
          <Link to={`/schools/${schoolId}/documents?class=${job.class_ids[0] ?? ""}`}>{d("register")}</Link>
        </p>
      )}
      {job.left_out.length > 0 && <LeftOut schoolId={schoolId} leftOut={job.left_out} />}
      {job.unprinted.length > 0 && <UnprintedPapers schoolId={schoolId} unprinted={job.unprinted} isOpenFirst={isNewest} />}
    </li>
  );
}

export function PrintJobList({ schoolId }: { schoolId: string }) {
  const t = useText(messages);
  const titleOf = useTitleOf();
  const queries = useQueryClient();
  const jobs = useQuery(printJobsQuery(schoolId));
  const kinds = useQuery(kindsQuery(schoolId));
  const [stopped, setStopped] = useState<ReadonlySet<string>>(new Set());
  const [told, setTold] = useState("");
  const titled = (job: PrintJob) => {
    const kind = kinds.data?.items.find((each) => each.kind === job.kind);
    return kind ? titleOf(kind, job.part ?? "") : "…";
  };
  const items = jobs.data?.items;
  // Those that went on when it was looked last: what ended since is read out, and what it issued is read anew.
  const going = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (items === undefined) return;
    const ended = items.filter((each) => !isUnderWay(each) && going.current.has(each.print_job_id));
    going.current = new Set(items.filter(isUnderWay).map((each) => each.print_job_id));
    if (ended.length === 0) return;
    setTold(ended.map((each) => t("ended_told", { paper: titled(each), state: t(`state_${stateOf(each, false)}`) })).join(" "));
    if (ended.some((each) => each.stage === "issue")) void queries.invalidateQueries({ queryKey: ["documents", schoolId] });
  });
  return (
    <Section title={t("jobs")}>
      <p role="status" className="unseen">
        {told}
      </p>
      <Resource query={jobs} lines={3}>
        {({ items: found }) =>
          found.length === 0 ? (
            <Nothing>{t("no_jobs")}</Nothing>
          ) : (
            <>
              <ProblemAlert failure={jobs.error} />
              <p className="desk-quiet jobs-about">{t("jobs_about")}</p>
              <ul className="print-jobs">
                {found.map((job, place) => (
                  <Job
                    key={job.print_job_id}
                    schoolId={schoolId}
                    job={job}
                    title={titled(job)}
                    isNewest={place === 0}
                    isStopping={stopped.has(job.print_job_id)}
                    onStop={() => {
                      setStopped(new Set(stopped).add(job.print_job_id));
                      void queries.invalidateQueries({ queryKey: ["print-jobs", schoolId] });
                    }}
                  />
                ))}
              </ul>
            </>
          )
        }
      </Resource>
    </Section>
  );
}
