import { Alert, Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { hijriDay, moment } from "@/platform/dates";
import { DayField } from "@/platform/day-field";
import { inDigits } from "@/platform/digits";
import { useLocale, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing } from "@/platform/resource";
import { allParts } from "@/school/desk/all-parts";
import { ButtonDialog } from "@/school/desk/dialog";
import { Facts } from "@/school/desk/parts";
import { PartList, Table, useParts } from "@/school/desk/table";
import { useMay } from "@/school/use-may";
import { actionName, messages as actions } from "./action-words";
import { Looks } from "./looks";
import { messages } from "./messages";
import { RoleName } from "./role-name";
import "./audit.css";

type Entry = Schemas["AuditEntry"];

/** The first moment of a day where the reader is. */
export function momentOf(day: string, dayAfter = false): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + (dayAfter ? 1 : 0)).toISOString();
}

/** Where a record that the trail names can be opened, if it has a page. */
export function pageOf(schoolId: string, subject: string): string | undefined {
  const [kind, id] = subject.split(" ");
  if (kind === undefined || id === undefined) return undefined;
  const pages: Record<string, string> = {
    student: `students/${id}/file`,
    guardian: `guardians/${id}`,
    staff_member: `staff/${id}`,
    account: `accounts/${id}`,
    mark_sheet: `sheets/${id}`,
    class: `classes/${id}`,
  };
  return pages[kind] === undefined ? undefined : `/schools/${schoolId}/${pages[kind]}`;
}

function Copyable({ label, text }: { label: string; text: string }) {
  const t = useText(messages);
  const [isCopied, setCopied] = useState(false);
  return (
    <div className="copyable">
      <span className="desk-quiet">{label}</span>
      <code dir="ltr">{text}</code>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() =>
          void navigator.clipboard.writeText(text).then(
            () => setCopied(true),
            // Not allowed: the text can be marked and copied by hand.
            () => undefined,
          )
        }
      >
        {isCopied ? t("copied") : t("copy")}
      </Button>
    </div>
  );
}

function Details({ schoolId, entry, onOnly }: { schoolId: string; entry: Entry; onOnly: () => void }) {
  const t = useText(messages);
  const a = useText(actions);
  const locale = useLocale();
  const page = pageOf(schoolId, entry.subject);
  return (
    <>
      <Facts
        facts={[
          [t("line"), inDigits(String(entry.sequence), locale.digits)],
          [t("what"), a(actionName(entry.action))],
          [t("person"), entry.display_name || t("system")],
          [t("role"), <RoleName role={entry.role} />],
          [t("when"), `${moment(entry.at, locale)} – ${hijriDay(entry.at.slice(0, 10), locale)}`],
          [t("record"), <bdi>{entry.subject}</bdi>],
        ]}
      />
      <Copyable label={t("seal")} text={entry.digest} />
      <div className="desk-buttons">
        <Button variant="default" onClick={onOnly}>
          {t("only_this")}
        </Button>
        {page !== undefined && <Link to={page}>{t("open_record")}</Link>}
      </div>
    </>
  );
}

function Verification({ schoolId }: { schoolId: string }) {
  const t = useText(messages);
  const { digits } = useLocale();
  const verify = useMutation({ mutationFn: () => answerOf(client.GET("/v1/schools/{school_id}/audit/verify", { params: { path: { school_id: schoolId } } })) });
  return (
    <>
      <div className="desk-buttons audit-verify">
        <Button loading={verify.isPending} onClick={() => verify.mutate()}>
          {t("verify")}
        </Button>
        <ButtonDialog label={t("give_head")}>{() => <Head schoolId={schoolId} />}</ButtonDialog>
      </div>
      <ProblemAlert failure={verify.error} />
      {verify.data && (
        <Alert role="status" variant="light" color={verify.data.is_whole ? "blue" : "red"} mb="md">
          {verify.data.is_whole ? t("whole", { count: verify.data.entries }) : t("broken", { line: inDigits(verify.data.fault?.value ?? String(verify.data.entries), digits) })}
          <Copyable label={t("last_seal")} text={verify.data.head} />
        </Alert>
      )}
    </>
  );
}

