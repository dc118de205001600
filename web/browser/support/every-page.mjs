// Every page that a room lists, with somebody who sees it and an address of the sample data.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PASSWORD, Person } from "./server.mjs";

const sources = fileURLToPath(new URL("../../src", import.meta.url));

/** The addresses of all room.ts, as the router reads them. */
export function listedPages() {
  return readdirSync(sources, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(sources, entry.name)).includes("room.ts"))
    .flatMap(({ name }) => [...readFileSync(join(sources, name, "room.ts"), "utf8").matchAll(/\bpage\(\s*"([^"]+)"/g)].map(([, path]) => path));
}

/** What stands for ":schoolId" and the like, as the person who is signed in finds it; each is asked for once. */
class Ids {
  #person;
  #journey;
  #known = new Map();

  constructor(journey, person) {
    this.#journey = journey;
    this.#person = person;
  }

  #once(name, find) {
    if (!this.#known.has(name)) this.#known.set(name, find());
    return this.#known.get(name);
  }

  get grants() {
    return this.#person.session.grants;
  }

  schoolId() {
    return this.grants.find((grant) => grant.school_id !== undefined).school_id;
  }

  get #api() {
    return `/v1/schools/${this.schoolId()}`;
  }

  yearId() {
    return this.#once("year", async () => (await this.#person.get(`${this.#api}/school-years`)).items.sort((one, other) => (one.first_day < other.first_day ? 1 : -1))[0].school_year_id);
  }

  classId() {
    return this.#once("class", async () => this.grants.find((grant) => grant.class_id !== undefined)?.class_id ?? (await this.#person.get(`${this.#api}/school-years/${await this.yearId()}/classes`)).items[0].class_id);
  }

  planId() {
    return this.#once("plan", async () => (await this.#person.get(`${this.#api}/school-years/${await this.yearId()}/plans`)).items[0].study_plan_id);
  }

  studentId() {
    return this.#once("student", async () => {
      const child = this.grants.find((grant) => grant.children?.length > 0)?.children[0];
      return child ?? (await this.#person.get(`${this.#api}/classes/${await this.classId()}/students`)).items[0].student_id;
    });
  }

  guardianId() {
    return this.#once("guardian", async () => (await this.#person.get(`${this.#api}/guardians`)).items[0].guardian_id);
  }

  staffId() {
    return this.#once("staff", async () => (await this.#person.get(`${this.#api}/staff`)).items[0].staff_member_id);
  }

  accountId() {
    return this.#once("account", async () => (await this.#person.get(`${this.#api}/accounts`)).accounts[0].account_id);
  }

  personId() {
    return this.guardianId();
  }

  sheetId() {
    return this.#once("sheet", async () => (await this.#person.get(`${this.#api}/classes/${await this.classId()}/mark-sheets`)).sheets[0].sheet_id);
  }

  /** A file of two students, tried as the registrar does it. */
  importId() {
    return this.#once("import", async () => {
      const file = ["رقم الطالب,اسم الطالب,الجنس,الجنسية,الصف,الفصل", "9101,سالم راشد حمد المطر,ذكر,الكويت,4,أ", "9102,ماجد علي حمد المطر,ذكر,الكويت,4,ي"].join("\r\n");
      return (await this.#person.sendFile(`${this.#api}/roster-imports`, "list.csv", file)).import.import_id;
    });
  }

  proposalId() {
    return this.#once("proposal", async () => {
      const { items } = await this.#person.get("/v1/parameter-proposals");
      if (items.length > 0) return items[0].proposal_id;
      const { items: parameters } = await this.#person.get("/v1/regulations/sa_1426/parameters");
      const { name } = parameters.find((each) => each.label_ar === "النهاية الصغرى في المواد الأخرى، المرحلة المتوسطة");
      return (await this.#person.post("/v1/parameter-proposals", { regulation: "sa_1426", parameter: name, value: "60", first_day: "2005-09-01", source: "قرار ١١٨ في ١٤٤٦/١/١٠" })).proposal_id;
    });
  }

  /** A template of one directorate's papers, as a draft. */
  templateId() {
    return this.#once("template", async () => {
      const { items } = await this.#person.get("/v1/document-templates");
      if (items.length > 0) return items[0].template_id;
      return (await this.#person.post("/v1/document-templates", { name: "أوراق الوزارة", country: "SA", accent: "#0B5F5C", phrases: [{ key: "department", ar: "إدارة الاختبارات", en: "Examinations" }] })).template_id;
    });
  }

  /** A student's name to be amended, as the office enters it. */
  requestId() {
    return this.#once("request", async () => {
      const student = await this.#person.get(`${this.#api}/students/${await this.studentId()}`);
      const name_parts = [...student.name_parts.slice(0, 3), "القحطاني"];
      return (await this.#person.post(`${this.#api}/amendment-requests`, { student_id: student.student_id, name_parts, address: "حي النخيل", justification: "تعديل سجل الأسرة", purpose: "الالتحاق بالمرحلة التالية" })).document_request_id;
    });
  }

  /** The same at the Saudi school, for those above it. */
  amendmentId() {
    return this.#once("amendment", async () => {
      const registrar = await this.#journey.person("registrar-sa");
      return await new Ids(this.#journey, registrar).requestId();
    });
  }

  directorateId() {
    return this.grants.find((grant) => grant.directorate_id !== undefined).directorate_id;
  }

  subject() {
    return this.grants.find((grant) => grant.subject !== undefined).subject;
  }
}

