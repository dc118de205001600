import { Alert, Checkbox, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Link, useParams } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { gregorianDay, today } from "@/platform/dates";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Loading, Nothing, Resource } from "@/platform/resource";
import { AskOnce, ButtonDialog } from "@/school/desk/dialog";
import { RecordForm } from "@/school/desk/form";
import { BothDays, Facts, Section, State } from "@/school/desk/parts";
import { Table } from "@/school/desk/table";
import { staffQuery } from "@/school/queries";
import { useMay } from "@/school/use-may";
import { messages } from "./keys-messages";
import { messages as documentWords } from "./messages";
import { keysQuery } from "./queries";
import "./documents.css";

type Key = Schemas["DocumentKey"];

const ENDS = ["retired", "lost", "stolen"] as const;
const SHORTEST = 12;
// Others enter theirs at other machines meanwhile.
const LOOK_AGAIN_MS = 8000;

const dayOf = (moment: string) => moment.slice(0, 10);

function NameHolders({ schoolId, onSaved, onCancel }: { schoolId: string; onSaved: () => void; onCancel: () => void }) {
  const t = useText(messages);
  const pick = usePick();
  const staff = useQuery(staffQuery(schoolId));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState("");
  const working = (staff.data ?? []).filter((each) => each.left_on === null || each.left_on >= today());
  const shown = working.filter((each) => typed.trim() === "" || `${each.name_ar} ${each.name_en}`.includes(typed.trim()) || chosen.includes(each.staff_member_id));
  return (
    <RecordForm
      fields={[
        { name: "needed", label: t("needed_label"), kind: "number", hint: t("needed_hint"), wrong: ({ needed }) => (chosen.length < 2 ? t("choose_two") : Number(needed) < 2 || Number(needed) > chosen.length ? t("needed_wrong") : undefined) },
        { name: "decision", label: t("decision") },
      ]}
      initial={{ needed: "2", decision: "" }}
      submit={t("name_holders")}
      send={(values, { key }) =>
        answerOf(
          client.POST("/v1/schools/{school_id}/document-keys", {
            params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } },
            body: { holders: [...chosen], needed: Number(values.needed), decision: values.decision },
          }),
        )
      }
      onSaved={onSaved}
      onCancel={onCancel}
    >
      <fieldset className="chosen-people">
        <legend>{t("holders")}</legend>
        <p className="desk-quiet">{t("name_hint")}</p>
        {working.length > 12 && <TextInput type="search" label={t("name_search")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />}
        {staff.isPending ? (
          <Loading />
        ) : (
          <div className="chosen-list">
            {shown.map((each) => (
              <Checkbox
                key={each.staff_member_id}
                label={pick(each.name_ar, each.name_en)}
                checked={chosen.includes(each.staff_member_id)}
                onChange={(event) => setChosen(event.currentTarget.checked ? [...chosen, each.staff_member_id] : chosen.filter((one) => one !== each.staff_member_id))}
              />
            ))}
          </div>
        )}
        <p role="status">{t("chosen", { count: chosen.length })}</p>
      </fieldset>
    </RecordForm>
  );
}

function Join({ schoolId, onJoined, onCancel }: { schoolId: string; onJoined: (missing: number) => void; onCancel: () => void }) {
  const t = useText(messages);
  return (
    <>
      <p className="window-text">{t("join_text")}</p>
      <RecordForm
        fields={[
          { name: "passphrase", label: t("passphrase"), kind: "secret", hint: t("passphrase_hint"), autoComplete: "new-password", isWide: true, wrong: ({ passphrase }) => ([...passphrase].length < SHORTEST ? t("too_short") : undefined) },
          { name: "again", label: t("again"), kind: "secret", autoComplete: "new-password", isWide: true, wrong: ({ passphrase, again }) => (passphrase === again ? undefined : t("differs")) },
        ]}
        initial={{ passphrase: "", again: "" }}
        submit={t("join")}
        send={async ({ passphrase }) => onJoined((await answerOf(client.POST("/v1/schools/{school_id}/document-keys/membership", { params: { path: { school_id: schoolId } }, body: { passphrase } }))).missing)}
        onCancel={onCancel}
      />
    </>
  );
}

