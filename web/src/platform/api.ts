/** The server, as docs/api describes it. Every failure is a Problem with words for the person; nothing here retries by itself. */
import createClient, { type Middleware } from "openapi-fetch";
import { fetchOnce } from "./early-answers";
import type { components, paths } from "./api-types.gen";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];

/** The server's refusal, or that it could not be reached (`code` NETWORK_UNREACHABLE, status 0). */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";

  constructor(readonly problem: Problem) {
    super(problem.code);
  }

  get isSessionOver(): boolean {
    return this.problem.status === 401;
  }

  get isOffline(): boolean {
    return this.problem.status === 0;
  }

  /** The same request, sent again with its key, may be taken then. */
  get mayWorkLater(): boolean {
    return this.isOffline || this.isSessionOver || this.problem.status === 503 || this.problem.status === 429;
  }
}

const UNREACHABLE: Problem = {
  code: "NETWORK_UNREACHABLE",
  status: 0,
  message: "",
  messages: {
    ar: "تعذر الوصول إلى الخادم. تحقق من الشبكة ثم أعد المحاولة، ولم يضع شيء مما كُتب.",
    en: "The server cannot be reached. Check the network, then try again; nothing that was typed is lost.",
  },
  request_id: "",
};

const UNREADABLE: Problem = {
  ...UNREACHABLE,
  code: "ANSWER_UNREADABLE",
  status: 502,
  messages: {
    ar: "وصل رد غير مفهوم، وربما اعترضه جهاز بين المتصفح والخادم. أعد المحاولة.",
    en: "The answer cannot be read; something between this browser and the server may have changed it. Try again.",
  },
};

let csrfToken = "";
let actAs: string | undefined;
const sessionOverListeners = new Set<() => void>();

export function setCsrfToken(token: string): void {
  csrfToken = token;
}

/** The appointment in whose name the next writes are done; none lets the server choose the only one that permits. */
export function setActAs(appointmentId: string | undefined): void {
  actAs = appointmentId;
}

export function onSessionOver(listener: () => void): () => void {
  sessionOverListeners.add(listener);
  return () => sessionOverListeners.delete(listener);
}

let isReached = true;
const reachListeners = new Set<() => void>();

/** Whether the last request reached the server. */
export function serverIsReached(): boolean {
  return isReached;
}

export function onReachChange(listener: () => void): () => void {
  reachListeners.add(listener);
  return () => reachListeners.delete(listener);
}

function setReached(now: boolean): void {
  if (isReached === now) return;
  isReached = now;
  for (const listener of reachListeners) listener();
}

/** A key for one intention of a person: sent again with the same key it happens once. */
export function newKey(): string {
  return crypto.randomUUID();
}

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set("Accept-Language", document.documentElement.lang || "ar");
    if (request.method !== "GET") request.headers.set("X-CSRF-Token", csrfToken);
    if (actAs !== undefined) request.headers.set("Taqwim-Act-As", actAs);
    return request;
  },
};

export const client = createClient<paths>({ baseUrl: location.origin, credentials: "same-origin", fetch: fetchOnce });
client.use(headers);

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "messages" in value && "status" in value;
}

/** The answer's content, or an ApiFailure thrown. */
export async function answerOf<Content>(
  asked: Promise<{ data?: Content; error?: unknown; response: Response }>,
): Promise<Content> {
  let answered;
  try {
    answered = await asked;
  } catch (failure) {
    // fetch throws TypeError when there is no connection, SyntaxError when JSON was none.
    if (!(failure instanceof SyntaxError)) setReached(false);
    throw new ApiFailure(failure instanceof SyntaxError ? UNREADABLE : UNREACHABLE);
  }
  setReached(true);
  if (answered.response.ok) return answered.data as Content;
  const failure = new ApiFailure(isProblem(answered.error) ? answered.error : UNREADABLE);
  if (failure.isSessionOver) for (const listener of sessionOverListeners) listener();
  throw failure;
}

/** A write whose route is known when it is sent, such as one that was kept. Its body was made by a typed page. */
export async function sendWrite(route: string, body: unknown, key: string): Promise<unknown> {
  const headers = new Headers({ "Content-Type": "application/json", "Idempotency-Key": key, "X-CSRF-Token": csrfToken, "Accept-Language": document.documentElement.lang || "ar" });
  if (actAs !== undefined) headers.set("Taqwim-Act-As", actAs);
  const send = async () => {
    const response = await fetch(route, { method: "POST", credentials: "same-origin", headers, body: JSON.stringify(body) });
    const content: unknown = await response.json();
    return response.ok ? { data: content, response } : { error: content, response };
  };
  return answerOf(send());
}