/** Offices of the directorate of the Saudi sample school, and a head of department: accounts that the sample data lack. */
export async function office(journey, name, role, directorateId) {
  const [administrator, head] = [await journey.person("administrator"), await journey.person("head-teacher-sa")];
  const directorate_id = directorateId ?? (await head.get(`/v1/schools/${head.session.grants[0].school_id}`)).directorate_id;
  const account = await administrator.post("/v1/accounts", { name, display_name: "هدى الفارس" });
  await administrator.post(`/v1/accounts/${account.account_id}/offices`, { role, directorate_id, first_day: "2026-09-01", decision: "7/1448" });
  const { code } = await administrator.post(`/v1/accounts/${account.account_id}/codes`);
  await new Person(journey.server.origin).post("/v1/session/code", { name, code, new_password: PASSWORD });
  return name;
}

const auditor = (journey) => office(journey, "auditor-of-pages", "directorate_auditor");
const director = (journey) => office(journey, "director-of-pages", "directorate_director");

async function headOfMathematics(journey) {
  const name = "mathematics-of-pages";
  const head = await journey.person("head-teacher-kw");
  const school = `/v1/schools/${head.session.grants[0].school_id}`;
  const { staff_member_id } = await head.post(`${school}/staff`, { name_ar: "سعاد جاسم الراشد", name_en: "Suad Al-Rashed", joined_on: "2020-09-01" });
  await head.post(`${school}/staff/${staff_member_id}/appointments`, { role: "head_of_department", subject: "maths", first_day: "2026-09-13", decision: "12/88" });
  const { account_id } = await head.post(`${school}/accounts`, { name, display_name: "سعاد جاسم الراشد", kind: "staff_member", person_id: staff_member_id });
  const { code } = await head.post(`${school}/accounts/${account_id}/codes`);
  await new Person(journey.server.origin).post("/v1/session/code", { name, code, new_password: PASSWORD });
  return name;
}

const S = "/schools/:schoolId";

/** Who looks at which pages. `account`: a name, or what makes one. What a form of an address leaves open is said in `given`. */
const VISITORS = [
  {
    name: "a teacher",
    account: "teacher-kw",
    pages: ["/", `${S}/classes/:classId`, `${S}/classes/:classId/roll`, `${S}/classes/:classId/overview`, `${S}/sheets/:sheetId`, `${S}/sheets/:sheetId/signing`, `${S}/classes/:classId/subjects/:subject/report-notes`, `${S}/classes/:classId/subjects/:subject/papers`, `${S}/students/:studentId`, "/regulations", "/regulations/:edition", "/regulations/:edition/clauses/:clause", "/regulations/:edition/coverage"],
  },
  { name: "a head of department", account: headOfMathematics, pages: ["/", `${S}/subjects/:subject`] },
  { name: "a teacher of the early grades", account: "teacher-primary", pages: ["/", `${S}/classes/:classId/subjects/:subject/skills`, `${S}/classes/:classId/reports`] },
  {
    name: "a head teacher",
    account: "head-teacher-kw",
    pages: [
      "/",
      S,
      `${S}/classes`,
      `${S}/classes/:classId/attendance`,
      `${S}/excuses`,
      `${S}/audit`,
      `${S}/students/:studentId/access-log`,
      `${S}/committees`,
      `${S}/documents`,
      `${S}/print-jobs`,
      `${S}/honours`,
      `${S}/document-requests`,
      `${S}/document-requests/:requestId`,
      `${S}/document-keys`,
      `${S}/students/:studentId/documents`,
      `${S}/sheets/:sheetId/reading`,
      `${S}/staff`,
      `${S}/staff/:staffId`,
      `${S}/setup`,
      `${S}/years/:yearId`,
      `${S}/years/:yearId/calendar`,
      `${S}/years/:yearId/plans`,
      `${S}/years/:yearId/plans/:planId`,
      `${S}/years/:yearId/classes`,
      `${S}/years/:yearId/timetable`,
      `${S}/years/:yearId/timetable/:classId`,
      `${S}/years/:yearId/windows`,
    ],
  },
  {
    name: "a head teacher who published",
    account: "head-teacher-sa",
    pages: [
      `${S}/students/:studentId/results/:yearId`,
      `${S}/students/:studentId/results/:yearId/versions`,
      `${S}/results`,
      `${S}/results/:yearId`,
      `${S}/results/:yearId/corrections`,
      `${S}/corrections`,
      `${S}/classes/:classId/results`,
      `${S}/results/:yearId/classes/:classId`,
      `${S}/attestations`,
      `${S}/amendment-letters`,
      `${S}/name-admissions`,
    ],
  },
  { name: "a head teacher with a committee", account: "head-teacher-primary", pages: [`${S}/students/:studentId/cases`, `${S}/years/:yearId/promotion`] },
  {
    name: "a registrar",
    account: "registrar-kw",
    pages: [
      "/",
      `${S}/students`,
      `${S}/students/new`,
      `${S}/students/:studentId/file`,
      `${S}/merges`,
      `${S}/guardians`,
      `${S}/guardians/:guardianId`,
      `${S}/accounts`,
      `${S}/accounts/:accountId`,
      `${S}/accounts/of/:kind/:personId`,
      `${S}/imports`,
      `${S}/imports/:kind/:importId`,
    ],
  },
  {
    name: "a guardian",
    account: "guardian-kw",
    pages: ["/", "/children", "/children/:schoolId/:studentId", "/children/:schoolId/:studentId/years/:yearId", "/children/:schoolId/:studentId/excuse", "/children/:schoolId/:studentId/leave", "/children/:schoolId/:studentId/looks", "/children/:schoolId/:studentId/documents"],
    // Years of a school are its staff's to list.
    given: { yearId: async (person, ids) => (await person.get(`/v1/schools/${ids.schoolId()}/students/${await ids.studentId()}/results`)).years[0].school_year_id },
  },
  { name: "a student", account: "student-sa", pages: ["/"] },
  { name: "the program's administrator", account: "administrator", pages: ["/directorates"] },
  { name: "an auditor of the directorate", account: auditor, pages: ["/", "/directorates/:directorateId"] },
  {
    name: "a director of education",
    account: director,
    pages: ["/directorates/:directorateId/schools/:schoolId/attestations", "/directorates/:directorateId/amendments", "/directorates/:directorateId/schools/:schoolId/amendments/:requestId"],
    given: { schoolId: async (person, ids) => (await person.get(`/v1/directorates/${ids.directorateId()}/schools`)).items[0].school_id, requestId: (_, ids) => ids.amendmentId() },
  },
  { name: "an author of values", account: "policy-author", pages: ["/", "/parameter-proposals", "/parameter-proposals/new", "/parameter-proposals/:proposalId"] },
  { name: "an author of templates", account: "ministry", pages: ["/document-templates", "/document-templates/new", "/document-templates/:templateId", "/document-templates/:templateId/edit"] },
];