function Give({ schoolId, onGiven, onCancel }: { schoolId: string; onGiven: (isOpen: boolean) => void; onCancel: () => void }) {
  const t = useText(messages);
  return (
    <>
      <p className="window-text">{t("give_text")}</p>
      <RecordForm
        fields={[{ name: "passphrase", label: t("passphrase"), kind: "secret", autoComplete: "current-password", isWide: true }]}
        initial={{ passphrase: "" }}
        submit={t("give")}
        send={async ({ passphrase }) => onGiven((await answerOf(client.POST("/v1/schools/{school_id}/document-keys/opening", { params: { path: { school_id: schoolId } }, body: { passphrase } }))).is_open)}
        onCancel={onCancel}
      />
    </>
  );
}

function EndKey({ schoolId, one, onSaved, onCancel }: { schoolId: string; one: Key; onSaved: () => void; onCancel: () => void }) {
  const t = useText(messages);
  const isMade = one.made_at !== null;
  return (
    <>
      <p className="window-text">{t(isMade ? "end_text" : "give_up_text")}</p>
      <RecordForm
        fields={[
          { name: "kind", label: t("end_kind"), kind: "choice", isWide: true, choices: ENDS.map((value) => ({ value, label: t(`end_${value}`) })), isShown: () => isMade },
          { name: "reason", label: t("reason"), kind: "long" },
        ]}
        initial={{ kind: "", reason: "" }}
        submit={t(isMade ? "end" : "give_up")}
        send={({ kind, reason }, { key }) =>
          answerOf(
            client.POST("/v1/schools/{school_id}/document-keys/{document_key_id}/end", {
              params: { path: { school_id: schoolId, document_key_id: one.document_key_id }, header: { "Idempotency-Key": key } },
              body: { kind: isMade ? (ENDS.find((each) => each === kind) ?? "retired") : "given_up", reason },
            }),
          )
        }
        onSaved={onSaved}
        onCancel={onCancel}
      >
        {({ kind }) => {
          const chosen = ENDS.find((each) => each === kind);
          return isMade && chosen !== undefined && <p role="status">{t(`means_${chosen}`)}</p>;
        }}
      </RecordForm>
    </>
  );
}

function Holders({ one, label }: { one: Key; label: string }) {
  const t = useText(messages);
  const pick = usePick();
  const isWaiting = one.is_standing && !one.is_open && one.holders.some((each) => each.has_given);
  const stateOf = (holder: Key["holders"][number]) => {
    if (holder.joined_at === null) return <State tone="attention">{t("not_joined")}</State>;
    if (holder.has_given && !one.is_open) return <State tone="done">{t("has_given")}</State>;
    if (isWaiting) return <State tone="quiet">{t("not_given")}</State>;
    return <State tone={one.made_at === null ? "done" : "quiet"}>{t("has_joined")}</State>;
  };
  return (
    <Table
      label={label}
      rows={one.holders}
      keyOf={(each) => each.staff_member_id}
      columns={[
        {
          head: t("holder"),
          isName: true,
          cell: (each) => (
            <>
              {pick(each.name_ar, each.name_en)} {each.is_own && <span className="desk-quiet">{t("own")}</span>}
            </>
          ),
        },
        { head: t("joined"), cell: (each) => each.joined_at !== null && <BothDays day={dayOf(each.joined_at)} /> },
        { head: t("state"), cell: stateOf },
      ]}
    />
  );
}

/** What is the matter with the key, in words as large as the question. */
function Now({ tone, title, children }: { tone: "done" | "attention" | "quiet"; title: string; children: ReactNode }) {
  return (
    <div className="key-now" role="status">
      <strong>
        <State tone={tone}>{title}</State>
      </strong>
      <p>{children}</p>
    </div>
  );
}

