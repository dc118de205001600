// The first script of every page, small: while the application is on its way it asks for what the address will need beside it, so that
// nothing waits for what came before. Made with the build, which knows the files of each page.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What runs in the browser: `pages` are the files and data of each page by its address, `application` what all of them need. */
function first(application, pages) {
  const address = location.pathname.replace(/(?<=.)\/$/, "");
  // The first page may be that of signing in, which needs little; the page that verifies documents has no session.
  if (address === "/" || address === "/verify") return;
  // Where the application was there first, it asks by itself.
  const answers = (window.earlyAnswers ??= { isOurs: true });
  const ask = (path) => {
    if (!answers.isOurs) return;
    // Read to its end: an answer that nobody takes holds no connection.
    answers[path] = fetch(path, { headers: { Accept: "application/json" } }).then(async (answer) => new Response(await answer.arrayBuffer(), { status: answer.status, headers: answer.headers }));
    // Who takes it is told what went wrong.
    answers[path].catch(() => undefined);
  };
  ask("/v1/session");
  const given = address.split("/");
  const files = new Set(application);
  for (const [path, own, data] of pages) {
    const wanted = path.split("/");
    if (wanted.length !== given.length || !wanted.every((part, index) => part.startsWith(":") || part === given[index])) continue;
    for (const file of own) files.add(file);
    for (const each of data) ask(each.replace(/:\w+/g, (name) => given[wanted.indexOf(name)]));
  }
  for (const file of files) {
    const link = document.createElement("link");
    const isStyle = file.endsWith(".css");
    link.rel = isStyle ? "preload" : "modulepreload";
    if (isStyle) link.as = "style";
    link.crossOrigin = "";
    link.href = `/${file}`;
    document.head.append(link);
  }
}

/** The pages of all rooms: [address, module, data], as src/<room>/room.ts names them. */
function pagesOf(sources) {
  return readdirSync(sources).flatMap((room) => {
    let text;
    try {
      text = readFileSync(join(sources, room, "room.ts"), "utf8");
    } catch {
      return [];
    }
    const found = [...text.matchAll(/page\("([^"]+)", \(\) => import\("\.\/([\w-]+)"\)(?:, \[([^\]]*)\])?\)/g)].map(([, path, name, data = ""]) => [path, join(sources, room, `${name}.tsx`), [...data.matchAll(/"([^"]+)"/g)].map(([, each]) => each)]);
    if (found.length !== text.split('page("').length - 1) throw new Error(`first-script: a page of ${room}/room.ts is not written as page("/address", () => import("./module"), ["/v1/data"]). To fix: write it so.`);
    return found;
  });
}

/** The plugin of the build. */
export function firstScript(sources) {
  return {
    name: "first-script",
    apply: "build",
    // After the page itself has been made.
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter(({ type }) => type === "chunk");
        const filesOf = (file, found) => {
          const chunk = bundle[file];
          if (found.has(file) || chunk?.type !== "chunk") return found;
          found.add(file);
          for (const each of chunk.imports) filesOf(each, found);
          for (const each of chunk.viteMetadata?.importedCss ?? []) found.add(each);
          return found;
        };
        const beside = (module, known) => {
          const chunk = chunks.find(({ moduleIds }) => moduleIds.includes(module));
          if (chunk === undefined) throw new Error(`first-script: there is no file of ${module}`);
          return [...filesOf(chunk.fileName, new Set())].filter((file) => !known.has(file));
        };
        const known = filesOf(chunks.find(({ isEntry }) => isEntry).fileName, new Set());
        const application = beside(join(sources, "app/application.tsx"), known);
        for (const file of application) known.add(file);
        const pages = pagesOf(sources).map(([path, module, data]) => [path, beside(module, known), data]);
        const code = `(${first.toString()})(${JSON.stringify(application)}, ${JSON.stringify(pages)});\n`;
        const fileName = `assets/first-${createHash("sha256").update(code).digest("base64url").slice(0, 8)}.js`;
        this.emitFile({ type: "asset", fileName, source: code });
        const page = bundle["index.html"];
        page.source = page.source.replace("<script ", `<script async src="/${fileName}"></script>\n    <script `);
      },
    },
  };
}
