import { Alert, Anchor, Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState, type FormEvent, type ReactNode } from "react";
import { toAsciiDigits } from "@/platform/digits";
import { useText } from "@/platform/messages";
import { usePreferences } from "@/platform/preferences";
import { ProblemAlert } from "@/platform/problem-alert";
import { messages } from "./messages";
import { confirmSecondFactor, giveSecondFactor, readSession, setUpSecondFactor, signIn, signInByCode, type Session } from "./session";
import "./sign-in.css";

type OnSession = (session: Session) => void;

/** One form: what it does when sent, whether it is being sent, and what went wrong. */
function useSending(work: () => Promise<void>) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const send = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(undefined);
    work()
      .catch(setFailure)
      .finally(() => setBusy(false));
  };
  return { isBusy, failure, send };
}

function FormCard({ title, about, children }: { title?: string; about?: string; children: ReactNode }) {
  return (
    <Paper className="sign-in-card" shadow="xs" p="lg">
      {title !== undefined && <Title order={2}>{title}</Title>}
      {about !== undefined && <Text className="sign-in-about">{about}</Text>}
      {children}
    </Paper>
  );
}

function PasswordForm({ onSession, toCode }: { onSession: OnSession; toCode?: () => void }) {
  const t = useText(messages);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [isAsked, setAsked] = useState(false);
  const { isBusy, failure, send } = useSending(async () => {
    setAsked(true);
    if (name.trim() !== "" && password !== "") onSession(await signIn(name.trim(), password));
  });
  const missing = (value: string) => (isAsked && value.trim() === "" ? t("must_be_filled") : undefined);
  return (
    <FormCard>
      <form onSubmit={send} noValidate>
        <Stack>
          <TextInput label={t("name")} name="username" autoComplete="username" autoFocus dir="auto" value={name} error={missing(name)} onChange={(event) => setName(event.currentTarget.value)} />
          <PasswordInput label={t("password")} name="password" autoComplete="current-password" value={password} error={missing(password)} onChange={(event) => setPassword(event.currentTarget.value)} />
          <ProblemAlert failure={failure} />
          <Button type="submit" loading={isBusy} fullWidth>
            {t("sign_in")}
          </Button>
          {toCode && (
            <Anchor component="button" type="button" onClick={toCode}>
              {t("have_code")}
            </Anchor>
          )}
        </Stack>
      </form>
    </FormCard>
  );
}

function CodeForm({ onSession, toPassword }: { onSession: OnSession; toPassword: () => void }) {
  const t = useText(messages);
  const [name, setName] = useState("");
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const differs = again !== "" && again !== password;
  const { isBusy, failure, send } = useSending(async () => {
    if (again === password) onSession(await signInByCode(name.trim(), toAsciiDigits(code.trim()), password));
  });
  return (
    <FormCard title={t("code_title")} about={t("code_explained")}>
      <form onSubmit={send}>
        <Stack>
          <TextInput label={t("name")} autoComplete="username" required dir="auto" value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput label={t("code")} autoComplete="one-time-code" required dir="ltr" value={code} onChange={(event) => setCode(event.currentTarget.value)} />
          <PasswordInput label={t("new_password")} description={t("password_hint")} autoComplete="new-password" required value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
          <PasswordInput label={t("new_password_again")} autoComplete="new-password" required value={again} error={differs ? t("passwords_differ") : undefined} onChange={(event) => setAgain(event.currentTarget.value)} />
          <ProblemAlert failure={failure} />
          <Button type="submit" loading={isBusy} fullWidth>
            {t("sign_in")}
          </Button>
          <Anchor component="button" type="button" onClick={toPassword}>
            {t("have_password")}
          </Anchor>
        </Stack>
      </form>
    </FormCard>
  );
}

function SixDigits({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useText(messages);
  return <TextInput label={t("factor_code")} name="code" inputMode="numeric" autoComplete="one-time-code" autoFocus required dir="ltr" value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}

function FactorForm({ onSession }: { onSession: OnSession }) {
  const t = useText(messages);
  const [code, setCode] = useState("");
  const { isBusy, failure, send } = useSending(async () => onSession(await giveSecondFactor(toAsciiDigits(code.trim()))));
  return (
    <FormCard title={t("factor_title")} about={t("factor_explained")}>
      <form onSubmit={send}>
        <Stack>
          <SixDigits value={code} onChange={setCode} />
          <ProblemAlert failure={failure} />
          <Button type="submit" loading={isBusy} fullWidth>
            {t("confirm")}
          </Button>
        </Stack>
      </form>
    </FormCard>
  );
}

function SetUpForm({ onSession }: { onSession: OnSession }) {
  const t = useText(messages);
  const [password, setPassword] = useState("");
  const [secret, setSecret] = useState<string>();
  const [code, setCode] = useState("");
  const { isBusy, failure, send } = useSending(async () => {
    if (secret === undefined) {
      setSecret((await setUpSecondFactor(password)).secret);
      return;
    }
    await confirmSecondFactor(toAsciiDigits(code.trim()));
    onSession(await readSession());
  });
  return (
    <FormCard title={t("set_up_title")} about={t("set_up_explained")}>
      <form onSubmit={send}>
        <Stack>
          {secret === undefined ? (
            <PasswordInput label={t("password")} autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
          ) : (
            <>
              <Alert title={t("key")}>
                <bdi className="sign-in-key">{secret}</bdi>
              </Alert>
              <SixDigits value={code} onChange={setCode} />
            </>
          )}
          <ProblemAlert failure={failure} />
          <Button type="submit" loading={isBusy} fullWidth>
            {secret === undefined ? t("set_up_start") : t("confirm")}
          </Button>
        </Stack>
      </form>
    </FormCard>
  );
}

/** Whatever still stands between a person and the application: password, code, second factor. */
export function SignIn({ session, onSession, isOverPage }: { session: Session | undefined; onSession: OnSession; isOverPage?: boolean }) {
  const [byCode, setByCode] = useState(false);
  if (session?.second_factor === "needed") return <FactorForm onSession={onSession} />;
  if (session?.second_factor === "to_be_set_up") return <SetUpForm onSession={onSession} />;
  if (byCode) return <CodeForm onSession={onSession} toPassword={() => setByCode(false)} />;
  return isOverPage ? <PasswordForm onSession={onSession} /> : <PasswordForm onSession={onSession} toCode={() => setByCode(true)} />;
}

export function SignInPage(props: { session: Session | undefined; onSession: OnSession }) {
  const t = useText(messages);
  const { preferences, change } = usePreferences();
  return (
    <main className="sign-in">
      <header className="sign-in-head">
        <img src="/favicon.svg" alt="" width="44" height="44" />
        <div>
          <h1>{t("product")}</h1>
          <p>{t("product_line")}</p>
        </div>
      </header>
      <SignIn {...props} />
      <details className="sign-in-help">
        <summary>{t("help_title")}</summary>
        <p>{t("help_code")}</p>
        <p>{t("help_tries")}</p>
      </details>
      <Anchor href="/verify">{t("verify")}</Anchor>
      <Button variant="subtle" lang={preferences.language === "ar" ? "en" : "ar"} onClick={() => change(preferences.language === "ar" ? { language: "en", digits: "latn" } : { language: "ar", digits: "arab" })}>
        {t("other_language")}
      </Button>
    </main>
  );
}
