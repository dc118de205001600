// The early grades' board: one key a judgement, notes that go with mastery, and the periodic reports.
import assert from "node:assert/strict";

/** A key of an Arabic keyboard: the driver knows those of a Latin one alone. */
const press = (page, key) => page.evaluate((name) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true })), key);
const at = (page, row, column) => page.locator(`#skill-${row}-${column}`);

async function openBoard(journey, look = {}) {
  const page = await journey.signIn("teacher-primary", look);
  const { grants } = await (await page.request.get("/v1/session")).json();
  const classId = [...new Set(grants.filter((grant) => grant.subject === "MTH").map((grant) => grant.class_id))].at(-1);
  const school = grants[0].school_id;
  await page.goto(`/schools/${school}/classes/${classId}/subjects/MTH/skills`);
  await page.getByRole("grid").waitFor();
  return { page, school, classId };
}

export const journeys = {
  "a skill is judged down the class by one key each": async (journey) => {
    const { page, school, classId } = await openBoard(journey);
    await journey.expectAxeClean(page);
    // The last skill: nobody was judged in it yet.
    await at(page, 0, 3).click();
    for (const key of ["أ", "1", "ل", "0"]) await press(page, key);
    await journey.eventually(async () => assert.deepEqual(await Promise.all([0, 1, 2, 3].map((row) => at(page, row, 3).getAttribute("data-judgement"))), ["mastered", "mastered", "not_mastered", "not_mastered"]));
    await journey.expectSaved(page);
    const board = await (await page.request.get(`/v1/schools/${school}/classes/${classId}/subjects/MTH/mastery-board`)).json();
    assert.deepEqual([board.skills[3].mastered, board.skills[3].not_mastered], [2, 2]);
    // A slip of the same day is taken back.
    await page.keyboard.press("ArrowUp");
    await press(page, "أ");
    await journey.eventually(async () => assert.equal(await at(page, 3, 3).getAttribute("data-judgement"), "mastered"));
    await journey.expectSaved(page);
    await journey.screenshot(page, "skills");
  },

  "a note says what is missing, and is gone with mastery": async (journey) => {
    const { page } = await openBoard(journey);
    await at(page, 2, 3).click();
    await page.keyboard.press("n");
    await page.getByLabel("ما الذي ينقصه ليتقن").fill("يخلط بين الأكبر والأصغر");
    await page.getByRole("button", { name: "لم يتقن بعد، مع الملاحظة" }).click();
    await journey.eventually(async () => assert.equal(await at(page, 2, 3).getAttribute("title"), "يخلط بين الأكبر والأصغر"));
    await page.getByRole("grid").focus();
    await press(page, "أ");
    await journey.eventually(async () => assert.notEqual(await at(page, 2, 3).getAttribute("title"), "يخلط بين الأكبر والأصغر"));
    await journey.eventually(async () => assert.equal(await at(page, 2, 3).getAttribute("data-judgement"), "mastered"));
  },

  "whoever had mastered a skill loses it for a written reason alone (PG-1.33)": async (journey) => {
    const { page } = await openBoard(journey);
    const row = (await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((each) => at(page, each, 0).getAttribute("data-judgement")))).indexOf("mastered");
    await at(page, row, 0).click();
    await press(page, "ل");
    await page.getByText("كان قد أتقنها: اكتب السبب.").waitFor();
    assert.equal(await at(page, row, 0).getAttribute("data-judgement"), "mastered");
    await page.getByLabel("ما الذي ينقصه ليتقن").fill("نسي العد بعد الخمسين");
    await page.getByRole("button", { name: "لم يتقن بعد، مع الملاحظة" }).click();
    await journey.eventually(async () => assert.equal(await at(page, row, 0).getAttribute("data-judgement"), "not_mastered"));
  },

  "under a finger two buttons judge, and nothing reaches out of the page": async (journey) => {
    const { page } = await openBoard(journey, { size: "phone" });
    await at(page, 5, 3).click();
    await page.getByRole("button", { name: "أتقن", exact: true }).click();
    await journey.eventually(async () => assert.equal(await at(page, 5, 3).getAttribute("data-judgement"), "mastered"));
    await journey.expectFits(page);
    await journey.screenshot(page, "skills-phone");
  },

  "a report has its day, and each student a remark": async (journey) => {
    const { page, school, classId } = await openBoard(journey);
    await page.goto(`/schools/${school}/classes/${classId}/reports`);
    await page.getByRole("heading", { name: "التقارير الدورية" }).waitFor();
    const remark = page.getByLabel("ملاحظة رائد الفصل").first();
    await remark.fill("يتقدم في العد.");
    await page.getByRole("button", { name: "احفظ الملاحظة" }).first().click();
    await page.getByText("١ من ٨").waitFor();
    await journey.expectAxeClean(page);
    await journey.expectFits(page);
    await journey.screenshot(page, "reports");
  },
};
