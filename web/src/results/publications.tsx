/** What was published, from when it can be seen, and taking back what nobody could see yet. */
import { Button, Group, Modal, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { mayAtSchool, useSession } from "@/access/session";
import { answerOf, client, newKey } from "@/platform/api";
import { moment } from "@/platform/dates";
import { useLocale, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing, Resource } from "@/platform/resource";
import { useClassNames } from "./class-names";
import { messages } from "./publication-messages";
import { publicationsQuery } from "./queries";
import "./publication.css";

export function Publications({ schoolId, yearId }: { schoolId: string; yearId: string }) {
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
