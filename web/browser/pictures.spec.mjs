// Pages as they look, against pictures that a person has looked at: desktop and phone, light and dark, both directions. Nothing is
// changed by them, and the clock stands: what differs is the page.
import assert from "node:assert/strict";

const DARK = { scheme: "dark" };
const PHONE = { size: "phone" };
const PHONE_DARK = { ...PHONE, ...DARK };
const ENGLISH = { language: "en" };
const ENGLISH_DARK = { ...ENGLISH, ...DARK };

const nameOf = (name, { size = "desktop", scheme = "light", language = "ar" }) => [name, size, ...(scheme === "dark" ? ["dark"] : []), ...(language === "en" ? ["english"] : [])].join("-");

/** What addresses are made of, as the person who is signed in on the page finds it. */
class Places {
  #page;

  constructor(page) {
    this.#page = page;
  }

  async get(path) {
    const answer = await this.#page.request.get(path);
    assert.ok(answer.ok(), path);
    return answer.json();
  }

  async grants() {
    return (await this.get("/v1/session")).grants;
  }

  async school() {
    return (await this.grants()).find((grant) => grant.school_id !== undefined).school_id;
  }

  async classOf(subject) {
    return (await this.grants()).find((grant) => grant.subject === subject);
  }

  async years() {
    return (await this.get(`/v1/schools/${await this.school()}/school-years`)).items;
  }

  async year(name) {
    return (await this.years()).find((each) => each.name === name).school_year_id;
  }
}

const heading = (page) => page.getByRole("heading", { level: 1 }).waitFor();

const PAGES = [
  { name: "home-teacher", account: "teacher-kw", looks: [{}, PHONE_DARK], path: () => "/" },
  {
    name: "mark-sheet",
    account: "teacher-kw",
    looks: [{}, DARK, PHONE, ENGLISH],
    path: async (places) => {
      const { school_id, class_id } = await places.classOf("maths");
      const { sheets } = await places.get(`/v1/schools/${school_id}/classes/${class_id}/mark-sheets`);
      return `/schools/${school_id}/sheets/${sheets.find((each) => each.subject === "maths" && each.term === 1 && each.filled > 0).sheet_id}`;
    },
    ready: async (page) => {
      await page.getByRole("grid").waitFor();
      await page.waitForLoadState("networkidle");
    },
  },
  {
    name: "roll",
    account: "teacher-kw",
    looks: [PHONE, ENGLISH_DARK],
    path: async (places) => {
      const { school_id, class_id } = await places.classOf("maths");
      return `/schools/${school_id}/classes/${class_id}/roll`;
    },
    ready: (page) => page.locator('[data-row="0"]').waitFor(),
  },
  {
    name: "student",
    account: "teacher-kw",
    looks: [{}, PHONE_DARK],
    path: async (places) => {
      const { school_id, class_id } = await places.classOf("maths");
      const { items } = await places.get(`/v1/schools/${school_id}/classes/${class_id}/students`);
      return `/schools/${school_id}/students/${items[0].student_id}?part=attendance`;
    },
  },
  {
    name: "skills",
    account: "teacher-primary",
    looks: [{}, PHONE, ENGLISH_DARK],
    path: async (places) => {
      const own = (await places.grants()).filter((grant) => grant.subject === "MTH");
      return `/schools/${own[0].school_id}/classes/${own.at(-1).class_id}/subjects/MTH/skills`;
    },
    ready: (page) => page.getByRole("grid").waitFor(),
  },
  { name: "children", account: "guardian-sa", looks: [PHONE, { ...PHONE, ...ENGLISH }], path: () => "/children" },
  {
    name: "child",
    account: "guardian-sa",
    looks: [PHONE, PHONE_DARK],
    path: async (places) => {
      const { school_id, children } = (await places.grants()).find((grant) => grant.children?.length > 0);
      return `/children/${school_id}/${children[1]}`;
    },
    ready: (page) => page.getByRole("heading", { name: "ماذا بقي؟" }).waitFor(),
  },
  {
    name: "reasons",
    account: "guardian-sa",
    looks: [{}, PHONE, ENGLISH_DARK],
    path: async (places) => {
      const { school_id, children } = (await places.grants()).find((grant) => grant.children?.length > 0);
      const { years } = await places.get(`/v1/schools/${school_id}/students/${children[1]}/results`);
      return `/schools/${school_id}/students/${children[1]}/results/${years[0].school_year_id}?why=MTH`;
    },
    ready: (page) => page.locator(".reasons-panel .reason").first().waitFor(),
  },
  {
    name: "publication",
    account: "head-teacher-sa",
    looks: [{}, ENGLISH_DARK],
    path: async (places) => `/schools/${await places.school()}/results/${await places.year("1446")}`,
    ready: (page) => page.getByRole("table").first().waitFor(),
  },
  {
    name: "promotion",
    account: "head-teacher-primary",
    looks: [{}, PHONE_DARK],
    path: async (places) => `/schools/${await places.school()}/years/${await places.year("1446")}/promotion`,
  },
  { name: "imports", account: "registrar-kw", looks: [{}, PHONE_DARK], path: async (places) => `/schools/${await places.school()}/imports` },
  { name: "students", account: "registrar-kw", looks: [{}, PHONE], path: async (places) => `/schools/${await places.school()}/students`, ready: (page) => page.getByRole("table").first().waitFor() },
  { name: "clause", account: "teacher-kw", looks: [{}, PHONE, ENGLISH_DARK], path: () => "/regulations/sa_1426/clauses/SR-7.2b" },
  {
    name: "class-attendance",
    account: "head-teacher-kw",
    looks: [DARK, ENGLISH],
    path: async (places) => {
      const school = await places.school();
      const { items } = await places.get(`/v1/schools/${school}/school-years/${(await places.years()).at(-1).school_year_id}/classes`);
      return `/schools/${school}/classes/${items[0].class_id}/attendance`;
    },
    ready: (page) => page.getByRole("table").first().waitFor(),
  },
  {
    name: "year",
    account: "head-teacher-kw",
    looks: [{}, PHONE_DARK],
    path: async (places) => `/schools/${await places.school()}/years/${(await places.years()).at(-1).school_year_id}`,
  },
];

