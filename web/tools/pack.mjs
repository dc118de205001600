// Writes the service worker (sw.js), puts X.br and X.gz beside every file of build/web that they make smaller, and holds what a first visit loads to its budget.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createHash } from "node:crypto";
import { brotliCompressSync, gzipSync } from "node:zlib";

const folder = fileURLToPath(new URL("../../build/web", import.meta.url));
const KIB = 1024;
const SIGN_IN_LIMIT = 160 * KIB;
const SHEET_LIMIT = 400 * KIB;
const FONT_LIMIT = 45 * KIB;

// The service worker knows the files of this build by their hashes. Letters of Latin text are fetched where they are needed.
const shell = readdirSync(join(folder, "assets")).filter((name) => /\.(js|css)$/.test(name) || /arabic-\d+-normal.*\.woff2$/.test(name));
const files = ["/", "/favicon.svg", "/manifest.webmanifest", ...shell.sort().map((name) => `/assets/${name}`)];
const script = readFileSync(fileURLToPath(new URL("service-worker.js", import.meta.url)), "utf8");
const version = createHash("sha256").update(files.join("\n")).update(readFileSync(join(folder, "index.html"))).update(script).digest("hex").slice(0, 16);
writeFileSync(join(folder, "sw.js"), `const VERSION = "${version}";\nconst SHELL = ${JSON.stringify(files)};\n${script}`);

const packed = new Map();
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(js|css|html|svg|webmanifest)$/.test(entry.name)) continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const content = readFileSync(path);
  const small = brotliCompressSync(content);
  packed.set(path.slice(folder.length + 1), small.length);
  if (small.length < content.length) writeFileSync(`${path}.br`, small);
  const gzip = gzipSync(content, { level: 9 });
  if (gzip.length < content.length) writeFileSync(`${path}.gz`, gzip);
}

// Scripts and styles of a page: its own chunk, and all that this one needs.
const manifest = JSON.parse(readFileSync(join(folder, ".vite/manifest.json"), "utf8"));
function filesOf(names, seen = new Set()) {
  for (const name of names) {
    const chunk = manifest[name];
    if (!chunk || seen.has(name)) continue;
    seen.add(name);
    filesOf(chunk.imports ?? [], seen);
  }
  return new Set([...seen].flatMap((name) => [manifest[name].file, ...(manifest[name].css ?? [])]));
}
// A page is named by its file, or, where it shares a chunk with others, by the name of its chunk alone.
function entryOf(source) {
  const name = source.split("/").at(-1).replace(/\.\w+$/, "");
  const found = Object.keys(manifest).find((key) => key === source || (manifest[key].isDynamicEntry && manifest[key].name === name));
  if (found === undefined) throw new Error(`build-web: there is no chunk of ${source}. To fix: name the page in tools/pack.mjs as it is now.`);
  return found;
}
// The first script comes with every page, and is in no list of the bundler.
const [firstScript] = [...packed.keys()].filter((name) => name.startsWith("assets/first-"));
if (firstScript === undefined) throw new Error("build-web: the first script is missing. To fix: name it in tools/pack.mjs as it is now.");
const sum = (names) => [firstScript, ...filesOf(names)].reduce((total, file) => total + (packed.get(file) ?? 0), 0);

let isOver = false;
function hold(what, bytes, limit) {
  console.log(`${what}: ${Math.ceil(bytes / KIB)} KiB of at most ${limit / KIB}`);
  if (bytes > limit) isOver = true;
}
hold("sign-in", sum(["index.html"]), SIGN_IN_LIMIT);
hold("mark sheet", sum(["index.html", ...["src/app/application.tsx", "src/marks/mark-sheet-page.tsx"].map(entryOf)]), SHEET_LIMIT);
for (const entry of readdirSync(join(folder, "assets")))
  if (entry.endsWith(".woff2")) hold(entry, readFileSync(join(folder, "assets", entry)).length, FONT_LIMIT);
if (isOver) {
  console.error("build-web: over its budget. To fix: load less on that page, or later.");
  process.exit(1);
}
