// Makes the pictures of the README: a mark sheet, a result with its reasons, a guardian's phone. Called by tools/screenshots.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openSheet } from "./mark-sheet.spec.mjs";
import { launch } from "./support/chromium.mjs";
import { Journey } from "./support/journey.mjs";
import { TestServer } from "./support/server.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({ options: { server: { type: "string" }, web: { type: "string", default: join(root, "build/web") }, folder: { type: "string" } } });
mkdirSync(resolve(values.folder), { recursive: true });

const server = new TestServer(resolve(values.server), resolve(values.web));
const browser = await launch();
try {
  await server.start();
  const journey = new Journey(browser, server, resolve(values.folder));

  const teacher = await journey.signIn("teacher-kw");
  await openSheet(journey, teacher);
  await journey.screenshot(teacher, "sheet");

  const guardian = await journey.signIn("guardian-sa", { size: "phone" });
  await guardian.waitForLoadState("networkidle");
  await journey.screenshot(guardian, "phone");

  const { grants } = await (await guardian.request.get("/v1/session")).json();
  const { school_id, children } = grants.find((grant) => grant.children?.length > 0);
  const { years } = await (await guardian.request.get(`/v1/schools/${school_id}/students/${children[0]}/results`)).json();
  const reader = await journey.signIn("guardian-sa");
  await reader.goto(`/schools/${school_id}/students/${children[0]}/results/${years[0].school_year_id}`);
  await reader.waitForLoadState("networkidle");
  await journey.screenshot(reader, "result");
  await journey.end();
} finally {
  await browser.close();
  await server.remove();
}