async function signInPage(journey, look) {
  const page = await journey.open(look);
  await page.goto("/");
  await page.getByRole("textbox").first().waitFor();
  // The field that has the keyboard is drawn with a ring, sooner or later.
  await page.evaluate(() => document.activeElement?.blur());
  await journey.expectPicture(page, nameOf("sign-in", look));
}

/** Every page of one person in one look: one sign-in. */
async function pagesOf(journey, account, look, own) {
  const page = await journey.signIn(account, { ...look, isSteady: true });
  const places = new Places(page);
  const different = [];
  for (const { name, path, ready = heading } of own) {
    await page.goto(await path(places));
    await heading(page);
    await ready(page);
    await page.waitForLoadState("networkidle");
    await page.evaluate(() => document.activeElement?.blur());
    await journey.expectFits(page);
    try {
      await journey.expectPicture(page, nameOf(name, look));
    } catch (failure) {
      different.push(failure.message);
    }
  }
  assert.deepEqual(different, []);
}

const looksOf = new Map();
for (const each of PAGES)
  for (const look of each.looks) {
    const key = nameOf(each.account, look);
    if (!looksOf.has(key)) looksOf.set(key, { account: each.account, look, own: [] });
    looksOf.get(key).own.push(each);
  }

export const journeys = {
  "the sign-in page": async (journey) => {
    for (const look of [{}, PHONE_DARK, ENGLISH]) await signInPage(journey, look);
  },
  ...Object.fromEntries([...looksOf].map(([key, { account, look, own }]) => [`${key}: ${own.map(({ name }) => name).join(", ")}`, (journey) => pagesOf(journey, account, look, own)])),
};
