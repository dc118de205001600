import { Button, Loader, Text, Title } from "@mantine/core";
import { Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { comeBack, comeIn, goOut } from "@/offline/account";
import { registerWorker } from "@/offline/worker";
import { ApiFailure, onSessionOver } from "@/platform/api";
import { useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { forgetPurpose } from "@/platform/purpose";
import { whenNeeded } from "@/platform/when-needed";
import { messages } from "./messages";
import { endSession, forgottenSession, readSession, SessionContext, takeAnew, type Session } from "./session";
import { SignIn, SignInPage } from "./sign-in-page";

const { Component: Application, fetch: fetchApplication } = whenNeeded(async () => {
  const application = await import("@/app/application");
  await application.askedPage();
  return application;
});

type State =
  | { kind: "looking" }
  | { kind: "failed"; failure: unknown }
  | { kind: "nobody"; partly?: Session }
  | { kind: "signed_in"; session: Session; isOver: boolean };

const isWhole = (session: Session) => session.second_factor === "none" || session.second_factor === "given";

// Words would fetch their letters while the application itself is still on its way.
const WORDS_AFTER_MS = 4000;

function Waiting() {
  const t = useText(messages);
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLong(true), WORDS_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <div className="checking" role="status" aria-label={t("checking")}>
      <Loader size="sm" />
      {isLong && t("checking")}
    </div>
  );
}

/** The page stays as it is beneath, with all that was typed, until the same person has signed in again. */
function OverPage({ owner, onAgain }: { owner: Session; onAgain: (session: Session) => void }) {
  const t = useText(messages);
  const [partly, setPartly] = useState<Session>();
  const [isOther, setOther] = useState(false);
  const take = (session: Session) => {
    if (session.account_id !== owner.account_id) setOther(true);
    else if (isWhole(session)) onAgain(session);
    else setPartly(session);
  };
  return (
    <div className="over-page" role="dialog" aria-modal="true" aria-labelledby="session-over">
      <div className="over-page-head">
        <Title order={2} id="session-over">
          {t("session_over_title")}
        </Title>
        <Text>{isOther ? t("someone_else", { name: owner.display_name }) : t("session_over")}</Text>
      </div>
      {isOther ? <Button onClick={() => location.reload()}>{t("load_anew")}</Button> : <SignIn session={partly} onSession={take} isOverPage />}
    </div>
  );
}

/** Shows the application to who is signed in, and the sign-in page to all others. */
export function SessionGate() {
  const t = useText(messages);
  const [state, setState] = useState<State>({ kind: "looking" });

  const take = useCallback(async (given: Session) => {
    // What is kept here is opened first: pages find it when they are shown.
    const [session] = isWhole(given) ? await Promise.all([comeIn(given), fetchApplication().catch(() => undefined)]) : [given];
    setState(isWhole(session) ? { kind: "signed_in", session, isOver: false } : { kind: "nobody", partly: session });
  }, []);

  const look = useCallback(async () => {
    setState({ kind: "looking" });
    // Who asks for a page within is most often signed in: the application comes along with the answer. The first page may be
    // that of signing in, which needs little.
    if (location.pathname !== "/") void fetchApplication().catch(() => undefined);
    try {
      await forgottenSession();
      await take(await readSession());
    } catch (failure) {
      if (!(failure instanceof ApiFailure)) return setState({ kind: "failed", failure });
      if (failure.isSessionOver) return setState({ kind: "nobody" });
      const kept = failure.isOffline ? await comeBack() : undefined;
      setState(kept ? { kind: "signed_in", session: takeAnew(kept), isOver: false } : { kind: "failed", failure });
    }
  }, [take]);
  useEffect(() => void look(), [look]);
  useEffect(() => onSessionOver(() => setState((old) => (old.kind === "signed_in" ? { ...old, isOver: true } : old))), []);

  const signOut = useCallback(async () => {
    forgetPurpose();
    await goOut();
    await endSession();
    setState({ kind: "nobody" });
  }, []);
  const session = state.kind === "signed_in" ? state.session : undefined;
  const isIn = session !== undefined;
  useEffect(() => {
    if (isIn) registerWorker();
  }, [isIn]);
  const access = useMemo(() => (session ? { session, signOut } : undefined), [session, signOut]);

  if (state.kind === "looking") return <Waiting />;
  if (state.kind === "failed")
    return (
      <main className="sign-in">
        <ProblemAlert failure={state.failure} />
        <Button onClick={() => void look()}>{t("retry")}</Button>
      </main>
    );
  if (state.kind === "nobody" || !access) return <SignInPage session={state.kind === "nobody" ? state.partly : undefined} onSession={(given) => void take(given)} />;
  return (
    <SessionContext.Provider value={access}>
      <div inert={state.isOver}>
        <Suspense fallback={<Waiting />}>
          <Application />
        </Suspense>
      </div>
      {state.isOver && <OverPage owner={state.session} onAgain={(given) => void take(given)} />}
    </SessionContext.Provider>
  );
}
