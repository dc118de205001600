// Makes the pictures of the README: a mark sheet, a guardian's reasons on a phone, the publication of a year. Called by tools/screenshots.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openSheet } from "./mark-sheet.spec.mjs";
import { launch } from "./support/chromium.mjs";
import { Journey } from "./support/journey.mjs";
import { hired, readyClass, saudiSchool } from "./support/ready-class.mjs";
import { TestServer } from "./support/server.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({ options: { server: { type: "string" }, web: { type: "string", default: join(root, "build/web") }, folder: { type: "string" } } });
const folder = resolve(values.folder);
mkdirSync(folder, { recursive: true });

const look = { isSteady: true, sharp: 1.5 };
const server = new TestServer(resolve(values.server), resolve(values.web));
const browser = await launch();

async function keep(journey, page, name) {
  const picture = await journey.picture(page, { scale: "device" });
  writeFileSync(join(folder, `${name}.png`), picture);
  console.log(`${name}.png: ${Math.ceil(picture.length / 1024)} KiB`);
}

/** A sheet in the middle of its work: levels typed, one that cannot be, the cursor on the next. */
async function sheet(journey) {
  const page = await journey.signIn("teacher-kw", look);
  await openSheet(journey, page);
  await page.keyboard.type("3");
  await journey.expectSaved(page);
  await page.keyboard.type("مئة");
  await page.keyboard.press("Enter");
  await page.locator("#cell-1-0[aria-invalid=true]").waitFor();
  await keep(journey, page, "mark-sheet");
}

async function reasons(journey) {
  const page = await journey.signIn("guardian-sa", { ...look, size: "phone", sharp: 2 });
  await page.getByRole("link", { name: "أبنائي", exact: true }).click();
  await page.getByRole("link", { name: /^صفحة / }).nth(1).click();
  await page.getByRole("heading", { name: "ماذا بقي؟" }).waitFor();
  await keep(journey, page, "result");
  await page.getByRole("link", { name: /^الرياضيات/ }).click();
  await page.getByRole("heading", { name: "الرياضيات", level: 2 }).waitFor();
  await keep(journey, page, "reasons");
}

/** One class put forward by the deputy, one with sheets that nobody signed, two published. */
async function publication(journey) {
  const place = await saudiSchool(journey);
  const deputy = await journey.person(await hired(place, "deputy", "deputy-of-pictures"));
  const ready = await readyClass(place);
  await readyClass(place, { letter: "د", number: "8003", isSigned: false });
  await deputy.post(`${place.school}/school-years/${place.yearId}/publication-proposals`, { class_ids: [ready.classId], note: "روجعت كشوف الفصل" });
  const page = await journey.signIn("head-teacher-sa", look);
  await page.goto(`/schools/${place.schoolId}/results/${place.yearId}`);
  await page.getByText("روجعت كشوف الفصل").waitFor();
  await page.getByRole("row").filter({ hasText: "الصف ٩ د" }).getByText(/نقا?ط|ما الذي بقي/).first().waitFor();
  await keep(journey, page, "publication");
}

try {
  await server.start();
  const journey = new Journey(browser, server, folder);
  for (const make of [sheet, reasons, publication]) await make(journey);
  await journey.end();
} finally {
  await browser.close();
  await server.remove();
}
