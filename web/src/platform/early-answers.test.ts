import { afterEach, expect, it, vi } from "vitest";
import { earlySession, fetchOnce, forgetEarlyAnswers } from "./early-answers";

const ask = (path: string, method = "GET") => fetchOnce(new Request(`http://localhost${path}`, { method })).then((answer) => answer.text());
const early = (path: string, answer: Promise<Response>) => (window.earlyAnswers = { [path]: answer });

afterEach(() => {
  forgetEarlyAnswers();
  vi.unstubAllGlobals();
});

function anew() {
  const asked = vi.fn(() => Promise.resolve(new Response("anew")));
  vi.stubGlobal("fetch", asked);
  return asked;
}

it("an early answer is taken once, and another address or a write asks for itself", async () => {
  const asked = anew();
  early("/v1/a?b=1", Promise.resolve(new Response("early")));
  expect(await ask("/v1/a")).toBe("anew");
  expect(await ask("/v1/a?b=1", "POST")).toBe("anew");
  expect(await ask("/v1/a?b=1")).toBe("early");
  expect(await ask("/v1/a?b=1")).toBe("anew");
  expect(asked).toHaveBeenCalledTimes(3);
});

it("a refusal or a failure is asked for again", async () => {
  anew();
  early("/v1/a", Promise.resolve(new Response("no", { status: 401 })));
  expect(await ask("/v1/a")).toBe("anew");
  early("/v1/a", Promise.reject(new TypeError()));
  expect(await ask("/v1/a")).toBe("anew");
});

it("who is signed in is told as it was answered, and nothing is left for the next person", async () => {
  anew();
  early("/v1/session", Promise.resolve(new Response("none", { status: 401 })));
  expect((await earlySession())?.status).toBe(401);
  expect(earlySession()).toBeUndefined();
  early("/v1/a", Promise.resolve(new Response("early")));
  forgetEarlyAnswers();
  expect(await ask("/v1/a")).toBe("anew");
});

it("an answer that was waited for too long is asked for again", async () => {
  anew();
  early("/v1/a", Promise.resolve(new Response("early")));
  vi.spyOn(performance, "now").mockReturnValue(15_000);
  expect(await ask("/v1/a")).toBe("anew");
  vi.mocked(performance.now).mockReturnValue(14_999);
  expect(await ask("/v1/a")).toBe("early");
});

it("a first script that comes after the application finds that it is too late", () => expect(window.earlyAnswers).toEqual({}));
