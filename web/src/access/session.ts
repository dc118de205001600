import { createContext, useContext } from "react";
import { ApiFailure, answerOf, client, setCsrfToken, type Schemas } from "@/platform/api";
import { earlySession, forgetEarlyAnswers } from "@/platform/early-answers";

export type Session = Schemas["Session"];
export type Grant = Schemas["Grant"];

// Signed out without a network: the server hears of it before anything else is asked.
const FORGOTTEN = "taqwim.signed_out";

export interface SessionAccess {
  session: Session;
  signOut: () => Promise<void>;
}

export const SessionContext = createContext<SessionAccess | undefined>(undefined);

/** Within the application: who is signed in. */
export function useSession(): SessionAccess {
  const access = useContext(SessionContext);
  if (!access) throw new Error("useSession stands outside of the session");
  return access;
}

function taken(session: Session): Session {
  setCsrfToken(session.csrf_token);
  return session;
}

/** A new session: the one before it is over on the server too. */
function begun(session: Session): Session {
  localStorage.removeItem(FORGOTTEN);
  forgetEarlyAnswers();
  return taken(session);
}

/** A session that this browser kept, for a page without a network. */
export function takeAnew(session: Session): Session {
  return taken(session);
}

export async function readSession(): Promise<Session> {
  return taken(await answerOf(client.GET("/v1/session", { fetch: (request) => earlySession() ?? fetch(request) })));
}

export async function signIn(name: string, password: string): Promise<Session> {
  return begun(await answerOf(client.POST("/v1/session", { body: { name, password } })));
}

export async function signInByCode(name: string, code: string, newPassword: string): Promise<Session> {
  return begun(
    await answerOf(client.POST("/v1/session/code", { body: { name, code, new_password: newPassword } })),
  );
}

export async function giveSecondFactor(code: string): Promise<Session> {
  return taken(await answerOf(client.POST("/v1/session/second-factor", { body: { code } })));
}

export async function endSession(): Promise<void> {
  localStorage.setItem(FORGOTTEN, "yes");
  forgetEarlyAnswers();
  try {
    await answerOf(client.DELETE("/v1/session"));
    localStorage.removeItem(FORGOTTEN);
  } catch (failure) {
    if (!(failure instanceof ApiFailure)) throw failure;
    if (!failure.isOffline) localStorage.removeItem(FORGOTTEN);
  }
  setCsrfToken("");
}

/** Ends the session that somebody left without a network, where there is one. */
export async function forgottenSession(): Promise<void> {
  if (localStorage.getItem(FORGOTTEN) === null) return;
  try {
    await readSession();
    await answerOf(client.DELETE("/v1/session"));
  } catch (failure) {
    if (!(failure instanceof ApiFailure) || failure.isOffline) throw failure;
  }
  setCsrfToken("");
  localStorage.removeItem(FORGOTTEN);
}

export async function setUpSecondFactor(password: string): Promise<Schemas["SecondFactor"]> {
  return answerOf(client.POST("/v1/account/second-factor", { body: { password } }));
}

export async function confirmSecondFactor(code: string): Promise<void> {
  await answerOf(client.POST("/v1/account/second-factor/confirmation", { body: { code } }));
}

/** Whether a permission is held in any way at a school: what a screen shows; the server decides anew each time. */
export function mayAtSchool(grants: readonly Grant[] | undefined, permission: string, schoolId: string): boolean {
  return (grants ?? []).some((grant) => grant.school_id === schoolId && permission in grant.permissions);
}
