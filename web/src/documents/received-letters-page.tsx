import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client } from "@/platform/api";
import { today } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { ButtonDialog } from "@/school/desk/dialog";
import { RecordForm } from "@/school/desk/form";
import { BothDays, State } from "@/school/desk/parts";
import { Table } from "@/school/desk/table";
import { useMay } from "@/school/use-may";
import { messages } from "./amendments-messages";
import "./documents.css";

/** Letters on amendments that came to this school, for a student who attended it. */
export default function ReceivedLettersPage() {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  const { schoolId = "" } = useParams();
  const may = useMay(schoolId);
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ["amendment-letters", schoolId], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/amendment-letters", { params: { path: { school_id: schoolId } } })) });
  return (
    <Page title={t("received_place")} help={t("received_help")} wide about={<Link to={`/schools/${schoolId}/document-requests`}>{t("requests")}</Link>}>
      <Resource query={query} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>{t("received_none")}</Nothing>
          ) : (
            <Table
              label={t("received_place")}
              rows={items}
              keyOf={(each) => each.amendment_letter_id}
              columns={[
                {
                  head: t("student"),
                  isName: true,
                  cell: (each) => (
                    <>
                      {t("becomes", { before: each.name_before, after: each.name_after })}
                      {each.birth_day_after !== null && (
                        <div className="desk-quiet">
                          {t("birth_after")}: <BothDays day={each.birth_day_after} />
                        </div>
                      )}
                    </>
                  ),
                },
                { head: t("years"), cell: (each) => (each.years === null ? "–" : <bdi>{inDigits(each.years, digits)}</bdi>) },
                { head: t("from"), cell: (each) => pick(each.from_name_ar, each.from_name_en) },
                {
                  head: t("letter"),
                  cell: (each) => (
                    <>
                      <bdi className="serial">{each.number}</bdi> <BothDays day={each.sent_on} />
                    </>
                  ),
                },
                { head: t("state"), cell: (each) => (each.confirmed_on === null ? <State tone="attention">{t("waits")}</State> : <State tone="done">{t("step_name", { step: "confirmed" })}</State>) },
                {
                  head: " ",
                  cell: (each) =>
                    each.confirmed_on === null &&
                    may("document_issue") && (
                      <ButtonDialog label={t("confirm")} ariaLabel={t("confirm_of", { name: each.name_after })} size="compact-sm">
                        {(close) => (
                          <RecordForm
                            fields={[
                              { name: "who", label: t("confirmed_by"), isWide: true },
                              { name: "number", label: t("number"), isCode: true, isOptional: true },
                              { name: "dated_on", label: t("dated_on"), kind: "day" },
                            ]}
                            initial={{ who: "", number: "", dated_on: today() }}
                            submit={t("confirm")}
                            send={({ who, number, dated_on }, { key }) =>
                              answerOf(
                                client.POST("/v1/schools/{school_id}/amendment-letters/{amendment_letter_id}/confirmation", {
                                  params: { path: { school_id: schoolId, amendment_letter_id: each.amendment_letter_id }, header: { "Idempotency-Key": key } },
                                  body: { who, number: number === "" ? null : number, dated_on },
                                }),
                              )
                            }
                            onSaved={() => {
                              void queries.invalidateQueries({ queryKey: ["amendment-letters", schoolId] });
                              close();
                            }}
                            onCancel={close}
                          />
                        )}
                      </ButtonDialog>
                    ),
                },
              ]}
            />
          )
        }
      </Resource>
    </Page>
  );
}
