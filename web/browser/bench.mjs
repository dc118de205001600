// Measures the web application in Chromium beside the limits that it has to keep; prints the figures, and stores them.
//
//   node web/browser/bench.mjs [--server PROGRAM] [--web FOLDER] [--output FILE] [--only typing|guardian]
//
// Typing: in a sheet of 40 students and 30 columns that is full, marks are typed over along a line, over all its columns, and down
// three columns, the processor slowed six times, seven keys a second. A key counts until its effect is painted. Beside it stands what
// the page's main thread itself worked for it, unslowed: on a machine that does other things too, the first figure says how busy that
// is, the second does so much less. The guardian: the page of a result from an empty cache, at 1.6 Mbit/s, 150 ms there and back, the
// processor slowed four times, until all of it stands and its largest part is painted. The sheet is made up here and its entries are
// taken here: the server's part is measured by bench/server_load.
// Exit status: 0 measured, whether the limits are kept or not; 1 it could not be measured.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "./support/chromium.mjs";
import { Journey } from "./support/journey.mjs";
import { TestServer } from "./support/server.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: { only: { type: "string" }, server: { type: "string", default: join(root, "build/release/taqwim_test_server") }, web: { type: "string", default: join(root, "build/web") }, output: { type: "string", default: join(root, "build/release/web.json") } },
});
const STUDENTS = 40;
const COLUMNS = 30;
const TYPING_SLOWED = 6;
const KEY_LIMIT_MS = 50;
// As fast as a practised typist; keys that wait for one another would be measured twice.
const PACE_MS = 140;
// On a machine that does other things too, a step of half a minute takes minutes.
const STEP_LIMIT_MS = 240_000;
const READING_SLOWED = 4;
const CONTENT_LIMIT_MS = 2500;
const RUNS = 5;

const figures = [];
function add(name, value, unit, atMost = null) {
  figures.push({ name, value, unit, at_least: null, at_most: atMost });
  console.log(`  ${name.padEnd(66)}${value.toFixed(1).padStart(12)} ${unit.padEnd(6)}${atMost === null ? "" : `at most ${atMost}`.padEnd(20)}${atMost !== null && value > atMost ? "MISSED" : ""}`);
}

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];

function progress(words) {
  console.error(`  … ${words}`);
}

async function within(what, work) {
  let limit;
  const late = new Promise((_, reject) => (limit = setTimeout(() => reject(new Error(`${what} took longer than ${STEP_LIMIT_MS / 1000} s`)), STEP_LIMIT_MS)));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(limit);
  }
}

/** A full-sized sheet in the place of a real one: its first column thirty times, its first student forty times, a mark in each cell. */
function fullSheet(sheet) {
  const [column] = sheet.columns;
  const [student] = sheet.students;
  const columns = Array.from({ length: COLUMNS }, (_, index) => ({ ...column, key: `c${index + 1}`, label_ar: `ع ${index + 1}`, label_en: `C ${index + 1}`, kind: "mark", maximum: "20", repeats: 1 }));
  const students = Array.from({ length: STUDENTS }, (_, index) => ({ ...student, student_id: String(1000 + index), student_number: String(1000 + index) }));
  const cells = students.flatMap(({ student_id }, row) => columns.map(({ key }, at) => ({ student_id, column: key, occurrence: 1, version: "1", mark: String(1 + ((row * 3 + at) % 9)) })));
  return { ...sheet, columns, students, cells };
}

/** The cells that are typed over, with the keys for each: along the first line, and down three columns. */
function typedCells() {
  const along = Array.from({ length: COLUMNS }, (_, column) => ({ row: 0, column, keys: column < COLUMNS - 1 ? ["Tab"] : ["Enter", "Home"] }));
  const down = [0, 1, 2].flatMap((column) => Array.from({ length: 12 }, (_, index) => ({ row: 1 + index + 11 * column, column, keys: [index < 11 ? "Enter" : "Tab"] })));
  return [...along, ...down].map((cell, index) => ({ ...cell, mark: String(10 + (index % 10)) })).map((cell) => ({ ...cell, keys: [...cell.mark, ...cell.keys] }));
}

/** Types them; gives each key's time until what it changed was painted. */
async function typeOver(page, name) {
  await page.evaluate(() => {
    window.keyTimes = [];
    if (window.isTimingKeys) return;
    window.isTimingKeys = true;
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
  const cells = typedCells();
  for (const [index, { keys }] of cells.entries()) {
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.waitForTimeout(PACE_MS);
    }
    if (index % 10 === 9) progress(`${name}: ${index + 1} of ${cells.length} cells`);
  }
  // The last ones may still be under way.
  await page.waitForFunction((expected) => window.keyTimes.length === expected, cells.flatMap(({ keys }) => keys).length);
  for (const { row, column, mark } of cells) {
    const shown = (await page.locator(`#cell-${row}-${column} span`).first().textContent())?.trim();
    const expected = mark.replace(/[0-9]/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[digit]);
    if (shown !== expected) throw new Error(`line ${row + 1}, column ${column + 1} shows ${shown} where ${expected} was typed`);
  }
  return (await page.evaluate(() => window.keyTimes)).sort((one, other) => one - other);
}

/** What the page's main thread works for each key while `work` goes on: from its keydown to the end of the next picture. */
async function mainThreadWork(browser, work) {
  const session = await browser.newBrowserCDPSession();
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const event of value) if (event.ph === "X" && ["RunTask", "EventDispatch", "Commit"].includes(event.name)) events.push(event);
  });
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["devtools.timeline", "disabled-by-default-devtools.timeline"], excludedCategories: ["*"] } });
  await work();
  const ended = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await ended;
  await session.detach();
  events.sort((one, other) => one.ts - other.ts);
  const keys = events.filter((event) => event.name === "EventDispatch" && event.args?.data?.type === "keydown");
  const onThread = (thread) => (event) => event.pid === thread.pid && event.tid === thread.tid;
  const around = (inner) => (event) => event.name === "RunTask" && onThread(inner)(event) && event.ts <= inner.ts && event.ts + event.dur >= inner.ts + inner.dur;
  return keys
    .flatMap((key) => {
      const task = events.find(around(key));
      const commit = events.find((event) => event.name === "Commit" && onThread(key)(event) && event.ts > key.ts);
      const frame = commit && events.find(around(commit));
      return task && frame ? [(task.tdur + (frame === task ? 0 : frame.tdur)) / 1000] : [];
    })
    .sort((one, other) => one - other);
}