function Standing({ schoolId, one, onChange, onTold }: { schoolId: string; one: Key; onChange: () => void; onTold: (text: string) => void }) {
  const t = useText(messages);
  const may = useMay(schoolId);
  const given = one.holders.filter((each) => each.has_given).length;
  const own = one.holders.find((each) => each.is_own);
  const mayGive = own !== undefined && !own.has_given && !one.is_open;
  return (
    <Section
      title={t("standing")}
      actions={
        <>
          {mayGive && (
            <ButtonDialog label={t("give")} variant="filled">
              {(close) => (
                <Give
                  schoolId={schoolId}
                  onGiven={(isOpen) => {
                    onTold(t(isOpen ? "told_open" : "told_given"));
                    onChange();
                    close();
                  }}
                  onCancel={close}
                />
              )}
            </ButtonDialog>
          )}
          {(one.is_open || given > 0) && (
            <AskOnce label={t("close")} title={t("close")} text={<p>{t("close_text")}</p>} confirm={t("close")} act={(key) => answerOf(client.POST("/v1/schools/{school_id}/document-keys/closing", { params: { path: { school_id: schoolId }, header: { "Idempotency-Key": key } } }))} onDone={onChange} />
          )}
          {may("document_key_manage") && <EndButton schoolId={schoolId} one={one} onChange={onChange} />}
        </>
      }
    >
      {one.is_open ? (
        <Now tone="done" title={t("open")}>
          {t("open_text")}
        </Now>
      ) : given > 0 ? (
        <Now tone="attention" title={t("given", { given, needed: one.needed })}>
          {t("given_text")}
        </Now>
      ) : (
        <Now tone="quiet" title={t("closed")}>
          {t("closed_text", { needed: one.needed })}
        </Now>
      )}
      <Facts
        facts={[
          [t("needed"), t("needed_of", { needed: one.needed, all: one.holders.length })],
          [t("made_on"), one.made_at !== null && <BothDays day={dayOf(one.made_at)} />],
        ]}
      />
      <h3 className="section-title">{t("holders")}</h3>
      <Holders one={one} label={t("holders")} />
    </Section>
  );
}

function EndButton({ schoolId, one, onChange }: { schoolId: string; one: Key; onChange: () => void }) {
  const t = useText(messages);
  return (
    <ButtonDialog label={t(one.made_at === null ? "give_up" : "end")}>
      {(close) => (
        <EndKey
          schoolId={schoolId}
          one={one}
          onSaved={() => {
            onChange();
            close();
          }}
          onCancel={close}
        />
      )}
    </ButtonDialog>
  );
}

function Begun({ schoolId, one, onChange, onTold }: { schoolId: string; one: Key; onChange: () => void; onTold: (text: string) => void }) {
  const t = useText(messages);
  const may = useMay(schoolId);
  const missing = one.holders.filter((each) => each.joined_at === null).length;
  const own = one.holders.find((each) => each.is_own);
  return (
    <Section
      title={t("begun")}
      actions={
        <>
          {own?.joined_at === null && (
            <ButtonDialog label={t("join")} variant="filled">
              {(close) => (
                <Join
                  schoolId={schoolId}
                  onJoined={(left) => {
                    onTold(t(left === 0 ? "told_made" : "told_joined"));
                    onChange();
                    close();
                  }}
                  onCancel={close}
                />
              )}
            </ButtonDialog>
          )}
          {may("document_key_manage") && <EndButton schoolId={schoolId} one={one} onChange={onChange} />}
        </>
      }
    >
      <Now tone="attention" title={own?.joined_at === null ? t("wait_for_you") : t("joining", { missing })}>
        {t("joining_text")}
      </Now>
      <Facts
        facts={[
          [t("needed"), t("needed_of", { needed: one.needed, all: one.holders.length })],
          [t("begun_on"), <BothDays day={dayOf(one.begun_at)} />],
        ]}
      />
      <h3 className="section-title">{t("holders")}</h3>
      <Holders one={one} label={t("holders")} />
    </Section>
  );
}