const GIVEN = { edition: "sa_1426", clause: "SR-7.2b", kind: (form) => (form.includes("/imports/") ? "roster" : "guardian") };

async function addressOf(form, person, ids, given = {}) {
  let address = form;
  for (const [, name] of form.matchAll(/:(\w+)/g)) {
    const own = given[name];
    const fixed = GIVEN[name];
    const value = own !== undefined ? await own(person, ids) : typeof fixed === "function" ? fixed(form) : (fixed ?? (await ids[name]()));
    address = address.replace(`:${name}`, value);
  }
  return address;
}

/** Pages that nobody visits: none. */
export function expectAllVisited() {
  const visited = new Set(VISITORS.flatMap(({ pages }) => pages));
  const listed = listedPages();
  assert.ok(listed.length > 50, "the rooms list no pages");
  assert.deepEqual(
    listed.filter((form) => !visited.has(form)),
    [],
    "pages that no visitor of support/every-page.mjs looks at",
  );
  assert.deepEqual(
    [...visited].filter((form) => form !== "/" && !listed.includes(form)),
    [],
    "addresses that no room lists",
  );
}

const HIGHEST = 8000;

/** In a window in which all of the page is seen: nothing lies half under the bar at its foot. */
async function asHighAsItIs(page, look) {
  const window = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: window.width, height: Math.min(Math.max(window.height, height), HIGHEST) });
  await look();
  await page.setViewportSize(window);
}

/** All pages of one visitor in one look: what he sees is there, has help, has no barriers and reaches out nowhere. */
async function visit(journey, { account, pages, given }, look) {
  const name = typeof account === "string" ? account : await account(journey);
  const person = await journey.person(name);
  const ids = new Ids(journey, person);
  const page = await journey.signIn(name, look);
  const faults = [];
  for (const form of pages) {
    const address = await addressOf(form, person, ids, given);
    await page.goto(address);
    try {
      await page.getByRole("heading", { level: 1 }).waitFor();
      await journey.expectLoaded(page);
      assert.equal(new URL(page.url()).pathname, address);
      assert.equal(await page.locator(".problem-alert").count(), 0, "it shows a problem");
      assert.ok((await page.getByRole("button", { name: /^مساعدة: / }).count()) > 0, "it has no help");
      await journey.expectFits(page);
      await asHighAsItIs(page, () => journey.expectAxeClean(page));
    } catch (fault) {
      faults.push(`${form} (${address}): ${fault.message}`);
      await journey.screenshot(page, `page-${form.replace(/[/:]+/g, "-")}`).catch(() => undefined);
    }
  }
  assert.deepEqual(faults, []);
}

export function visits(look, ending) {
  return Object.fromEntries(VISITORS.map((visitor) => [`${visitor.name} meets no barriers${ending}`, (journey) => visit(journey, visitor, look)]));
}
