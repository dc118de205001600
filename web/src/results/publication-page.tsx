import { Alert, Button, Checkbox, Group, Modal, Progress, Select, TextInput, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { mayAtSchool, useSession } from "@/access/session";
import { Page } from "@/app/page";
import { answerOf, client, newKey, type Schemas } from "@/platform/api";
import { gregorianDay, hijriDay, moment } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { useScope } from "@/platform/scope";
import { ProblemAlert } from "@/platform/problem-alert";
import { Loading, Nothing, Resource } from "@/platform/resource";
import { classesQuery, planQuery, sheetsQuery, studentsQuery, yearsQuery } from "@/school/queries";
import { messages as schoolMessages } from "@/school/messages";
import { messages as helpWords } from "./help-messages";
import { mayRead } from "./may-read";
import { messages } from "./publication-messages";
import { checklistQuery, correctionsQuery, missingByTeacherQuery, progressQuery, proposalsQuery, publicationsQuery } from "./queries";
import "./publication.css";

type OpenPoint = Schemas["OpenPoint"];
type ClassProgress = Schemas["YearProgress"]["classes"][number];

const MANY = 6;

/** Classes of a year by their id, as people call them: "الصف ٨ أ". */
export function useClassNames(schoolId: string, yearId: string): (classId: string, otherwise?: string) => string {
  const t = useText(schoolMessages);
  const classes = useQuery({ ...classesQuery(schoolId, yearId), enabled: yearId !== "" });
  return (classId, otherwise = "") => {
    const found = classes.data?.items.find((each) => each.class_id === classId);
    return found ? t("class_name", { grade: found.grade, name: found.name }) : otherwise;
  };
}

/** What stands in the way of one class, with the names of whom and what it is about. */
function OpenPoints({ schoolId, yearId, classId, planId, points }: { schoolId: string; yearId: string; classId: string; planId: string | undefined; points: readonly OpenPoint[] }) {
  const t = useText(messages);
  const pick = usePick();
  const students = useQuery(studentsQuery(schoolId, classId));
  const sheets = useQuery(sheetsQuery(schoolId, classId));
  const plan = useQuery({ ...planQuery(schoolId, planId ?? ""), enabled: planId !== undefined });
  const codes = [...new Set(points.map((point) => point.code))];
  const subjectName = (code: string) => {
    const found = plan.data?.subjects.find((each) => each.subject === code);
    return found ? pick(found.name_ar, found.name_en) : "";
  };
  const line = (point: OpenPoint) => {
    if (point.sheet_id !== undefined) {
      const sheet = sheets.data?.sheets.find((each) => each.sheet_id === point.sheet_id);
      return <Link to={`/schools/${schoolId}/sheets/${point.sheet_id}`}>{sheet ? `${subjectName(sheet.subject)}: ${pick(sheet.title_ar, sheet.title_en)}` : "…"}</Link>;
    }
    if (point.student_id !== undefined) {
      const student = students.data?.items.find((each) => each.student_id === point.student_id);
      return <Link to={`/schools/${schoolId}/students/${point.student_id}/results/${yearId}`}>{student ? pick(student.name_ar, student.name_en) : "…"}</Link>;
    }
    return null;
  };
  return (
    <div className="open-points">
      {codes.map((code) => {
        const own = points.filter((point) => point.code === code);
        return (
          <div key={code}>
            <strong>{t(code)}</strong>
            <ul>
              {own.slice(0, MANY).map((point, index) => (
                <li key={index}>{line(point)}</li>
              ))}
              {own.length > MANY && <li>{t("and_more", { count: own.length - MANY })}</li>}
            </ul>
          </div>
        );
      })}
    </div>
  );
}

function ClassState({ progress, points }: { progress: ClassProgress; points: readonly OpenPoint[] | undefined }) {
  const t = useText(messages);
  const locale = useLocale();
  const { publication } = progress;
  if (publication !== null) return <span className={publication.is_visible ? "state-done" : "state-waiting"}>{t(publication.is_visible ? "shown_since" : "waits_until", { moment: moment(publication.visible_from, locale) })}</span>;
  if (progress.students === 0) return <span className="quiet">{t("empty_class")}</span>;
  if (points === undefined) return <span className="quiet">{t("checking")}</span>;
  if (points.length === 0) return <span className="state-done">{t("ready")}</span>;
  return <span className="state-open">{t("open_points", { count: points.length })}</span>;
}

/** "2026-11-24T07:00" of the field, as the server is told. */
function instantOf(local: string): string | undefined {
  const time = new Date(local);
  return local === "" || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function PublishForm({ schoolId, yearId, chosen, onDone }: { schoolId: string; yearId: string; chosen: readonly string[]; onDone: (told: string) => void }) {
  const t = useText(messages);
  const locale = useLocale();
  const { session } = useSession();
  const queries = useQueryClient();
  const [local, setLocal] = useState("");
  const [note, setNote] = useState("");
  const [isAsking, setAsking] = useState(false);
  const key = useRef(newKey());
  const visibleFrom = instantOf(local);
  const body = { class_ids: [...chosen], ...(visibleFrom === undefined ? {} : { visible_from: visibleFrom }) };
  const place = { params: { path: { school_id: schoolId, school_year_id: yearId }, header: { "Idempotency-Key": key.current } } };
  const after = async (told: string) => {
    key.current = newKey();
    setAsking(false);
    onDone(told);
    await queries.invalidateQueries({ queryKey: ["publication"] });
  };
  const publish = useMutation({
    mutationFn: () => answerOf(client.POST("/v1/schools/{school_id}/school-years/{school_year_id}/publications", { ...place, body })),
    onSuccess: ({ classes }) => {
      const refused = classes.filter((each) => each.refused !== undefined).length;
      return after([t("done", { count: classes.length - refused }), refused > 0 ? t("refused_some", { count: refused }) : ""].join(" "));
    },
  });
  const propose = useMutation({
    mutationFn: () => answerOf(client.POST("/v1/schools/{school_id}/school-years/{school_year_id}/publication-proposals", { ...place, body: { ...body, ...(note === "" ? {} : { note }) } })),
    onSuccess: () => after(t("proposed")),
  });
  const mayPublish = mayAtSchool(session.grants, "result_publish", schoolId);
  const day = visibleFrom === undefined ? "" : local.slice(0, 10);
  return (
    <section className="publish-form" aria-label={t("title")}>
      <h2>{t("publish_title", { count: chosen.length })}</h2>
      <div className="publish-fields">
        <TextInput
          type="datetime-local"
          label={t("moment")}
          description={day === "" ? t("moment_about") : t("moment_is", { day: gregorianDay(day, locale), hijri: hijriDay(day, locale), time: inDigits(local.slice(11), locale.digits) })}
          value={local}
          onChange={(event) => {
            key.current = newKey();
            setLocal(event.currentTarget.value);
          }}
        />
        <Textarea label={t("note")} autosize={false} rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      </div>
      <Group>
        <Button disabled={chosen.length === 0} loading={propose.isPending} variant={mayPublish ? "default" : "filled"} onClick={() => propose.mutate()}>
          {t("propose")}
        </Button>
        {mayPublish && (
          <Button disabled={chosen.length === 0} onClick={() => setAsking(true)}>
            {t("publish_alone")}
          </Button>
        )}
      </Group>
      <ProblemAlert failure={propose.error} />
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={t("title")} centered closeButtonProps={{ "aria-label": t("close") }}>
        <p>{t("publish_question", { count: chosen.length })}</p>
        <p className="quiet">{t("alone_note")}</p>
        {publish.isPending && <PublishingProgress schoolId={schoolId} yearId={yearId} classIds={chosen} />}
        <ProblemAlert failure={publish.error} />
        <Group mt="md">
          <Button loading={publish.isPending} onClick={() => publish.mutate()}>
            {t("publish")}
          </Button>
          <Button variant="default" onClick={() => setAsking(false)}>
            {t("cancel")}
          </Button>
        </Group>
      </Modal>
    </section>
  );
}

/** How far it is while classes are published one after the other; closing the dialogue stops nothing. */
function PublishingProgress({ schoolId, yearId, classIds }: { schoolId: string; yearId: string; classIds: readonly string[] }) {
  const t = useText(messages);
  const progress = useQuery({ ...progressQuery(schoolId, yearId), refetchInterval: 1000 });
  const done = progress.data?.classes.filter((each) => each.publication !== null && classIds.includes(each.class_id)).length ?? 0;
  return (
    <div role="status">
      <p>{t("publishing", { count: done, all: classIds.length })}</p>
      <Progress value={(done * 100) / Math.max(classIds.length, 1)} aria-label={t("publishing", { count: done, all: classIds.length })} />
    </div>
  );
}

type ProposalRow = Schemas["Proposals"]["proposals"][number];

function Proposal({ schoolId, yearId, proposal, onDone }: { schoolId: string; yearId: string; proposal: ProposalRow; onDone: (told: string) => void }) {
  const t = useText(messages);
  const locale = useLocale();
  const { session } = useSession();
  const queries = useQueryClient();
  const nameOf = useClassNames(schoolId, yearId);
  const [asking, setAsking] = useState<"approve" | "send_back">();
  const [note, setNote] = useState("");
  const key = useRef(newKey());
  const decide = useMutation({
    mutationFn: (isAccepted: boolean) =>
      answerOf(
        client.POST("/v1/schools/{school_id}/publication-proposals/{proposal_id}/decision", {
          params: { path: { school_id: schoolId, proposal_id: proposal.proposal_id }, header: { "Idempotency-Key": key.current } },
          body: { is_accepted: isAccepted, ...(note === "" ? {} : { note }) },
        }),
      ),
    onSuccess: async ({ classes }, isAccepted) => {
      setAsking(undefined);
      const refused = classes.filter((each) => each.refused !== undefined).length;
      if (isAccepted) onDone([t("done", { count: classes.length - refused }), refused > 0 ? t("refused_some", { count: refused }) : ""].join(" "));
      await queries.invalidateQueries({ queryKey: ["publication"] });
    },
  });
  const { decision } = proposal;
  const mayDecide = mayAtSchool(session.grants, "result_publish", schoolId) && !proposal.is_own;
  return (
    <li className="proposal" data-open={decision === null}>
      <p className="proposal-classes">{proposal.class_ids.map((id) => nameOf(id, "…")).join("، ")}</p>
      <p className="quiet">
        {t("proposal", { name: proposal.proposed_by, moment: moment(proposal.proposed_at, locale) })}
        {"، "}
        {t("proposal_moment", { moment: moment(proposal.visible_from, locale) })}
      </p>
      {proposal.note !== "" && <p>{proposal.note}</p>}
      {decision !== null ? (
        <p className="quiet">
          {t("decided", { accepted: decision.is_accepted ? "yes" : "no", name: decision.decided_by, moment: moment(decision.decided_at, locale) })}
          {decision.note !== "" && `: ${decision.note}`}
        </p>
      ) : mayDecide ? (
        <Group>
          <Button onClick={() => setAsking("approve")}>{t("approve")}</Button>
          <Button variant="default" onClick={() => setAsking("send_back")}>
            {t("send_back")}
          </Button>
        </Group>
      ) : (
        <p className="state-waiting">{t("waits_for_other")}</p>
      )}
      <Modal opened={asking !== undefined} onClose={() => setAsking(undefined)} title={t(asking ?? "approve")} centered closeButtonProps={{ "aria-label": t("close") }}>
        {asking === "approve" ? <p>{t("publish_question", { count: proposal.class_ids.length })}</p> : <Textarea label={t("send_back_note")} rows={3} autosize={false} maxLength={500} value={note} onChange={(event) => setNote(event.currentTarget.value)} />}
        {decide.isPending && decide.variables && <PublishingProgress schoolId={schoolId} yearId={yearId} classIds={proposal.class_ids} />}
        <ProblemAlert failure={decide.error} />
        <Group mt="md">
          <Button loading={decide.isPending} disabled={asking === "send_back" && note.trim() === ""} onClick={() => decide.mutate(asking === "approve")}>
            {t(asking ?? "approve")}
          </Button>
          <Button variant="default" onClick={() => setAsking(undefined)}>
            {t("cancel")}
          </Button>
        </Group>
      </Modal>
    </li>
  );
}

function MissingByTeacher({ schoolId, yearId }: { schoolId: string; yearId: string }) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const progress = useQuery(missingByTeacherQuery(schoolId, yearId));
  return (
    <section>
      <h2 className="section-title">{t("missing_title")}</h2>
      <Resource query={progress}>
        {(found) => {
          const groups = "groups" in found ? found.groups.filter((group) => group.missing > 0 || group.overdue > 0) : [];
          if (groups.length === 0) return <Nothing>{t("nothing_missing")}</Nothing>;
          return (
            <div className="table-frame">
              <table className="data-table">
                <thead>
                  <tr>
                    <th scope="col">{t("teacher")}</th>
                    <th scope="col">{t("sheets_signed")}</th>
                    <th scope="col">{t("cells_missing")}</th>
                    <th scope="col">{t("due")}</th>
                  </tr>
                </thead>
                <tbody>
                  {groups.map((group, index) => (
                    <tr key={index}>
                      <th scope="row">
                        {pick(group.name_ar, group.name_en) || t("nobody")}
                        {group.overdue > 0 && <span className="assumed-mark">{t("overdue", { count: group.overdue })}</span>}
                      </th>
                      <td>{t("seen_of", { count: group.signed, all: group.sheets })}</td>
                      <td>{inDigits(String(group.missing), locale.digits)}</td>
                      <td>{group.due === undefined ? "–" : gregorianDay(group.due, locale)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </Resource>
    </section>
  );
}

function Publications({ schoolId, yearId }: { schoolId: string; yearId: string }) {
  const t = useText(messages);
  const locale = useLocale();
  const { session } = useSession();
  const queries = useQueryClient();
  const list = useQuery(publicationsQuery(schoolId, yearId));
  const nameOf = useClassNames(schoolId, yearId);
  const [asked, setAsked] = useState<{ id: string; name: string }>();
  const [reason, setReason] = useState("");
  const key = useRef(newKey());
  const withdraw = useMutation({
    mutationFn: (id: string) =>
      answerOf(client.POST("/v1/schools/{school_id}/publications/{publication_id}/withdrawal", { params: { path: { school_id: schoolId, publication_id: id }, header: { "Idempotency-Key": key.current } }, body: { reason } })),
    onSuccess: async () => {
      key.current = newKey();
      setAsked(undefined);
      setReason("");
      await queries.invalidateQueries({ queryKey: ["publication"] });
    },
  });
  const mayPublish = mayAtSchool(session.grants, "result_publish", schoolId);
  return (
    <section>
      <h2 className="section-title">{t("what_happened")}</h2>
      <Resource query={list}>
        {({ publications }) =>
          publications.length === 0 ? (
            <Nothing>{t("nothing_published")}</Nothing>
          ) : (
            <ul className="rows publications">
              {publications.map((each) => {
                const name = nameOf(each.class_id, each.class_name);
                const isVisible = Date.parse(each.visible_from) <= Date.now();
                return (
                  <li key={each.publication_id}>
                    <div className="publication-line">
                      <strong>{name}</strong>
                      <span className="quiet">{t("published_at", { made: moment(each.published_at, locale), count: each.students })}</span>
                      {each.withdrawn_at !== null ? (
                        <span className="state-open">{t("withdrawn", { moment: moment(each.withdrawn_at, locale), reason: each.withdrawal_reason ?? "" })}</span>
                      ) : (
                        <span className={isVisible ? "state-done" : "state-waiting"}>{t(isVisible ? "shown_since" : "waits_until", { moment: moment(each.visible_from, locale) })}</span>
                      )}
                      {mayPublish && each.withdrawn_at === null && !isVisible && (
                        <Button size="compact-sm" variant="default" onClick={() => setAsked({ id: each.publication_id, name })}>
                          {t("withdraw")}
                        </Button>
                      )}
                    </div>
                    {each.signed_head !== null && (
                      <details className="receipt">
                        <summary>{t("receipt")}</summary>
                        <p className="quiet">{t("receipt_about")}</p>
                        <bdi dir="ltr" className="receipt-line">
                          {each.signed_head}
                        </bdi>
                      </details>
                    )}
                  </li>
                );
              })}
            </ul>
          )
        }
      </Resource>
      <Modal opened={asked !== undefined} onClose={() => setAsked(undefined)} title={t("withdraw_title", { name: asked?.name ?? "" })} centered closeButtonProps={{ "aria-label": t("close") }}>
        <p>{t("withdraw_question")}</p>
        <Textarea label={t("reason")} rows={2} autosize={false} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <ProblemAlert failure={withdraw.error} />
        <Group mt="md">
          <Button color="red" disabled={reason.trim() === ""} loading={withdraw.isPending} onClick={() => asked && withdraw.mutate(asked.id)}>
            {t("withdraw")}
          </Button>
          <Button variant="default" onClick={() => setAsked(undefined)}>
            {t("cancel")}
          </Button>
        </Group>
      </Modal>
    </section>
  );
}

function Classes({ schoolId, yearId, chosen, onChoose }: { schoolId: string; yearId: string; chosen: readonly string[]; onChoose: (classes: string[]) => void }) {
  const t = useText(messages);
  const locale = useLocale();
  const progress = useQuery(progressQuery(schoolId, yearId));
  const checklist = useQuery(checklistQuery(schoolId, yearId));
  const classes = useQuery(classesQuery(schoolId, yearId));
  const nameOf = useClassNames(schoolId, yearId);
  const [opened, setOpened] = useState<string>();
  const pointsOf = (classId: string) => checklist.data?.classes.find((each) => each.class_id === classId)?.open_points;
  const isReady = (each: ClassProgress) => each.publication === null && each.students > 0 && pointsOf(each.class_id)?.length === 0;
  return (
    <Resource query={progress} lines={6}>
      {({ classes: found }) => {
        if (found.length === 0) return <Nothing>{t("no_classes")}</Nothing>;
        const ready = found.filter(isReady).map((each) => each.class_id);
        return (
          <>
            <ProblemAlert failure={checklist.error} />
            <div className="table-frame">
              <table className="data-table">
                <thead>
                  <tr>
                    <th scope="col">
                      <Checkbox
                        label={t("choose_ready")}
                        disabled={ready.length === 0}
                        checked={ready.length > 0 && ready.every((id) => chosen.includes(id))}
                        onChange={(event) => onChoose(event.currentTarget.checked ? ready : [])}
                      />
                    </th>
                    <th scope="col">{t("students")}</th>
                    <th scope="col">{t("state")}</th>
                    <th scope="col">{t("seen")}</th>
                    <td />
                  </tr>
                </thead>
                <tbody>
                  {found.map((each) => {
                    const name = nameOf(each.class_id, each.name);
                    const points = pointsOf(each.class_id);
                    const isOpened = opened === each.class_id;
                    return [
                      <tr key={each.class_id}>
                        <th scope="row">
                          {isReady(each) ? (
                            <Checkbox label={name} aria-label={t("choose", { name })} checked={chosen.includes(each.class_id)} onChange={(event) => onChoose(event.currentTarget.checked ? [...chosen, each.class_id] : chosen.filter((id) => id !== each.class_id))} />
                          ) : (
                            <span className="beside-boxes">{name}</span>
                          )}
                        </th>
                        <td>{inDigits(String(each.students), locale.digits)}</td>
                        <td>
                          <ClassState progress={each} points={points} />
                          {each.publication === null && points !== undefined && points.length > 0 && (
                            <Button size="compact-xs" variant="subtle" aria-expanded={isOpened} onClick={() => setOpened(isOpened ? undefined : each.class_id)}>
                              {t("what_is_open")}
                            </Button>
                          )}
                          {each.withheld > 0 && <span className="assumed-mark">{t("withheld_count", { count: each.withheld })}</span>}
                        </td>
                        <td>{each.publication === null ? "–" : t("seen_of", { count: each.publication.acknowledged, all: each.publication.students })}</td>
                        <td>
                          <Link to={`/schools/${schoolId}/results/${yearId}/classes/${each.class_id}`}>{t("look")}</Link>
                        </td>
                      </tr>,
                      isOpened && points !== undefined && (
                        <tr key={`${each.class_id}-points`}>
                          <td colSpan={5}>
                            <OpenPoints schoolId={schoolId} yearId={yearId} classId={each.class_id} planId={classes.data?.items.find((one) => one.class_id === each.class_id)?.study_plan_id} points={points} />
                          </td>
                        </tr>
                      ),
                    ];
                  })}
                </tbody>
              </table>
            </div>
          </>
        );
      }}
    </Resource>
  );
}

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
        <Classes schoolId={schoolId} yearId={yearId} chosen={chosen} onChoose={setChosen} />
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
