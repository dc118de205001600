// Every grid without a mouse: reached with Tab from wherever the page begins, worked with keys alone. (Rolls: teachers-day.)
import assert from "node:assert/strict";

const MOST_TABS = 80;

/** A key of an Arabic keyboard: the driver knows those of a Latin one alone. */
const press = (page, key) => page.evaluate((name) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true })), key);

/** Tab until the keyboard is within `wanted`, where it is not there from the beginning. */
async function tabInto(page, wanted) {
  for (let count = 0; count < MOST_TABS; count += 1) {
    if (await wanted.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${MOST_TABS} times Tab does not lead there`);
}

async function sheetsOf(person, subject) {
  const { school_id: school, class_id: classId } = person.session.grants.find((grant) => grant.subject === subject);
  return { school, sheets: (await person.get(`/v1/schools/${school}/classes/${classId}/mark-sheets`)).sheets.filter((sheet) => sheet.subject === subject) };
}

export const journeys = {
  "from the sign-in to a saved criterion, with what is known of its cell beside it": async (journey) => {
    const page = await journey.open();
    await page.goto("/");
    await page.getByLabel("اسم المستخدم").waitFor();
    await page.keyboard.type("teacher-kw");
    await page.keyboard.press("Tab");
    await page.keyboard.type("green lantern of the demo");
    await page.keyboard.press("Enter");
    const work = page.getByRole("link", { name: /الرياضيات، الصف ٤ أ.*بقيت/ }).first();
    await work.waitFor();
    await tabInto(page, work);
    await page.keyboard.press("Enter");
    await page.getByRole("grid").waitFor();
    await journey.expectSaved(page);
    await tabInto(page, page.locator(".mark-entry"));
    const cell = (row, column) => page.locator(`#cell-${row}-${column}`);
    await page.keyboard.press("Control+Home");
    // The second measure of the first criterion, of two students.
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("4");
    await page.keyboard.type("٣");
    await journey.expectSaved(page);
    for (const [row, level] of ["٤", "٣"].entries()) await journey.eventually(async () => assert.equal((await cell(row, 1).locator("span").first().textContent())?.trim(), level));
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("F4");
    await page.getByRole("complementary", { name: "تفاصيل الخلية" }).waitFor();
    // The keyboard stays with the sheet: one goes on typing while one looks.
    await page.keyboard.press("Delete");
    await journey.expectSaved(page);
    await journey.eventually(async () => assert.equal((await cell(1, 1).locator("span").first().textContent())?.trim(), ""));
    await page.keyboard.press("Control+z");
    await journey.eventually(async () => assert.equal((await cell(1, 1).locator("span").first().textContent())?.trim(), "٣"));
    await journey.expectSaved(page);
  },

  "unit scores: typed over, onwards with Tab, down with Enter, in both digits": async (journey) => {
    const teacher = await journey.person("teacher-kw");
    const { school, sheets } = await sheetsOf(teacher, "arabic");
    const found = [];
    for (const { sheet_id } of sheets.filter((sheet) => sheet.term === 1)) {
      const sheet = await teacher.get(`/v1/schools/${school}/mark-sheets/${sheet_id}`);
      if (sheet.columns.filter((column) => column.kind !== "level").length > 0) found.push(sheet);
    }
    const sheet = found[0];
    assert.ok(sheet, "there is a sheet of scores");
    const at = sheet.columns.findIndex((column) => column.kind !== "level");
    const page = await journey.signIn("teacher-kw");
    await page.goto(`/schools/${school}/sheets/${sheet.sheet_id}`);
    await page.getByRole("grid").waitFor();
    await journey.expectSaved(page);
    await tabInto(page, page.locator(".mark-entry"));
    await page.keyboard.press("Control+Home");
    for (let step = 0; step < at; step += 1) await page.keyboard.press("ArrowLeft");
    // What is being typed stands over its cell, whichever way it is read, and the sheet stands still.
    const frame = page.locator(".mark-grid-frame");
    const stood = await frame.evaluate((each) => [each.scrollLeft, each.scrollTop]);
    for (const digit of ["6", "٦"]) {
      await page.keyboard.type(digit);
      const [field, beneath] = await Promise.all([page.locator(".mark-entry"), page.locator(`#cell-0-${at}`)].map((each) => each.boundingBox()));
      for (const side of ["x", "y", "width", "height"]) assert.ok(Math.abs(field[side] - beneath[side]) < 1, `${side} of the field is ${field[side]}, of its cell ${beneath[side]}`);
      assert.deepEqual(await frame.evaluate((each) => [each.scrollLeft, each.scrollTop]), stood);
      await page.keyboard.press("Escape");
    }
    await page.keyboard.type("6");
    await page.keyboard.press("Enter");
    await page.keyboard.type("٧");
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.type("5");
    await page.keyboard.press("Enter");
    await journey.expectSaved(page);
    const now = await teacher.get(`/v1/schools/${school}/mark-sheets/${sheet.sheet_id}`);
    const valueOf = (row) => now.cells.find((cell) => cell.student_id === now.students[row].student_id && cell.column === now.columns[at].key && cell.occurrence === 1);
    assert.deepEqual([0, 1].map((row) => Number(valueOf(row)?.mark ?? valueOf(row)?.value)), [5, 7]);
  },

  "the board of skills: judged, a note written, taken back": async (journey) => {
    const page = await journey.signIn("teacher-primary");
    const { grants } = (await journey.person("teacher-primary")).session;
    const own = grants.filter((grant) => grant.subject === "MTH").at(-1);
    await page.goto(`/schools/${own.school_id}/classes/${own.class_id}/subjects/MTH/skills`);
    const grid = page.getByRole("grid");
    await grid.waitFor();
    await tabInto(page, grid);
    const judgement = (row) => page.locator(`#skill-${row}-3`).getAttribute("data-judgement");
    await page.keyboard.press("Control+Home");
    for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowLeft");
    for (const key of ["أ", "ل"]) await press(page, key);
    await journey.eventually(async () => assert.deepEqual(await Promise.all([0, 1].map(judgement)), ["mastered", "not_mastered"]));
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("n");
    // The field of the note has the keyboard.
    await page.getByLabel("ما الذي ينقصه ليتقن").waitFor();
    await page.keyboard.type("يخلط بين الأكبر والأصغر");
    await tabInto(page, page.getByRole("button", { name: "لم يتقن بعد، مع الملاحظة" }));
    await page.keyboard.press("Enter");
    await journey.eventually(async () => assert.equal(await page.locator("#skill-1-3").getAttribute("title"), "يخلط بين الأكبر والأصغر"));
    await journey.expectSaved(page);
  },

  "the second reading: down with Enter, back with the arrow, differences said": async (journey) => {
    const teacher = await journey.person("teacher-kw");
    const { school, sheets } = await sheetsOf(teacher, "maths");
    const sheet = sheets.find((each) => each.part === "formative" && each.term === 1);
    const page = await journey.signIn("head-teacher-kw");
    await page.goto(`/schools/${school}/sheets/${sheet.sheet_id}/reading`);
    const table = page.getByRole("table", { name: "القراءة الثانية" });
    await table.waitFor();
    await tabInto(page, table);
    const at = () => page.evaluate(() => document.activeElement.getAttribute("data-at"));
    assert.equal(await at(), "0-0");
    await page.keyboard.type("9");
    await page.keyboard.press("Enter");
    assert.equal(await at(), "1-0");
    await page.keyboard.type("٩");
    await page.keyboard.press("Tab");
    assert.equal(await at(), "1-1");
    await page.keyboard.press("ArrowUp");
    assert.equal(await at(), "0-1");
    await page.getByText(/فرق/).first().waitFor();
  },
};
