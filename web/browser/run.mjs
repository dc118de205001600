// Runs the browser tests: web/browser/*.spec.mjs, each with a server and sample data of its own.
//
//   node web/browser/run.mjs [--server PROGRAM] [--web FOLDER] [--only WORDS] [--record] [NAME…]
//
// NAME is a spec without its ending (mark-sheet), all without one; WORDS choose journeys by part of their sentence. PROGRAM is
// build/dev/taqwim_test_server, FOLDER build/web unless said otherwise. Pictures stand in build/browser;
// --record writes the goldens of web/browser/goldens anew.
//
// A spec exports `journeys`: sentences, each with a function that is given a Journey (support/journey.mjs). It may export
// `settings`, NAME=VALUE for its server.
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "./support/chromium.mjs";
import { Journey } from "./support/journey.mjs";
import { TestServer } from "./support/server.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const here = fileURLToPath(new URL(".", import.meta.url));
// A walk over all pages of a person, on a machine that does other things too.
const JOURNEY_LIMIT_MS = 240_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { server: { type: "string", default: join(root, "build/dev/taqwim_test_server") }, web: { type: "string", default: join(root, "build/web") }, only: { type: "string", default: "" }, record: { type: "boolean", default: false } },
});
const program = resolve(values.server);
const web = resolve(values.web);

function stop(words) {
  console.error(`browser tests: ${words}`);
  process.exit(2);
}
if (!existsSync(program)) stop(`${program} is not built. To fix: cmake --build --preset dev --target taqwim_test_server`);
if (!existsSync(join(web, "index.html"))) stop(`${web} is not built. To fix: make web`);

const known = readdirSync(here)
  .filter((name) => name.endsWith(".spec.mjs"))
  .map((name) => name.slice(0, -".spec.mjs".length))
  .sort();
for (const name of positionals) if (!known.includes(name)) stop(`there is no ${name}.spec.mjs. There are: ${known.join(", ")}`);
const chosen = positionals.length > 0 ? positionals : known;

const pictures = join(root, "build/browser");
mkdirSync(pictures, { recursive: true });

let count = 0;
let failed = 0;
let template;

async function runJourney(spec, sentence, walk, server, browser) {
  count += 1;
  const name = `${spec}-${count}`;
  const journey = new Journey(browser, server, pictures);
  journey.isRecording = values.record;
  const begun = Date.now();
  let limit;
  try {
    await Promise.race([walk(journey), new Promise((_, reject) => (limit = setTimeout(() => reject(new Error(`it took longer than ${JOURNEY_LIMIT_MS / 1000} s`)), JOURNEY_LIMIT_MS)))]);
    await journey.end();
    console.log(`ok ${count} - ${spec}: ${sentence} # ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  } catch (failure) {
    failed += 1;
    await journey.picturesOfFailure(name);
    await journey.end().catch(() => undefined);
    console.log(`not ok ${count} - ${spec}: ${sentence}\n  ${String(failure?.stack ?? failure).replaceAll("\n", "\n  ")}\n  pictures: build/browser/failed-${name}-*.png`);
  } finally {
    clearTimeout(limit);
  }
}

const browser = await launch();
const servers = [];
process.once("SIGTERM", () => process.exit(1));
process.once("exit", () => servers.forEach((server) => rmSync(server.folder, { recursive: true, force: true })));
try {
  for (const spec of chosen) {
    const { journeys, settings = [] } = await import(pathToFileURL(join(here, `${spec}.spec.mjs`)).href);
    const wanted = Object.entries(journeys).filter(([sentence]) => sentence.includes(values.only));
    if (wanted.length === 0) continue;
    if (chosen.length > 1 && template === undefined) {
      // Sample data are made once and copied: specs do not see each other's changes.
      const first = new TestServer(program, web);
      servers.push(first);
      await first.start();
      await first.stop();
      template = first.folder;
    }
    const server = new TestServer(program, web, { template, settings });
    servers.push(server);
    try {
      for (const [sentence, walk] of wanted) {
        // One that failed may have left it stopped.
        await server.start();
        await runJourney(spec, sentence, walk, server, browser);
      }
    } finally {
      await server.remove();
    }
  }
} finally {
  await browser.close();
}
console.log(`1..${count}`);
console.log(`${count - failed} passed, ${failed} failed`);
process.exit(failed > 0 || count === 0 ? 1 : 0);
