// The first page and what stands around every page: what is due, the one switch, the search, the places at the foot of a phone.
import assert from "node:assert/strict";
import { hired, readyClass, saudiSchool } from "./support/ready-class.mjs";

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

  "an excuse waits for the head, and the guardian hears what became of it": async (journey) => {
    const guardian = await journey.person("guardian-kw");
    const { school_id: schoolId, children } = guardian.session.grants[0];
    const excuse = await guardian.post(`/v1/schools/${schoolId}/students/${children[0]}/excuses`, { first_day: "2026-11-10", last_day: "2026-11-10", kind: "medical", certifier: "health_centre", submitted_on: "2026-11-22" });
    const head = await journey.signIn("head-teacher-kw");
    await head.getByRole("link", { name: /قرارك/ }).click();
    await head.getByRole("heading", { level: 1, name: /أعذار|الأعذار/ }).waitFor();
    await (await journey.person("head-teacher-kw")).post(`/v1/schools/${schoolId}/excuses/${excuse.excuse_id}/decisions`, { judgement: "refused", reason: "قُدّم بعد موعده" });
    const father = await journey.signIn("guardian-kw", { size: "phone" });
    await father.getByRole("heading", { name: "تغيّر" }).waitFor();
    await father.getByRole("link", { name: /لم يُقبل العذر/ }).waitFor();
    await journey.expectFits(father);
    await journey.expectAxeClean(father);
    await journey.screenshot(father, "home-guardian-changed");
  },

  "what came back and what was decided stands among what changed": async (journey) => {
    const place = await saudiSchool(journey);
    const deputyName = await hired(place, "deputy", "deputy-of-home");
    const { classId } = await readyClass(place, { letter: "و", number: "8011" });
    const deputy = await journey.person(deputyName);
    const proposals = `${place.school}/school-years/${place.yearId}/publication-proposals`;
    const { proposal_id: proposal } = await deputy.post(proposals, { class_ids: [classId] });
    const head = await journey.signIn("head-teacher-sa");
    await head.getByRole("link", { name: /عرض لإعلان نتائج ينتظرك/ }).waitFor();
    await place.head.post(`${place.school}/publication-proposals/${proposal}/decision`, { is_accepted: false, note: "كشف الرياضيات يُراجع" });
    const { sheets } = await place.teacher.get(`${place.school}/classes/${classId}/mark-sheets?subject=MTH`);
    const signed = sheets.find((sheet) => sheet.signed_at !== undefined);
    await place.head.post(`${place.school}/mark-sheets/${signed.sheet_id}/withdrawal`, { reason: "درجة لم تُنقل" });

    const own = await journey.signIn(deputyName);
    await own.getByRole("link", { name: /رُدّ إليك ما عرضته.*كشف الرياضيات يُراجع/ }).waitFor();
    const teacher = await journey.signIn("teacher-sa");
    await teacher.getByRole("link", { name: /الصف ٩ و.*أُعيد الكشف إليك.*درجة لم تُنقل/ }).waitFor();
    await journey.expectAxeClean(teacher);
    await journey.screenshot(teacher, "home-changed");
    await teacher.getByRole("link", { name: /أُعيد الكشف إليك/ }).click();
    await teacher.waitForURL(/\/signing$/);
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
    const help = page.getByRole("button", { name: "مساعدة: اليوم" });
    await help.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("complementary", { name: "اليوم" }).waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "home-help");
    await page.keyboard.press("Escape");
    await journey.eventually(async () => assert.equal(await page.getByRole("complementary").count(), 0));
    assert.ok(await help.evaluate((button) => button === document.activeElement));
  },
};
