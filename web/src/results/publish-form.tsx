/** Publishing the classes that were chosen: now or from a moment on, put before another person or alone. */
import { Button, Group, Modal, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { mayAtSchool, useSession } from "@/access/session";
import { answerOf, client, newKey } from "@/platform/api";
import { today } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { messages } from "./publication-messages";
import { PublishingProgress } from "./publishing-progress";
import "./publication.css";

const MORNING = "07:00";

/** The moment as the server is told; none while there is no day. */
function instantOf(day: string, time: string): string | undefined {
  const moment = new Date(`${day}T${time || MORNING}`);
  return day === "" || Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

export function PublishForm({ schoolId, yearId, chosen, onDone }: { schoolId: string; yearId: string; chosen: readonly string[]; onDone: (told: string) => void }) {
  const t = useText(messages);
  const { session } = useSession();
  const queries = useQueryClient();
  const [day, setDay] = useState("");
  const [time, setTime] = useState(MORNING);
  const [note, setNote] = useState("");
  const [isAsking, setAsking] = useState(false);
  const key = useRef(newKey());
  const visibleFrom = instantOf(day, time);
  const changed = (change: () => void) => {
    key.current = newKey();
    change();
  };
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
  return (
    <section className="publish-form" aria-label={t("title")}>
      <h2>{t("publish_title", { count: chosen.length })}</h2>
      <div className="publish-fields">
        <div className="publish-moment">
          <DayField label={t("moment")} value={day} min={today()} onChange={(chosen) => changed(() => setDay(chosen))} />
          <TextInput type="time" label={t("moment_time")} disabled={day === ""} value={time} onChange={(event) => changed(() => setTime(event.currentTarget.value))} />
          <p className="quiet">{t("moment_about")}</p>
        </div>
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