function Head({ schoolId }: { schoolId: string }) {
  const t = useText(messages);
  const query = useQuery({ queryKey: ["audit-head", schoolId], queryFn: () => answerOf(client.POST("/v1/schools/{school_id}/audit/heads", { params: { path: { school_id: schoolId } } })), staleTime: 0, gcTime: 0 });
  return (
    <>
      <p>{t("head_text")}</p>
      <ProblemAlert failure={query.error} />
      {query.data && (
        <>
          <Copyable label={t("head")} text={query.data.head} />
          <Copyable label={t("public_key")} text={query.data.public_key} />
        </>
      )}
    </>
  );
}

function Entries({ schoolId }: { schoolId: string }) {
  const t = useText(messages);
  const a = useText(actions);
  const locale = useLocale();
  const may = useMay(schoolId);
  const [search, setSearch] = useSearchParams();
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [person, setPerson] = useState("");
  const subject = search.get("record") ?? "";
  const people = useQuery({
    queryKey: ["accounts", schoolId, "all"],
    queryFn: () =>
      allParts(async (after) => {
        const part = await answerOf(client.GET("/v1/schools/{school_id}/accounts", { params: { path: { school_id: schoolId }, query: { limit: 200, ...(after === undefined ? {} : { after }) } } }));
        return { items: part.accounts, next: part.next };
      }),
    enabled: may("account_manage"),
    staleTime: 60_000,
  });
  const query = useParts(["audit", schoolId, from, until, person, subject], async (after) => {
    const part = await answerOf(
      client.GET("/v1/schools/{school_id}/audit", {
        params: {
          path: { school_id: schoolId },
          query: {
            order: "newest",
            limit: 100,
            ...(after === undefined ? {} : { after }),
            ...(from === "" ? {} : { from: momentOf(from) }),
            ...(until === "" ? {} : { until: momentOf(until, true) }),
            ...(person === "" ? {} : { account_id: person }),
            ...(subject === "" ? {} : { subject }),
          },
        },
      }),
    );
    return { items: part.entries, next: part.next };
  });
  return (
    <>
      <Verification schoolId={schoolId} />
      <div className="desk-tools" role="search">
        <DayField className="audit-day" label={t("from")} value={from} onChange={setFrom} />
        <DayField className="audit-day" label={t("until")} value={until} onChange={setUntil} />
        {people.data && <NativeSelect label={t("person")} value={person} onChange={(event) => setPerson(event.currentTarget.value)} data={[{ value: "", label: t("everyone") }, ...people.data.map((each) => ({ value: each.account_id, label: each.display_name }))]} />}
      </div>
      {subject !== "" && (
        <p>
          {t("of_record")}{" "}
          <Button size="compact-sm" variant="light" onClick={() => setSearch({})}>
            {t("all_records")}
          </Button>
        </p>
      )}
      <PartList query={query} empty={<Nothing>{t("nothing")}</Nothing>}>
        {(entries) => (
          <Table
            label={t("entries")}
            rows={entries}
            keyOf={(each) => String(each.sequence)}
            columns={[
              { head: t("when"), cell: (each) => <span className="audit-when">{moment(each.at, locale)}</span> },
              { head: t("what"), isName: true, cell: (each) => a(actionName(each.action)) },
              { head: t("person"), cell: (each) => each.display_name || t("system") },
              { head: t("role"), cell: (each) => <RoleName role={each.role} /> },
              {
                head: "",
                cell: (each) => (
                  <ButtonDialog label={t("details")} size="compact-sm" variant="subtle" ariaLabel={t("details_of", { line: each.sequence })}>
                    {(close) => (
                      <Details
                        schoolId={schoolId}
                        entry={each}
                        onOnly={() => {
                          close();
                          setSearch({ record: each.subject });
                        }}
                      />
                    )}
                  </ButtonDialog>
                ),
              },
            ]}
          />
        )}
      </PartList>
    </>
  );
}

export default function AuditPage() {
  const t = useText(messages);
  const { schoolId = "" } = useParams();
  const [tab, setTab] = useState("entries");
  return (
    <Page help={tab === "entries" ? t("help") : t("looks_help")} title={t("audit")} wide actions={<SegmentedControl aria-label={t("tabs")} value={tab} onChange={setTab} data={[{ value: "entries", label: t("entries") }, { value: "looks", label: t("looks") }]} />}>
      {tab === "entries" ? <Entries schoolId={schoolId} /> : <Looks schoolId={schoolId} />}
    </Page>
  );
}
