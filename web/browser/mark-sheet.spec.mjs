// The mark sheet as a teacher uses it all day: the keyboard alone, and nothing that was typed is lost.
import assert from "node:assert/strict";

const cell = (page, row, column) => page.locator(`#cell-${row}-${column}`);

/** Opens the first sheet of mathematics of the teacher's class, and stands in its first cell. */
export async function openSheet(journey, page) {
  const { grants } = (await (await page.request.get("/v1/session")).json());
  const { school_id, class_id } = grants.find((grant) => grant.subject === "maths");
  const { sheets } = await (await page.request.get(`/v1/schools/${school_id}/classes/${class_id}/mark-sheets`)).json();
  const sheet = sheets.find((each) => each.subject === "maths" && each.term === 1 && each.filled > 0);
  await page.goto(`/schools/${school_id}/sheets/${sheet.sheet_id}`);
  await page.getByRole("grid").waitFor();
  // What comes a moment later, such as totals, moves the rows: a click is aimed at what stands.
  await page.waitForLoadState("networkidle");
  await journey.eventually(async () => {
    await cell(page, 0, 0).click();
    assert.equal(await cell(page, 0, 0).getAttribute("aria-selected"), "true");
  });
  return { school: school_id, class: class_id, sheet: sheet.sheet_id };
}

async function expectCell(journey, page, row, column, text) {
  await journey.eventually(async () => assert.equal((await cell(page, row, column).locator("span").first().textContent())?.trim(), text));
}

export const journeys = {
  "a column is typed with the keyboard alone, and the server has every mark": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    const place = await openSheet(journey, page);
    // A level is whole with one key, and the next student is at hand.
    for (const level of ["1", "2", "3", "4"]) await page.keyboard.press(level);
    for (const [row, level] of ["١", "٢", "٣", "٤"].entries()) await expectCell(journey, page, row, 0, level);
    await journey.expectSaved(page);
    const sheet = await (await page.request.get(`/v1/schools/${place.school}/mark-sheets/${place.sheet}`)).json();
    const first = sheet.columns[0].key;
    const kept = sheet.students.slice(0, 4).map((student) => sheet.cells.find((each) => each.student_id === student.student_id && each.column === first && each.occurrence === 1));
    assert.deepEqual(kept.map((each) => each.level ?? each.mark), ["1", "2", "3", "4"]);
  },

  "letters that come without a key, from an input method or a phone, are taken": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    await openSheet(journey, page);
    await page.keyboard.insertText("٤");
    await page.keyboard.insertText("غ");
    await page.keyboard.press("Enter");
    await expectCell(journey, page, 0, 0, "٤");
    await expectCell(journey, page, 1, 0, "غ");
  },

  "arrows go as one sees them: left is onwards where the sheet starts at the right": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    await openSheet(journey, page);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowDown");
    await journey.eventually(async () => assert.equal(await cell(page, 1, 1).getAttribute("aria-selected"), "true"));
    const [before, after] = [await cell(page, 1, 0).boundingBox(), await cell(page, 1, 1).boundingBox()];
    assert.ok(after.x < before.x, "the next column is at the left");
  },

  "what cannot be a mark stays in its cell with the reason, and undo brings the old one back": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    await openSheet(journey, page);
    const before = (await cell(page, 0, 0).locator("span").first().textContent()) ?? "";
    await page.keyboard.type("مئة");
    await page.keyboard.press("Enter");
    await expectCell(journey, page, 0, 0, "مئة");
    await journey.eventually(async () => assert.equal(await cell(page, 0, 0).getAttribute("aria-invalid"), "true"));
    await page.keyboard.press("Control+z");
    await expectCell(journey, page, 0, 0, before.trim());
  },

  "a column copied from a spreadsheet is pasted where one stands": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    await openSheet(journey, page);
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData("text/plain", "4\r\n3\r\n2\r\n");
      document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    for (const [row, level] of ["٤", "٣", "٢"].entries()) await expectCell(journey, page, row, 0, level);
    await journey.expectSaved(page);
  },

  "the cell that the keyboard reaches is seen whole, beside names, totals and head": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    await openSheet(journey, page);
    await page.setViewportSize({ width: 1000, height: 600 });
    await cell(page, 0, 0).click();
    const { rows, columns } = await page.getByRole("grid").evaluate((grid) => ({ rows: grid.tBodies[0].rows.length, columns: grid.tBodies[0].rows[0].querySelectorAll(".mark-cell").length }));
    const seen = (row, column) =>
      cell(page, row, column).evaluate((each) => {
        const at = each.getBoundingClientRect();
        // One point within each corner: whatever lies there is the cell, or the field over it.
        return [at.left + 3, at.right - 3].every((x) => [at.top + 3, at.bottom - 3].every((y) => each.contains(document.elementsFromPoint(x, y).find((found) => found.closest(".mark-grid")))));
      });
    let scrolls = 0;
    const place = () => page.locator(".mark-grid-frame").evaluate((each) => `${each.scrollLeft}/${each.scrollTop}`);
    let before = await place();
    const step = async (key, row, column) => {
      await page.keyboard.press(key);
      assert.ok(await seen(row, column), `${key} to line ${row + 1}, column ${column + 1}`);
      const now = await place();
      if (now !== before) scrolls += 1;
      before = now;
    };
    for (let column = 1; column < columns; column += 1) await step("ArrowLeft", 0, column);
    for (let row = 1; row < rows; row += 1) await step("ArrowDown", row, columns - 1);
    for (let column = columns - 2; column >= 0; column -= 1) await step("ArrowRight", rows - 1, column);
    for (let row = rows - 2; row >= 0; row -= 1) await step("ArrowUp", row, 0);
    assert.ok(scrolls > 0, "the window is smaller than the sheet");
    assert.ok(scrolls < (rows + columns) / 2, `the sheet moved under ${scrolls} of ${2 * (rows + columns - 2)} keys`);
  },

  "a mouse that rests over the sheet while somebody types presses what lies beneath it": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    await openSheet(journey, page);
    await cell(page, 3, 0).click();
    for (const level of ["3", "2"]) await page.keyboard.press(level);
    await expectCell(journey, page, 4, 0, "٢");
    await page.mouse.down();
    await page.mouse.up();
    assert.equal(await cell(page, 3, 0).getAttribute("data-active"), "true");
    await page.keyboard.press("4");
    await expectCell(journey, page, 3, 0, "٤");
    await journey.expectSaved(page);
  },

  "the session ends in mid-typing and nothing is lost": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    await openSheet(journey, page);
    await page.context().clearCookies();
    await page.keyboard.type("3");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "انتهت الجلسة" }).waitFor();
    await journey.signInOn(page, "teacher-kw");
    await expectCell(journey, page, 0, 0, "٣");
    await journey.expectSaved(page);
  },

  "two teachers in one cell: both values are shown, and one is chosen": async (journey) => {
    const [one, other] = [await journey.signIn("teacher-kw"), await journey.signIn("teacher-kw")];
    await openSheet(journey, one);
    await openSheet(journey, other);
    await one.keyboard.type("1");
    await one.keyboard.press("Enter");
    await journey.expectSaved(one);
    await other.keyboard.type("2");
    await other.keyboard.press("Enter");
    await cell(other, 0, 0).click();
    await other.getByRole("button", { name: /أبقِ ما كتبت/ }).click();
    await expectCell(journey, other, 0, 0, "٢");
    await journey.expectSaved(other);
  },
};
