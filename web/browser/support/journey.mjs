// What a journey is given: people with browsers of their own, and ways to look at what they see.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { PASSWORD, Person } from "./server.mjs";

const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
// Everything within five seconds on this machine, and slow machines are slow.
const PATIENCE_MS = 15_000;

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The page's clock goes with the server's. */
function shiftClock(offset) {
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [RealDate.now() + offset] : given, newTarget),
    apply: () => new RealDate(RealDate.now() + offset).toString(),
    get: (target, name) => (name === "now" ? () => RealDate.now() + offset : Reflect.get(target, name)),
  });
}

/** A wait until `look` no longer throws. */
export async function eventually(look, patience = PATIENCE_MS) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await look();
    } catch (failure) {
      if (Date.now() > end) throw failure;
      await pause(50);
    }
  }
}

export class Journey {
  #browser;
  #server;
  #pictures;
  #contexts = [];
  #faults = [];
  #isWatched = true;

  constructor(browser, server, pictures) {
    this.#browser = browser;
    this.#server = server;
    this.#pictures = pictures;
  }

  /**
   * A new browser of somebody, with one empty page. `size`: desktop or phone; `scheme`: light or dark; `language`: ar or en;
   * `digits`: arab or latn; `slowed`: by how much its processor is.
   */
  async open({ size = "desktop", scheme = "light", language = "ar", digits = language === "ar" ? "arab" : "latn" } = {}) {
    const context = await this.#browser.newContext({
      viewport: SIZES[size],
      locale: language === "ar" ? "ar-KW" : "en-GB",
      timezoneId: "Asia/Kuwait",
      colorScheme: scheme,
      reducedMotion: "reduce",
      hasTouch: size === "phone",
      baseURL: this.#server.origin,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(shiftClock, this.#server.clockOffset);
    await context.addInitScript((preferences) => {
      if (location.origin !== "null" && localStorage.getItem("taqwim.preferences") === null) localStorage.setItem("taqwim.preferences", preferences);
    }, JSON.stringify({ language, digits, theme: "auto" }));
    this.#contexts.push(context);
    const page = await context.newPage();
    this.#watch(page);
    return page;
  }

  /** What no page may do: throw, or something that its security policy forbids. */
  #watch(page) {
    page.on("pageerror", (error) => this.#isWatched && this.#faults.push(`the page threw: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" && /Content Security Policy|Warning: |Minified React error/.test(message.text())) this.#faults.push(message.text());
    });
  }

  /** A person with a browser of his own: `signIn("teacher-kw")`, at the first page when it gives back the page. */
  async signIn(account, look = {}) {
    const page = await this.open(look);
    await page.goto("/");
    return this.signInOn(page, account);
  }

  /** Through the form that stands on the page now. */
  async signInOn(page, account) {
    const isEnglish = (await page.locator("html").getAttribute("lang")) === "en";
    await page.getByLabel(isEnglish ? "User name" : "اسم المستخدم").fill(account);
    await page.getByLabel(isEnglish ? "Password" : "كلمة المرور", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: isEnglish ? "Sign in" : "دخول", exact: true }).click();
    await page.getByRole("navigation").first().waitFor();
    return page;
  }

  /** Somebody at the API, without a browser. */
  person(account) {
    return Person.signedIn(this.#server.origin, account);
  }

  /** axe finds nothing on the page as it stands. The way of the debugger: the page's policy lets no other script in. */
  async expectAxeClean(page, { without = [] } = {}) {
    await this.expectLoaded(page);
    const session = await page.context().newCDPSession(page);
    const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
    await session.send("Runtime.evaluate", { expression: axe });
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
      expression: `axe.run(document, ${JSON.stringify({ runOnly: AXE_TAGS, rules, resultTypes: ["violations"] })}).then(({ violations }) => violations.map(({ id, help, nodes }) => id + ": " + help + "\\n" + nodes.slice(0, 4).map((node) => "    " + node.html.slice(0, 160) + "\\n      " + (node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? "")).join("\\n")))`,
      awaitPromise: true,
      returnByValue: true,
    });
    await session.detach();
    if (exceptionDetails) throw new Error(`axe could not run: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    if (result.value.length > 0) throw new Error(`${new URL(page.url()).pathname} has barriers:\n  ${result.value.join("\n  ")}`);
  }

  /** Nothing on the page still waits for the server. */
  async expectLoaded(page) {
    await eventually(async () => {
      const waiting = await page.locator(".loading, .checking").count();
      if (waiting > 0) throw new Error(`${new URL(page.url()).pathname} is still loading`);
    });
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
  }

  /** Nothing reaches out of the page at its sides. */
  async expectFits(page) {
    const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    if (inner > outer) throw new Error(`${new URL(page.url()).pathname} is ${inner} wide in a window of ${outer}`);
  }

  /** A picture in build/browser: to be looked at. */
  async screenshot(page, name, { full = false } = {}) {
    await this.expectLoaded(page);
    await page.screenshot({ path: join(this.#pictures, `${name}.png`), fullPage: full, animations: "disabled", caret: "hide" });
  }

  /** The network of a person is gone, or back. */
  async offline(page, isOffline = true) {
    await page.context().setOffline(isOffline);
  }

  eventually(look, patience) {
    return eventually(look, patience);
  }

  get server() {
    return this.#server;
  }

  /** From here on a page may throw: the journey breaks something on purpose. */
  expectFaults() {
    this.#isWatched = false;
  }

  async picturesOfFailure(name) {
    let number = 0;
    for (const context of this.#contexts)
      for (const page of context.pages()) await page.screenshot({ path: join(this.#pictures, `failed-${name}-${(number += 1)}.png`) }).catch(() => undefined);
  }

  async end() {
    for (const context of this.#contexts) await context.close().catch(() => undefined);
    if (this.#faults.length > 0) throw new Error([...new Set(this.#faults)].join("\n"));
  }
}
