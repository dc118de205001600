// What a journey is given: people with browsers of their own, and ways to look at what they see.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { launchMachine } from "./chromium.mjs";
import { MOMENT, PASSWORD, Person } from "./server.mjs";
import { smallPng } from "./small-png.mjs";

const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
// Everything within five seconds on this machine, and slow machines are slow.
const PATIENCE_MS = 30_000;

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Which part of two pictures' points differs by more than smoothing does; all of it when their sizes differ. Runs in a page. */
async function differentShare(pictures) {
  const [one, other] = await Promise.all(
    pictures.map(async (base64) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height);
    }),
  );
  if (one.width !== other.width || one.height !== other.height) return 1;
  let different = 0;
  for (let at = 0; at < one.data.length; at += 4) if ([0, 1, 2].some((channel) => Math.abs(one.data[at + channel] - other.data[at + channel]) > 48)) different += 1;
  return different / (one.width * one.height);
}

const PICTURE_TOLERANCE = 0.004;

/** The page's clock goes with the server's. */
function shiftClock(offset) {
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [RealDate.now() + offset] : given, newTarget),
    apply: () => new RealDate(RealDate.now() + offset).toString(),
    get: (target, name) => (name === "now" ? () => RealDate.now() + offset : Reflect.get(target, name)),
  });
}