async function typing(journey, browser) {
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
  const open = async () => {
    await page.goto(`/schools/${school_id}/sheets/${sheet_id}`);
    await page.locator("#cell-0-0").click();
    const filled = await page.locator("td[id^='cell-']").evaluateAll((cells) => cells.filter((cell) => (cell.textContent ?? "").trim() !== "").length);
    if (filled !== STUDENTS * COLUMNS) throw new Error(`only ${filled} of ${STUDENTS * COLUMNS} cells are filled`);
    await page.waitForTimeout(2000);
  };
  await within("opening the sheet", open());
  const work = await mainThreadWork(browser, () => within("typing unslowed", typeOver(page, "typing unslowed, under observation")));
  if (work.length < typedCells().length * 2) throw new Error(`the trace holds ${work.length} keys`);
  await within("opening the sheet", open());
  const debug = await page.context().newCDPSession(page);
  await debug.send("Emulation.setCPUThrottlingRate", { rate: TYPING_SLOWED });
  const times = await within("typing slowed", typeOver(page, `typing, slowed ${TYPING_SLOWED} ×`));
  await debug.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  add(`a key of ${times.length} in a full sheet of ${STUDENTS} × ${COLUMNS}, processor slowed ${TYPING_SLOWED} ×: median`, percentile(times, 0.5), "ms");
  add("    95 of 100 keys", percentile(times, 0.95), "ms", KEY_LIMIT_MS);
  add("    the slowest", times.at(-1), "ms");
  add("work of the page's main thread for such a key, unslowed: median", percentile(work, 0.5), "ms");
  add("    95 of 100 keys", percentile(work, 0.95), "ms");
  add("    the most", work.at(-1), "ms");
}

async function guardian(journey) {
  const signedIn = await journey.signIn("guardian-sa");
  const { grants } = await (await signedIn.request.get("/v1/session")).json();
  const { school_id, children } = grants.find((grant) => grant.children?.length > 0);
  const { years } = await (await signedIn.request.get(`/v1/schools/${school_id}/students/${children[0]}/results`)).json();
  const path = `/schools/${school_id}/students/${children[0]}/results/${years[0].school_year_id}`;
  const cookies = await signedIn.context().cookies();
  const times = [];
  const paints = [];
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
    const painted = await page.evaluate(() => window.largestPaint);
    if (painted === undefined) throw new Error("the browser tells of no largest paint");
    times.push(Math.max(content, painted));
    paints.push(painted);
    progress(`a guardian's result: ${run + 1} of ${RUNS} runs`);
    await page.context().close();
  }
  for (const list of [times, paints]) list.sort((one, other) => one - other);
  add(`a guardian's result from an empty cache, processor slowed ${READING_SLOWED} ×: median`, percentile(times, 0.5), "ms", CONTENT_LIMIT_MS);
  add(`    the slowest of ${RUNS}`, times.at(-1), "ms");
  add("    its largest paint: median", percentile(paints, 0.5), "ms");
}

const measures = Object.entries({ typing, guardian }).filter(([name]) => values.only === undefined || values.only === name);
if (measures.length === 0) {
  console.error(`bench: nothing is called ${values.only}. Known are: typing, guardian`);
  process.exit(1);
}
for (const [needed, remedy] of [[values.server, "cmake --build --preset release --target taqwim_test_server"], [join(values.web, "index.html"), "make web"]])
  if (!existsSync(resolve(needed))) {
    console.error(`bench: ${needed} is not built. To fix: ${remedy}`);
    process.exit(1);
  }
const server = new TestServer(resolve(values.server), resolve(values.web));
const browser = await launch();
try {
  await server.start();
  console.log("The web application in Chromium, beside the limits it has to keep");
  for (const [, measure] of measures) {
    const journey = new Journey(browser, server, join(root, "build/browser"));
    await measure(journey, browser);
    await journey.end();
  }
  mkdirSync(dirname(resolve(values.output)), { recursive: true });
  writeFileSync(resolve(values.output), `${JSON.stringify({ figures }, undefined, 1)}\n`);
} catch (failure) {
  console.error(`bench: it could not be measured: ${failure?.stack ?? failure}`);
  process.exitCode = 1;
} finally {
  await browser.close();
  await server.remove();
}
