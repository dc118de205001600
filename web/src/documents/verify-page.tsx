import { Alert, Button, NativeSelect, Paper, Textarea, TextInput } from "@mantine/core";
import { useCallback, useEffect, useId, useRef, useState, type DragEvent, type FormEvent, type ReactNode } from "react";
import { registerWorker } from "@/offline/worker";
import { answerOf, client, type Schemas } from "@/platform/api";
import { gregorianDay, hijriDay, moment } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { usePreferences } from "@/platform/preferences";
import { ProblemAlert } from "@/platform/problem-alert";
import { attachedTo } from "./pdf-attachment";
import { codeIn, readsPictures } from "./code-in-picture";
import { publicList, type ListOfNow } from "./public-list";
import { serialOf } from "./serial";
import { contentOf, readSigned, type Content, type SignedContent } from "./signed-content";
import { messages } from "./verify-messages";
import { verdictOf, type Verdict } from "./verdict";
import "./verify.css";

type Tone = "done" | "attention" | "refusal";

const isolated = (serial: string) => `\u2066${serial}\u2069`;

function Answer({ tone, title, children }: { tone: Tone; title: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const shape = { done: "✓", attention: "△", refusal: "✕" }[tone];
  return (
    <Paper component="section" className={`verify-answer verify-${tone}`} p="lg" aria-label={title}>
      <h2 ref={heading} tabIndex={-1}>
        <span aria-hidden="true">{shape}</span> {title}
      </h2>
      {children}
    </Paper>
  );
}

/** Days of a signed text: in both calendars. */
function Day({ day }: { day: string }) {
  const locale = useLocale();
  return (
    <>
      {gregorianDay(day, locale)} – {hijriDay(day, locale)}
    </>
  );
}

/** The words of a document as they were signed, in their own order. */
function Words({ content, isGenuine }: { content: Content; isGenuine: boolean }) {
  const t = useText(messages);
  const facts: [string, ReactNode][] = [
    [t("student"), content.student],
    [t("school"), content.school],
    [t("year"), content.schoolYear],
    [t("issued_on"), <Day day={content.issuedOn} />],
    [t("serial"), <bdi dir="ltr">{content.serial}</bdi>],
    ...(content.replaces === "" ? [] : [[t("in_place_of"), <bdi dir="ltr">{content.replaces}</bdi>] satisfies [string, ReactNode]]),
  ];
  return (
    <div className={isGenuine ? "verify-words" : "verify-words verify-claims"}>
      <h3>{t(isGenuine ? "lines" : "claims")}</h3>
      <p className="verify-title">
        <bdi>{content.title}</bdi>
      </p>
      <dl>
        {facts
          .filter(([, value]) => value !== "")
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{typeof value === "string" ? <bdi>{value}</bdi> : value}</dd>
            </div>
          ))}
      </dl>
      {content.lines.length > 0 && (
        <table>
          <thead className="unseen">
            <tr>
              <th scope="col">{t("item")}</th>
              <th scope="col">{t("value")}</th>
            </tr>
          </thead>
          <tbody>
            {content.lines.map((line, place) => (
              <tr key={place}>
                <th scope="row">
                  <bdi>{line.label}</bdi>
                </th>
                <td>
                  <bdi>{line.value}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

const TONES: Record<Verdict["kind"], Tone> = { stands: "done", replaced: "attention", revoked: "refusal", changed: "refusal", key_unknown: "refusal", key_stolen: "attention", cannot_tell: "attention" };

/** What the server says of a content, where this browser cannot. */
function fromServer(asked: Schemas["DocumentCheck"], text: string, wasStolen: boolean): Verdict | "not_registered" {
  const content = contentOf(text);
  if (asked.genuineness === "key_unknown") return { kind: "key_unknown", content };
  if (asked.genuineness === "changed" || !content) return { kind: "changed", content };
  if (wasStolen && !asked.is_registered) return "not_registered";
  const { standing } = asked;
  if (standing?.revoked_on) return { kind: "revoked", content, day: standing.revoked_on.slice(0, 10) };
  // The register tells no day of a replacement here: the new document bears it.
  if (standing?.replaced_by) return { kind: "replaced", content, day: "", by: standing.replaced_by };
  return { kind: "stands", content };
}

interface Shown {
  signed: SignedContent;
  given: string;
  verdict: Verdict;
  list: ListOfNow;
}

function VerdictView({ shown }: { shown: Shown }) {
  const t = useText(messages);
  const locale = useLocale();
  const { verdict: first, list, given, signed } = shown;
  const [server, setServer] = useState<Verdict | "not_registered">();
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const ask = async () => {
    setAsking(true);
    setFailure(undefined);
    try {
      setServer(fromServer(await answerOf(client.POST("/v1/document-checks", { body: { content: given } })), signed.text, first.kind === "key_stolen"));
    } catch (problem) {
      setFailure(problem);
    } finally {
      setAsking(false);
    }
  };
  if (server === "not_registered")
    return (
      <Answer key="not_registered" tone="refusal" title={t("not_registered")}>
        <p>{t("not_registered_text")}</p>
        {first.content && <Words content={first.content} isGenuine={false} />}
        <p className="verify-quiet">{t("by_server")}</p>
      </Answer>
    );
  const verdict = server ?? first;
  const at = moment(list.list.as_of, locale);
  const text = () => {
    switch (verdict.kind) {
      case "replaced":
        return verdict.day === "" ? t("replaced_undated", { serial: isolated(verdict.by) }) : t("replaced_text", { serial: isolated(verdict.by), day: gregorianDay(verdict.day, locale) });
      case "revoked":
        return t("revoked_text", { day: gregorianDay(verdict.day, locale) });
      case "key_stolen":
        return t("key_stolen_text", { day: gregorianDay(verdict.day, locale) });
      case "key_unknown":
        return list.isFresh || server ? t("key_unknown_text") : `${t("key_unknown_text")} ${t("key_unknown_offline")}`;
      default:
        return t(`${verdict.kind}_text`);
    }
  };
  const needsServer = server === undefined && (verdict.kind === "key_stolen" || verdict.kind === "cannot_tell");
  const isGenuine = verdict.kind === "stands" || verdict.kind === "replaced" || verdict.kind === "revoked";
  return (
    <Answer key={verdict.kind} tone={TONES[verdict.kind]} title={t(verdict.kind)}>
      <p>{text()}</p>
      {server !== undefined && first.kind === "key_stolen" && isGenuine && <p>{t("registered")}</p>}
      {needsServer && (
        <div className="verify-ask">
          <Button loading={isAsking} onClick={() => void ask()}>
            {t(verdict.kind === "key_stolen" ? "ask_register" : "ask_server")}
          </Button>
          <span className="verify-quiet">{t("sends")}</span>
        </div>
      )}
      <ProblemAlert failure={failure} />
      {verdict.content && <Words content={verdict.content} isGenuine={isGenuine} />}
      <p className="verify-quiet">{server !== undefined ? t("by_server") : t(list.isFresh ? "by_list" : "by_old_list", { moment: at })}</p>
    </Answer>
  );
}

/** The document itself: its file, a picture of its code, or the code's text. */
function ByContent({ list, onShown, onNothing }: { list: ListOfNow; onShown: (shown: Shown) => void; onNothing: () => void }) {
  const t = useText(messages);
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const photo = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [isOver, setOver] = useState(false);
  const [mayShow, setMayShow] = useState(false);
  useEffect(() => void readsPictures().then(setMayShow), []);

  const show = async (signed: SignedContent | undefined, given: string, otherwise: string) => {
    if (!signed) {
      setWrong(otherwise);
      onNothing();
      return;
    }
    onShown({ signed, given, list, verdict: await verdictOf(signed, list.list) });
  };
  const work = (task: () => Promise<void>) => {
    setBusy(true);
    setWrong(undefined);
    task()
      .catch(() => setWrong(t("no_file")))
      .finally(() => setBusy(false));
  };
  const take = (given: Blob & { name?: string }) =>
    work(async () => {
      if (given.type.startsWith("image/")) {
        const code = await codeIn(given);
        await show(code === undefined ? undefined : await readSigned(code), code ?? "", t("no_code_in_photo"));
      } else if (given.type === "application/pdf" || given.name?.toLowerCase().endsWith(".pdf")) {
        const found = await attachedTo(await given.arrayBuffer());
        await show(found?.signed, found?.text ?? "", t("no_code"));
      } else {
        const text = await given.text();
        await show(await readSigned(text), text, t("no_code"));
      }
    });
  const onPicked = (input: HTMLInputElement) => {
    const given = input.files?.[0];
    if (given) take(given);
    // The same file may be chosen again.
    input.value = "";
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const given = event.dataTransfer.files[0];
    if (given) take(given);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    work(async () => show(await readSigned(typed), typed.trim(), t("no_code")));
  };
  return (
    <Paper component="section" className="verify-card" p="lg" aria-label={t("by_content")}>
      <h2>{t("by_content")}</h2>
      <div
        className={isOver ? "verify-drop verify-over" : "verify-drop"}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <label htmlFor={id}>{t("file")}</label>
        <p id={`${id}-hint`} className="verify-quiet">
          {t(mayShow ? "file_or_photo_hint" : "file_hint")}
        </p>
        <input ref={file} id={id} className="unseen" type="file" accept={`.pdf,.json,application/pdf,application/json${mayShow ? ",image/*" : ""}`} aria-describedby={`${id}-hint`} tabIndex={-1} onChange={(event) => onPicked(event.currentTarget)} />
        {mayShow && <input ref={photo} className="unseen" type="file" accept="image/*" capture="environment" tabIndex={-1} aria-hidden="true" onChange={(event) => onPicked(event.currentTarget)} />}
        <div className="verify-ask">
          <Button variant="default" aria-describedby={`${id}-hint`} onClick={() => file.current?.click()}>
            {t("choose_file")}
          </Button>
          {mayShow && (
            <Button variant="default" onClick={() => photo.current?.click()}>
              {t("photo")}
            </Button>
          )}
          <span className="verify-quiet verify-drop-words">{t("drop")}</span>
        </div>
      </div>
      <form onSubmit={send}>
        <Textarea label={t("text")} description={t("text_hint")} rows={3} dir="ltr" spellCheck={false} autoComplete="off" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button type="submit" loading={isBusy} disabled={typed.trim() === ""}>
          {t("verify")}
        </Button>
      </form>
      {isBusy && <p role="status">{t("working")}</p>}
      {wrong !== undefined && (
        <Alert variant="light" color="red" role="alert">
          {wrong}
        </Alert>
      )}
    </Paper>
  );
}

function SerialAnswer({ found }: { found: Schemas["SerialCheck"] }) {
  const t = useText(messages);
  const locale = useLocale();
  const [tone, title]: [Tone, string] =
    found.revoked_on !== null
      ? ["refusal", t("serial_revoked", { day: gregorianDay(found.revoked_on.slice(0, 10), locale) })]
      : found.replaced_by !== null
        ? ["attention", t("serial_replaced", { serial: isolated(found.replaced_by) })]
        : ["done", t("serial_stands")];
  return (
    <Answer tone={tone} title={title}>
      <div className="verify-words">
        <p className="verify-title">
          <bdi>{found.title}</bdi>
        </p>
        <dl>
          <div>
            <dt>{t("school")}</dt>
            <dd>{found.school}</dd>
          </div>
          <div>
            <dt>{t("year")}</dt>
            <dd>{inDigits(found.school_year, locale.digits)}</dd>
          </div>
          <div>
            <dt>{t("issued_on")}</dt>
            <dd>
              <Day day={found.issued_on} />
            </dd>
          </div>
          <div>
            <dt>{t("serial")}</dt>
            <dd>
              <bdi dir="ltr">{found.serial}</bdi>
            </dd>
          </div>
        </dl>
      </div>
      <p className="verify-quiet">{t("serial_only")}</p>
    </Answer>
  );
}

function BySerial({ list, onFound, onNothing }: { list: ListOfNow; onFound: (found: Schemas["SerialCheck"]) => void; onNothing: () => void }) {
  const t = useText(messages);
  const pick = usePick();
  const { schools } = list.list;
  const [school, setSchool] = useState(schools.length === 1 ? (schools[0]?.school_id ?? "") : "");
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState<{ school?: string; serial?: string }>({});
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const serial = serialOf(typed);
    setFailure(undefined);
    setWrong({ ...(school === "" ? { school: t("school_needed") } : {}), ...(serial === undefined ? { serial: t("not_serial") } : {}) });
    if (school === "" || serial === undefined) return;
    setBusy(true);
    answerOf(client.GET("/v1/document-checks/{school_id}/{serial}", { params: { path: { school_id: school, serial } } }))
      .then(onFound)
      .catch((problem: unknown) => {
        setFailure(problem);
        onNothing();
      })
      .finally(() => setBusy(false));
  };
  return (
    <Paper component="section" className="verify-card" p="lg" aria-label={t("by_serial")}>
      <h2>{t("by_serial")}</h2>
      <p className="verify-quiet">
        {t("by_serial_text")} {!list.isFresh && t("online_only")}
      </p>
      <form onSubmit={ask} noValidate>
        <NativeSelect label={t("school")} value={school} error={wrong.school} onChange={(event) => setSchool(event.currentTarget.value)} data={[...(school === "" ? [{ value: "", label: t("choose_school") }] : []), ...schools.map((each) => ({ value: each.school_id, label: pick(each.name_ar, each.name_en) }))]} />
        <TextInput className="verify-code" label={t("serial")} dir="ltr" placeholder="TQ-2026-000014-74" autoComplete="off" value={typed} error={wrong.serial} onChange={(event) => setTyped(event.currentTarget.value)} />
        <ProblemAlert failure={failure} />
        <Button type="submit" variant="default" loading={isBusy}>
          {t("ask")}
        </Button>
      </form>
    </Paper>
  );
}

/** Whether a document is genuine and stands: for everybody, without an account, and without a network once it was visited. */
export default function VerifyPage() {
  const t = useText(messages);
  const locale = useLocale();
  const { preferences, change } = usePreferences();
  const [list, setList] = useState<ListOfNow>();
  const [failure, setFailure] = useState<unknown>();
  const [isLooking, setLooking] = useState(true);
  const [shown, setShown] = useState<Shown>();
  const [found, setFound] = useState<Schemas["SerialCheck"]>();
  const look = useCallback(() => {
    setLooking(true);
    setFailure(undefined);
    publicList()
      .then(setList)
      .catch(setFailure)
      .finally(() => setLooking(false));
  }, []);
  useEffect(look, [look]);
  useEffect(registerWorker, []);
  useEffect(() => {
    document.title = `${t("title")} – ${t("product")}`;
  }, [t]);
  const put = (next: { shown?: Shown; found?: Schemas["SerialCheck"] }) => {
    setShown(next.shown);
    setFound(next.found);
  };
  return (
    <main className="verify">
      <header className="verify-head">
        <img src="/favicon.svg" alt="" width="44" height="44" />
        <div>
          <h1>{t("title")}</h1>
          <p>{t("line")}</p>
        </div>
      </header>
      <div aria-live="polite">
        {shown && <VerdictView key={`${shown.signed.text} ${shown.list.list.as_of}`} shown={shown} />}
        {found && <SerialAnswer key={found.serial} found={found} />}
      </div>
      <ProblemAlert failure={failure} />
      {!list && isLooking && (
        <p className="checking" role="status">
          {t("working")}
        </p>
      )}
      {list && (list.list.schools.length === 0 ? <p className="verify-card verify-none">{t("no_schools")}</p> : null)}
      {list && <ByContent list={list} onShown={(next) => put({ shown: next })} onNothing={() => put({})} />}
      {list && list.list.schools.length > 0 && <BySerial list={list} onFound={(next) => put({ found: next })} onNothing={() => put({})} />}
      <p className="verify-foot">
        {list && (
          <span className="verify-quiet">
            {t("list_of", { moment: moment(list.list.as_of, locale) })}
            {!list.isFresh && ` (${t("list_old")})`}
          </span>
        )}
        <Button variant="subtle" size="compact-sm" loading={isLooking} onClick={look}>
          {t("again")}
        </Button>
      </p>
      <details className="verify-help">
        <summary>{t("help_title")}</summary>
        <p>{t("help_one")}</p>
        <p>{t("help_two")}</p>
        <p>{t("help_three")}</p>
      </details>
      <p className="verify-foot">
        <a href="/">{t("to_sign_in")}</a>
        <Button variant="subtle" lang={preferences.language === "ar" ? "en" : "ar"} onClick={() => change(preferences.language === "ar" ? { language: "en", digits: "latn" } : { language: "ar", digits: "arab" })}>
          {t("other_language")}
        </Button>
      </p>
    </main>
  );
}