function Past({ schoolId, keys, onChange }: { schoolId: string; keys: readonly Key[]; onChange: () => void }) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const may = useMay(schoolId);
  const endOf = (one: Key) => {
    const kind = [...ENDS, "given_up" as const].find((each) => each === one.end_kind);
    if (kind === undefined) return <State tone="quiet">{t("replaced")}</State>;
    return <State tone={kind === "stolen" ? "refusal" : "quiet"}>{t(`end_${kind}`)}</State>;
  };
  return (
    <Section title={t("past")}>
      <Table
        label={t("past")}
        rows={keys}
        keyOf={(each) => each.document_key_id}
        columns={[
          { head: t("title"), isName: true, cell: (each) => t("key_of", { day: gregorianDay(dayOf(each.made_at ?? each.begun_at), locale) }) },
          { head: t("ended_on"), cell: (each) => each.ended_at !== null && <BothDays day={dayOf(each.ended_at)} /> },
          { head: t("ended_as"), cell: endOf },
          { head: t("holders"), cell: (each) => each.holders.map((holder) => pick(holder.name_ar, holder.name_en)).join(locale.language === "ar" ? "، " : ", ") },
          { head: "", cell: (each) => each.end_kind === null && may("document_key_manage") && <EndButton schoolId={schoolId} one={each} onChange={onChange} /> },
        ]}
      />
    </Section>
  );
}

/** The key that the school signs its documents with: who holds it, whether it is open, and what each holder can do now. */
export default function KeysPage() {
  const t = useText(messages);
  const d = useText(documentWords);
  const { schoolId = "" } = useParams();
  const may = useMay(schoolId);
  const queries = useQueryClient();
  const [told, setTold] = useState<string>();
  const query = useQuery({ ...keysQuery(schoolId), refetchInterval: LOOK_AGAIN_MS });
  const items = query.data?.items ?? [];
  const standing = items.find((each) => each.is_standing);
  const begun = items.find((each) => each.made_at === null && each.end_kind === null);
  const past = items.filter((each) => each !== standing && each !== begun).reverse();
  const mayBegin = may("document_key_manage") && query.data !== undefined && begun === undefined;
  const onChange = () => void queries.invalidateQueries({ queryKey: ["document-keys", schoolId] });
  return (
    <Page
      help={t("help")}
      title={t("title")}
      wide
      about={<Link to={`/schools/${schoolId}/documents`}>{t("documents")}</Link>}
      actions={
        mayBegin && (
          <ButtonDialog label={t("name_holders")} variant={standing === undefined ? "filled" : "default"} wide>
            {(close) => (
              <NameHolders
                schoolId={schoolId}
                onSaved={() => {
                  setTold(undefined);
                  onChange();
                  close();
                }}
                onCancel={close}
              />
            )}
          </ButtonDialog>
        )
      }
    >
      {told !== undefined && (
        <Alert role="status" variant="light" withCloseButton closeButtonLabel={d("close")} onClose={() => setTold(undefined)} className="told">
          {told}
        </Alert>
      )}
      <Resource query={query} lines={8}>
        {() => (
          <>
            {begun && <Begun schoolId={schoolId} one={begun} onChange={onChange} onTold={setTold} />}
            {standing && <Standing schoolId={schoolId} one={standing} onChange={onChange} onTold={setTold} />}
            {!begun && !standing && (
              <Nothing>
                <strong>{t("none")}</strong>
                <br />
                {t(mayBegin ? "none_text" : "none_for_others")}
              </Nothing>
            )}
            {past.length > 0 && <Past schoolId={schoolId} keys={past} onChange={onChange} />}
          </>
        )}
      </Resource>
    </Page>
  );
}
