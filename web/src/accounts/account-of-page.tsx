import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { toAsciiDigits } from "@/platform/digits";
import { usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { ButtonDialog } from "@/school/desk/dialog";
import { RecordForm } from "@/school/desk/form";
import { messages as helpWords } from "./help-messages";
import { AccountView, personPage } from "./account-page";
import { messages } from "./messages";

type PersonKind = Schemas["PersonKind"];

function kindOf(text: string | undefined): PersonKind {
  return text === "guardian" || text === "student" ? text : "staff_member";
}

async function readPerson(schoolId: string, kind: PersonKind, id: string): Promise<{ name_ar: string; name_en: string }> {
  if (kind === "guardian") return answerOf(client.GET("/v1/schools/{school_id}/guardians/{guardian_id}", { params: { path: { school_id: schoolId, guardian_id: id } } }));
  if (kind === "student") return answerOf(client.GET("/v1/schools/{school_id}/students/{student_id}", { params: { path: { school_id: schoolId, student_id: id } } }));
  return answerOf(client.GET("/v1/schools/{school_id}/staff/{staff_member_id}", { params: { path: { school_id: schoolId, staff_member_id: id } } }));
}

/** The account of one person: made here, or linked, or shown. */
export default function AccountOfPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const pick = usePick();
  const { schoolId = "", kind: kindText, personId = "" } = useParams();
  const kind = kindOf(kindText);
  const queries = useQueryClient();
  const person = useQuery({ queryKey: ["person", schoolId, kind, personId], queryFn: () => readPerson(schoolId, kind, personId) });
  const query = useQuery({
    queryKey: ["account-of", schoolId, kind, personId],
    queryFn: async () => {
      const { accounts } = await answerOf(client.GET("/v1/schools/{school_id}/accounts", { params: { path: { school_id: schoolId }, query: { kind, person_id: personId } } }));
      return Promise.all(accounts.map((each) => answerOf(client.GET("/v1/schools/{school_id}/accounts/{account_id}", { params: { path: { school_id: schoolId, account_id: each.account_id } } }))));
    },
  });
  const onChange = () => {
    for (const part of ["account-of", "accounts"]) void queries.invalidateQueries({ queryKey: [part, schoolId] });
  };
  const name = person.data ? pick(person.data.name_ar, person.data.name_en) : "…";
  return (
    <Page help={help("account")} title={t("account_of", { name })} about={<Link to={personPage(schoolId, kind, personId)}>{t("open_person")}</Link>}>
      <Resource query={query} lines={5}>
        {(details) =>
          details.length > 0 ? (
            details.map((detail) => <AccountView key={detail.account.account_id} schoolId={schoolId} detail={detail} />)
          ) : (
            <>
              <Nothing>{t("no_account")}</Nothing>
              <div className="desk-buttons">
                <ButtonDialog label={t("create")} variant="filled">
                  {(close) => (
                    <RecordForm
                      fields={[
                        { name: "display_name", label: t("person"), isWide: true },
                        { name: "name", label: t("name"), isCode: true, isWide: true, hint: t("name_hint") },
                      ]}
                      initial={{ display_name: name === "…" ? "" : name, name: "" }}
                      submit={t("create")}
                      send={(values, { key }) => answerOf(client.POST("/v1/schools/{school_id}/accounts", { params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } }, body: { name: toAsciiDigits(values.name), display_name: values.display_name, kind, person_id: personId } }))}
                      onSaved={() => {
                        close();
                        onChange();
                      }}
                      onCancel={close}
                    />
                  )}
                </ButtonDialog>
                <ButtonDialog label={t("link")}>
                  {(close) => (
                    <>
                      <p>{t("link_text")}</p>
                      <RecordForm
                        fields={[{ name: "name", label: t("name"), isCode: true, isWide: true }]}
                        initial={{ name: "" }}
                        submit={t("link")}
                        send={(values, { key }) => answerOf(client.POST("/v1/schools/{school_id}/account-links", { params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } }, body: { name: toAsciiDigits(values.name), kind, person_id: personId } }))}
                        onSaved={() => {
                          close();
                          onChange();
                        }}
                        onCancel={close}
                      />
                    </>
                  )}
                </ButtonDialog>
              </div>
            </>
          )
        }
      </Resource>
    </Page>
  );
}
