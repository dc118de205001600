// Every page that there is on a desktop, as its people see it: no barriers, nothing that reaches out of a phone, a picture to look at.

/** Places that a person finds from the first page by its links, with those in its rail: each address once. */
async function placesFrom(journey, page) {
  await journey.expectLoaded(page);
  const paths = await page.locator("main a[href^='/'], nav a[href^='/']").evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  return [...new Set(paths)];
}

/** The form of an address: of pages that differ by their ids alone, one is looked at. */
const formOf = (path) =>
  path
    .replace(/\d{6,}/g, "…")
    .replace(/^\/regulations\/[^/]+/, "/regulations/…")
    .replace(/\/clauses\/[^/]+$/, "/clauses/…");

export async function walkAll(journey, account, look) {
  const page = await journey.signIn(account, look);
  const seen = new Map();
  const waiting = ["/"];
  while (waiting.length > 0) {
    const path = waiting.shift();
    const form = formOf(path);
    if (seen.has(form)) continue;
    seen.set(form, path);
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await journey.expectLoaded(page);
    waiting.push(...(await placesFrom(journey, page)));
    const name = `${account}${look.size === "phone" ? "-phone" : ""}${look.scheme === "dark" ? "-dark" : ""}${form.replace(/[/…]+/g, "-").replace(/-$/, "")}`;
    await journey.screenshot(page, `page-${name}`);
    await journey.expectAxeClean(page);
    if (look.size === "phone") await journey.expectFits(page);
  }
}

const people = ["teacher-kw", "head-teacher-kw", "registrar-kw", "guardian-sa", "student-sa", "teacher-primary", "administrator", "ministry"];

export const journeys = Object.fromEntries(people.map((account) => [`${account} meets no barriers`, (journey) => walkAll(journey, account, {})]));
