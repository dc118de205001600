/**
 * What the first script of a page (tools/first-script.mjs) has asked the server for, while the application was still on its way: who is
 * signed in, and what the page will want. Each answer is taken once, by who asks first.
 */
declare global {
  interface Window {
    /** None before either of the two has begun. */
    earlyAnswers?: Record<string, Promise<Response>> & { isOurs?: true };
  }
}

// A first script that comes after this asks for nothing.
window.earlyAnswers ??= {};

// A page that comes much later asks for itself.
const FRESH_MS = 15_000;

function taken(path: string): Promise<Response> | undefined {
  const answer = performance.now() < FRESH_MS ? window.earlyAnswers?.[path] : undefined;
  if (answer) delete window.earlyAnswers?.[path];
  return answer;
}

/** Another person may be signed in from now on. */
export function forgetEarlyAnswers(): void {
  window.earlyAnswers = {};
}

/** The answer to who is signed in, whatever it is. */
export function earlySession(): Promise<Response> | undefined {
  return taken("/v1/session");
}

/** As `fetch`; what has been asked for and was answered is not asked for again. */
export function fetchOnce(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const early = request.method === "GET" ? taken(pathname + search) : undefined;
  if (!early) return fetch(request);
  return early.then(
    (answer) => (answer.ok ? answer : fetch(request)),
    () => fetch(request),
  );
}