/** The page's clock stands: what it reckons from now is the same in every run. */
function stopClock(moment) {
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [moment] : given, newTarget),
    apply: () => new RealDate(moment).toString(),
    get: (target, name) => (name === "now" ? () => moment : Reflect.get(target, name)),
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
  #machines = [];
  #faults = [];
  #isWatched = true;
  #blank;
  /** expectPicture writes its golden instead of looking at it. */
  isRecording = false;

  constructor(browser, server, pictures) {
    this.#browser = browser;
    this.#server = server;
    this.#pictures = pictures;
  }

  /**
   * A new browser of somebody, with one empty page. `size`: desktop or phone; `scheme`: light or dark; `language`: ar or en;
   * `digits`: arab or latn; `sharp`: points of the picture to one of the page; `isSteady`: its clock stands, for pictures.
   */
  async open({ size = "desktop", scheme = "light", language = "ar", digits = language === "ar" ? "arab" : "latn", sharp = 1, isSteady = false } = {}) {
    const context = await this.#browser.newContext({
      viewport: SIZES[size],
      deviceScaleFactor: sharp,
      locale: language === "ar" ? "ar-KW" : "en-GB",
      timezoneId: "Asia/Kuwait",
      colorScheme: scheme,
      reducedMotion: "reduce",
      hasTouch: size === "phone",
      baseURL: this.#server.origin,
    });
    this.#contexts.push(context);
    await this.#makeReady(context, { language, digits, isSteady });
    const page = await context.newPage();
    this.#watch(page);
    return page;
  }

  async #makeReady(context, { language, digits, isSteady = false }) {
    context.setDefaultTimeout(PATIENCE_MS);
    await (isSteady ? context.addInitScript(stopClock, Date.parse(MOMENT)) : context.addInitScript(shiftClock, this.#server.clockOffset));
    await context.addInitScript((preferences) => {
      if (location.origin !== "null" && localStorage.getItem("taqwim.preferences") === null) localStorage.setItem("taqwim.preferences", preferences);
    }, JSON.stringify({ language, digits, theme: "auto" }));
  }

  /**
   * A computer with a browser whose power can be cut: `page` stands at the first page; `cutPower()` ends everything at once,
   * `start()` starts it again with what it has kept.
   */
  async machine() {
    const folder = mkdtempSync(join(tmpdir(), "taqwim_machine_"));
    const machine = {
      page: undefined,
      cutPower: async () => undefined,
      start: async () => {
        const { context, cutPower } = await launchMachine(folder);
        machine.cutPower = cutPower;
        await this.#makeReady(context, { language: "ar", digits: "arab" });
        machine.page = await context.newPage();
        this.#watch(machine.page);
        await machine.page.goto(this.#server.origin);
      },
    };
    this.#machines.push({ machine, folder });
    await machine.start();
    return machine;
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

  /** axe finds nothing on the page as it stands. The way of the debugger: the page's policy lets no other script in. `whole`: in a
   * window as long as the page, where the bar at its end lies over no row of a list by chance. */
  async expectAxeClean(page, { without = [], whole = false } = {}) {
    await this.expectLoaded(page);
    const size = page.viewportSize();
    if (whole) await page.setViewportSize({ ...size, height: (await page.evaluate(() => document.documentElement.scrollHeight)) + 100 });
    const session = await page.context().newCDPSession(page);
    const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
    await session.send("Runtime.evaluate", { expression: axe });
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
      expression: `axe.run(document, ${JSON.stringify({ runOnly: AXE_TAGS, rules, resultTypes: ["violations"] })}).then(({ violations }) => violations.map(({ id, help, nodes }) => id + ": " + help + "\\n" + nodes.slice(0, 4).map((node) => "    " + node.html.slice(0, 160) + "\\n      " + (node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? "")).join("\\n")))`,
      awaitPromise: true,
      returnByValue: true,
    });
    await session.detach();
    if (whole) await page.setViewportSize(size);
    if (exceptionDetails) throw new Error(`axe could not run: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    if (result.value.length > 0) throw new Error(`${new URL(page.url()).pathname} has barriers:\n  ${result.value.join("\n  ")}`);
  }

  /** The sheet or board says that everything is saved. What it says of the whole follows the picture of a key (after-picture.ts): two later, it no longer speaks of before. */
  async expectSaved(page) {
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => setTimeout(drawn))))));
    await page.locator("#content").getByText("حُفظ كل شيء").first().waitFor();
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

  /** A page as a small PNG: without a caret, nothing under way, and `masked` parts blotted out. */
  async picture(page, { masked = [], scale = "css" } = {}) {
    await this.expectLoaded(page);
    // Where the last click was, something may be under the pointer.
    await page.mouse.move(0, 0);
    const whole = await page.screenshot({ animations: "disabled", caret: "hide", scale, mask: masked, maskColor: "#8a8f94" });
    return this.#inBlank((blank) => smallPng(blank, whole));
  }

  /** A picture in build/browser: to be looked at. */
  async screenshot(page, name, { full = false } = {}) {
    await this.expectLoaded(page);
    await page.screenshot({ path: join(this.#pictures, `${name}.png`), fullPage: full, animations: "disabled", caret: "hide" });
  }

  /**
   * The page looks as in goldens/NAME.png, but for a small part of its points: letters are smoothed a little differently by other
   * versions of the browser. With --record the picture is written anew; it is looked at before it is kept. `masked`: what says
   * another moment in every run.
   */
  async expectPicture(page, name, { masked = [] } = {}) {
    const now = await this.picture(page, { masked });
    const golden = fileURLToPath(new URL(`../goldens/${name}.png`, import.meta.url));
    if (this.isRecording) {
      mkdirSync(dirname(golden), { recursive: true });
      writeFileSync(golden, now);
      return;
    }
    if (!existsSync(golden)) throw new Error(`there is no golden ${name}.png. To fix: node web/browser/run.mjs --record, and look at it`);
    const share = await this.#inBlank((blank) => blank.evaluate(differentShare, [readFileSync(golden).toString("base64"), now.toString("base64")]));
    if (share > PICTURE_TOLERANCE) {
      writeFileSync(join(this.#pictures, `now-${name}.png`), now);
      throw new Error(`${(share * 100).toFixed(1)} % of ${name}.png differ, more than ${PICTURE_TOLERANCE * 100} %. Look at build/browser/now-${name}.png; if it is right: node web/browser/run.mjs --record`);
    }
  }

  /** What is reckoned in a page of no server. */
  async #inBlank(reckon) {
    if (!this.#blank) {
      this.#blank = await this.#browser.newContext();
      this.#contexts.push(this.#blank);
    }
    const blank = await this.#blank.newPage();
    try {
      return await reckon(blank);
    } finally {
      await blank.close();
    }
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
    for (const { machine, folder } of this.#machines) {
      await machine.cutPower();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
    if (this.#faults.length > 0) throw new Error([...new Set(this.#faults)].join("\n"));
  }
}
