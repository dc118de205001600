import { TextInput } from "@mantine/core";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { useText } from "@/platform/messages";
import { Nothing } from "@/platform/resource";
import { messages as desk } from "@/school/desk/messages";
import { State } from "@/school/desk/parts";
import { PartList, Table, useParts } from "@/school/desk/table";
import { messages } from "./messages";

export function StateOf({ account }: { account: Schemas["Account"] }) {
  const t = useText(messages);
  if (account.is_disabled) return <State tone="refusal">{t("disabled")}</State>;
  return account.has_password ? <State tone="done">{t("active")}</State> : <State tone="attention">{t("awaits")}</State>;
}

export default function AccountsPage() {
  const t = useText(messages);
  const d = useText(desk);
  const { schoolId = "" } = useParams();
  const [typed, setTyped] = useState("");
  const query = useParts(["accounts", schoolId], async (after) => {
    const part = await answerOf(client.GET("/v1/schools/{school_id}/accounts", { params: { path: { school_id: schoolId }, query: { limit: 200, ...(after === undefined ? {} : { after }) } } }));
    return { items: part.accounts, next: part.next };
  });
  return (
    <Page help={t("help")} title={t("accounts")} wide>
      <div className="desk-tools" role="search">
        <TextInput className="desk-search" type="search" label={t("search")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      </div>
      <PartList query={query} empty={<Nothing>{t("none")}</Nothing>}>
        {(accounts) => {
          const shown = accounts.filter((each) => `${each.display_name} ${each.name}`.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase()));
          return shown.length === 0 ? (
            <Nothing>{d("nothing_matches")}</Nothing>
          ) : (
            <Table
              label={t("accounts")}
              rows={shown}
              keyOf={(each) => each.account_id}
              columns={[
                { head: t("person"), isName: true, cell: (each) => <Link to={`/schools/${schoolId}/accounts/${each.account_id}`}>{each.display_name}</Link> },
                { head: t("name"), cell: (each) => <bdi>{each.name}</bdi> },
                { head: t("second_factor"), cell: (each) => each.has_second_factor && <State tone="done">{t("set_up")}</State> },
                { head: t("state"), cell: (each) => <StateOf account={each} /> },
              ]}
            />
          );
        }}
      </PartList>
    </Page>
  );
}
