import { Alert, Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { moment } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Resource } from "@/platform/resource";
import { AskOnce } from "@/school/desk/dialog";
import { Facts, Section, State } from "@/school/desk/parts";
import { Table } from "@/school/desk/table";
import { useMay } from "@/school/use-may";
import { messages as helpWords } from "./help-messages";
import { StateOf } from "./accounts-page";
import { messages } from "./messages";
import "./accounts.css";

type Detail = Schemas["AccountDetail"];
type PersonKind = Schemas["PersonKind"];

/** Where a person's own page is. */
export function personPage(schoolId: string, kind: PersonKind, personId: string): string {
  const pages = { staff_member: `staff/${personId}`, guardian: `guardians/${personId}`, student: `students/${personId}/file` };
  return `/schools/${schoolId}/${pages[kind]}`;
}

/** What is handed to the person: printed alone on a sheet. */
function Slip({ name, person, code }: { name: string; person: string; code: Schemas["IssuedCode"] }) {
  const t = useText(messages);
  const locale = useLocale();
  return (
    <>
      <Alert variant="light" color="red" className="slip-warning" role="status">
        {t("slip_once")}
      </Alert>
      <section className="slip" aria-label={t("slip")}>
        <h2>{t("slip")}</h2>
        <p>{person}</p>
        <dl>
          <div>
            <dt>{t("name")}</dt>
            <dd>
              <bdi>{name}</bdi>
            </dd>
          </div>
          <div>
            <dt>{t("slip_code")}</dt>
            <dd className="slip-code">
              <bdi>{code.code}</bdi>
            </dd>
          </div>
          <div>
            <dt>{t("slip_until")}</dt>
            <dd>{moment(code.expires_at, locale)}</dd>
          </div>
          <div>
            <dt>{t("slip_address")}</dt>
            <dd>
              <bdi>{location.origin}</bdi>
            </dd>
          </div>
        </dl>
        <p>{t("slip_how")}</p>
      </section>
      <Button className="slip-print" onClick={() => window.print()}>
        {t("print")}
      </Button>
    </>
  );
}

export function AccountView({ schoolId, detail }: { schoolId: string; detail: Detail }) {
  const t = useText(messages);
  const { digits } = useLocale();
  const may = useMay(schoolId);
  const queries = useQueryClient();
  const { account } = detail;
  const onChange = () => {
    for (const part of ["account", "accounts", "account-of"]) void queries.invalidateQueries({ queryKey: [part, schoolId] });
  };
  const path = { school_id: schoolId, account_id: account.account_id };
  const version = { "If-Match": `"v${account.version}"` };
  const issue = useMutation({ mutationFn: () => answerOf(client.POST("/v1/schools/{school_id}/accounts/{account_id}/codes", { params: { path } })), onSuccess: onChange });
  return (
    <>
      <Facts
        facts={[
          [t("name"), <bdi>{account.name}</bdi>],
          [t("state"), <StateOf account={account} />],
          [t("second_factor"), account.has_second_factor ? <State tone="done">{t("set_up")}</State> : ""],
        ]}
      />
      <div className="desk-buttons account-steps">
        {!account.is_disabled && <AskOnce label={t("code")} title={t("code")} text={<p>{t("code_text")}</p>} confirm={t("code")} variant="filled" act={() => issue.mutateAsync()} />}
        {account.is_disabled ? (
          <AskOnce label={t("enable")} title={t("enable")} text={<p>{t("enable_text")}</p>} confirm={t("enable")} act={() => answerOf(client.DELETE("/v1/schools/{school_id}/accounts/{account_id}/disablement", { params: { path, header: version } }))} onDone={onChange} />
        ) : (
          <AskOnce label={t("disable")} title={t("disable")} text={<p>{t("disable_text")}</p>} confirm={t("disable")} isDanger act={() => answerOf(client.POST("/v1/schools/{school_id}/accounts/{account_id}/disablement", { params: { path, header: version } }))} onDone={onChange} />
        )}
        {may("audit_read") && <Link to={`/schools/${schoolId}/audit?record=account+${account.account_id}`}>{t("trail")}</Link>}
      </div>
      <ProblemAlert failure={issue.error} />
      {issue.data && <Slip name={account.name} person={account.display_name} code={issue.data} />}
      <Section title={t("links")}>
        <Table
          label={t("links")}
          rows={detail.links.filter((each) => each.school_id === schoolId)}
          keyOf={(each) => `${each.kind} ${each.person_id}`}
          columns={[
            { head: t("person"), isName: true, cell: (each) => `${t(`kind_${each.kind}`)}: ${inDigits(account.display_name, digits)}` },
            { head: "", cell: (each) => <Link to={personPage(schoolId, each.kind, each.person_id)}>{t("open_person")}</Link> },
            {
              head: " ",
              cell: (each) => (
                <AskOnce
                  label={t("unlink")}
                  title={t("unlink_title")}
                  text={<p>{t("unlink_text")}</p>}
                  confirm={t("unlink")}
                  size="compact-sm"
                  variant="subtle"
                  act={() => answerOf(client.DELETE("/v1/schools/{school_id}/accounts/{account_id}/links/{kind}/{person_id}", { params: { path: { ...path, kind: each.kind, person_id: each.person_id } } }))}
                  onDone={onChange}
                />
              ),
            },
          ]}
        />
      </Section>
    </>
  );
}

export default function AccountPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const { schoolId = "", accountId = "" } = useParams();
  const query = useQuery({ queryKey: ["account", schoolId, accountId], queryFn: () => answerOf(client.GET("/v1/schools/{school_id}/accounts/{account_id}", { params: { path: { school_id: schoolId, account_id: accountId } } })) });
  return (
    <Resource query={query} lines={6}>
      {(detail) => (
        <Page help={help("account")} title={t("account_of", { name: detail.account.display_name })} about={<Link to={`/schools/${schoolId}/accounts`}>{t("accounts")}</Link>}>
          <AccountView schoolId={schoolId} detail={detail} />
        </Page>
      )}
    </Resource>
  );
}
