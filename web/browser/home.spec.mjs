// The first page and what stands around every page: what is due, the one switch, the search, the places at the foot of a phone.
import assert from "node:assert/strict";

export const journeys = {
  "a teacher's first page has the work itself: the roll of the day, then the sheets": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    await page.getByRole("heading", { name: "المطلوب الآن" }).waitFor();
    await page.getByRole("link", { name: /الصف ٤ أ: لم يُرصد حضور اليوم/ }).click();
    await page.getByRole("heading", { name: /حضور/, level: 1 }).waitFor();
    await page.getByRole("button", { name: /سجّل|حفظ/ }).click();
    await page.getByText("سُجّل الحضور.").waitFor();
    await page.getByRole("link", { name: "اليوم" }).click();
    await journey.expectLoaded(page);
    await journey.eventually(async () => assert.equal(await page.getByRole("link", { name: /الصف ٤ أ: لم يُرصد حضور اليوم/ }).count(), 0));
    await page.getByRole("link", { name: /الرياضيات، الصف ٤ أ.*بقيت/ }).first().click();
    await page.getByRole("grid").waitFor();
  },

  "a name is found without its hamza, by keyboard alone, and by number in either digits": async (journey) => {
    const page = await journey.signIn("head-teacher-kw");
    const search = page.getByRole("combobox", { name: "اكتب اسماً أو رقماً" });
    await search.fill("احمد حمد");
    await page.getByRole("option", { name: /أحمد حمد/ }).waitFor();
    await journey.expectAxeClean(page);
    await search.press("Enter");
    await page.getByRole("heading", { level: 1, name: /أحمد حمد/ }).waitFor();
    await search.fill("١٠١٢");
    await page.getByRole("option", { name: /1012|١٠١٢/ }).waitFor();
    await search.press("Escape");
    await search.fill("لا أحد بهذا");
    await page.getByText("لا أحد بهذا الاسم أو الرقم").waitFor();
  },

  "the switch changes year and term for all pages": async (journey) => {
    const page = await journey.signIn("head-teacher-primary");
    const change = page.getByRole("button", { name: /المدرسة والعام والفصل/ });
    await journey.eventually(async () => assert.match(await change.textContent(), /١٤٤٨/));
    await change.click();
    await page.getByRole("menuitem", { name: "١٤٤٦" }).click();
    await journey.eventually(async () => assert.match(await change.textContent(), /١٤٤٦/));
    await page.getByRole("link", { name: "الفصول" }).click();
    await page.getByRole("heading", { name: "١٤٤٦" }).waitFor();
  },

  "on a phone the places stand at the foot, and nothing reaches out at the sides": async (journey) => {
    const page = await journey.signIn("head-teacher-kw", { size: "phone" });
    await journey.expectLoaded(page);
    const bar = await page.getByRole("navigation", { name: "الأقسام" }).boundingBox();
    assert.ok(bar.y + bar.height >= 840, "the bar is at the foot");
    await journey.expectFits(page);
    await journey.screenshot(page, "home-phone");
  },

  "help opens beside the page, takes the keyboard, and gives it back": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    const help = page.getByRole("button", { name: "مساعدة: صفحة اليوم" });
    await help.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("complementary", { name: "صفحة اليوم" }).waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "home-help");
    await page.keyboard.press("Escape");
    await journey.eventually(async () => assert.equal(await page.getByRole("complementary").count(), 0));
    assert.ok(await help.evaluate((button) => button === document.activeElement));
  },
};
