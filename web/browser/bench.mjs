// Measures the web application in Chromium beside the limits that it has to keep; prints the figures, and stores them.
//
//   node web/browser/bench.mjs [--server PROGRAM] [--web FOLDER] [--output FILE]
//
// Typing: a sheet of 40 students and 30 columns is filled with the keyboard, the processor slowed six times; a key counts until its
// effect is painted. The guardian: the page of a result from an empty cache, at 1.6 Mbit/s, 150 ms there and back, the processor slowed
// four times, until the decision stands. The sheet is made up here and its entries are taken here: the server's part is measured by
// bench/server_load. Exit status: 0 measured, whether the limits are kept or not.
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "./support/chromium.mjs";
import { Journey } from "./support/journey.mjs";
import { TestServer } from "./support/server.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: { server: { type: "string", default: join(root, "build/release/taqwim_test_server") }, web: { type: "string", default: join(root, "build/web") }, output: { type: "string", default: join(root, "build/release/web.json") }, columns: { type: "string", default: "30" } },
});
const STUDENTS = 40;
const COLUMNS = Number(values.columns);
const TYPING_SLOWED = 6;
const KEY_LIMIT_MS = 50;
// Faster than anybody types; keys that wait for one another would be measured twice.
const PACE_MS = 60;
const READING_SLOWED = 4;
const CONTENT_LIMIT_MS = 2500;
const RUNS = 5;

const figures = [];
function add(name, value, unit, atMost = null) {
  figures.push({ name, value, unit, at_least: null, at_most: atMost });
  console.log(`  ${name.padEnd(66)}${value.toFixed(1).padStart(12)} ${unit.padEnd(6)}${atMost === null ? "" : `at most ${atMost}`.padEnd(20)}${atMost !== null && value > atMost ? "MISSED" : ""}`);
}

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];

/** A full-sized sheet in the place of a real one: its first column thirty times, its first student forty times, nothing entered. */
function fullSheet(sheet) {
  const [column] = sheet.columns;
  const [student] = sheet.students;
  return {
    ...sheet,
    columns: Array.from({ length: COLUMNS }, (_, index) => ({ ...column, key: `c${index + 1}`, label_ar: `ع ${index + 1}`, label_en: `C ${index + 1}`, kind: "mark", maximum: "20", repeats: 1 })),
    students: Array.from({ length: STUDENTS }, (_, index) => ({ ...student, student_id: String(1000 + index), student_number: String(1000 + index) })),
    cells: [],
  };
}

async function typing(journey) {
  const page = await journey.signIn("teacher-kw");
  const { grants } = await (await page.request.get("/v1/session")).json();
  const { school_id, class_id } = grants.find((grant) => grant.subject === "maths");
  const { sheets } = await (await page.request.get(`/v1/schools/${school_id}/classes/${class_id}/mark-sheets`)).json();
  const { sheet_id } = sheets.find((each) => each.subject === "maths" && each.term === 1 && each.filled > 0);
  await page.route(`**/mark-sheets/${sheet_id}`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: fullSheet(await response.json()) });
  });
  let version = 1;
  await page.route(`**/mark-sheets/${sheet_id}/entries`, async (route) => {
    const { entries } = route.request().postDataJSON();
    await route.fulfill({ status: 201, json: { sheet_version: String((version += 1)), accepted: entries.length, entries: entries.map(() => ({ accepted: true, entry_id: String(version), version: String(version) })) } });
  });
  await page.goto(`/schools/${school_id}/sheets/${sheet_id}`);
  await page.locator("#cell-0-0").click();
  await page.waitForTimeout(2000);
  const debug = await page.context().newCDPSession(page);
  await debug.send("Emulation.setCPUThrottlingRate", { rate: TYPING_SLOWED });
  await page.evaluate(() => {
    window.keyTimes = [];
    // From the key's own time until what it changed has been painted.
    window.addEventListener("keydown", (event) => {
      const begun = event.timeStamp;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.keyTimes.push(performance.now() - begun);
        port2.postMessage(undefined);
      });
    }, { capture: true });
  });
  for (let row = 0; row < STUDENTS; row += 1) {
    for (let column = 0; column < COLUMNS; column += 1) {
      for (const key of [...String(1 + ((row + column) % 20)), column < COLUMNS - 1 ? "Tab" : "Enter"]) {
        await page.keyboard.press(key);
        await page.waitForTimeout(PACE_MS);
      }
    }
    await page.keyboard.press("Home");
  }
  await debug.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  const times = (await page.evaluate(() => window.keyTimes)).sort((one, other) => one - other);
  const shown = await page.locator("td[id^='cell-']").evaluateAll((cells) => cells.filter((cell) => (cell.textContent ?? "").trim() !== "").length);
  if (shown !== STUDENTS * COLUMNS) throw new Error(`only ${shown} of ${STUDENTS * COLUMNS} cells are filled`);
  add(`a key in a sheet of ${STUDENTS} × ${COLUMNS}, processor slowed ${TYPING_SLOWED} ×: median`, percentile(times, 0.5), "ms");
  add("    95 of 100 keys", percentile(times, 0.95), "ms", KEY_LIMIT_MS);
  add("    99 of 100 keys", percentile(times, 0.99), "ms");
}

async function guardian(journey) {
  const signedIn = await journey.signIn("guardian-sa");
  const { grants } = await (await signedIn.request.get("/v1/session")).json();
  const { school_id, children } = grants.find((grant) => grant.children?.length > 0);
  const { years } = await (await signedIn.request.get(`/v1/schools/${school_id}/students/${children[0]}/results`)).json();
  const path = `/schools/${school_id}/students/${children[0]}/results/${years[0].school_year_id}`;
  const cookies = await signedIn.context().cookies();
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    const page = await journey.open({ size: "phone" });
    await page.context().addCookies(cookies);
    const debug = await page.context().newCDPSession(page);
    await debug.send("Network.enable");
    await debug.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 });
    await debug.send("Emulation.setCPUThrottlingRate", { rate: READING_SLOWED });
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.largestPaint = entry.startTime;
      }).observe({ type: "largest-contentful-paint", buffered: true });
    });
    await page.goto(path, { waitUntil: "commit" });
    await page.locator("main h1").waitFor();
    await page.waitForFunction(() => document.querySelectorAll(".loading, .checking").length === 0 && document.querySelector("main table, main .subject, main li") !== null);
    const content = await page.evaluate(() => performance.now());
    await page.waitForTimeout(1500);
    times.push(Math.max(content, (await page.evaluate(() => window.largestPaint)) ?? 0));
    await page.context().close();
  }
  times.sort((one, other) => one - other);
  add(`a guardian's result from an empty cache, processor slowed ${READING_SLOWED} ×: median`, percentile(times, 0.5), "ms", CONTENT_LIMIT_MS);
  add(`    the slowest of ${RUNS}`, times.at(-1), "ms");
}

const server = new TestServer(resolve(values.server), resolve(values.web));
const browser = await launch();
try {
  await server.start();
  console.log("The web application in Chromium, beside the limits it has to keep");
  for (const measure of [typing, guardian]) {
    const journey = new Journey(browser, server, join(root, "build/browser"));
    await measure(journey);
    await journey.end();
  }
  writeFileSync(resolve(values.output), `${JSON.stringify({ figures }, undefined, 1)}\n`);
} finally {
  await browser.close();
  await server.remove();
}
