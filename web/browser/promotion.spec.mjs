// The move to the next year: a plan that changes nothing, one student given another class, the run, and its undoing.
import assert from "node:assert/strict";

async function nextYear(journey) {
  const head = await journey.person("head-teacher-primary");
  const { school_id: schoolId } = head.session.grants[0];
  const school = `/v1/schools/${schoolId}`;
  const years = (await head.get(`${school}/school-years`)).items;
  const [before, after] = ["1446", "1448"].map((name) => years.find((each) => each.name === name).school_year_id);
  const plan = await head.post(`${school}/school-years/${after}/plans`, { grade: 2, regulation: "sa_1426", subjects: [{ subject: "MTH", name_ar: "الرياضيات", name_en: "Mathematics", group: "OTHER", weekly_periods: 4 }] });
  const classes = [];
  for (const name of ["أ", "ب"]) classes.push((await head.post(`${school}/classes`, { study_plan_id: plan.study_plan_id, name, capacity: 20 })).class_id);
  return { head, schoolId, school, before, classes };
}

const studentsOf = async ({ head, school, classes }) => Promise.all(classes.map(async (each) => (await head.get(`${school}/classes/${each}/students`)).items.map((student) => student.student_id)));

export const journeys = {
  "a plan is worked out and changed, run, and undone; only the run moves anybody": async (journey) => {
    const place = await nextYear(journey);
    const page = await journey.signIn("head-teacher-primary");
    await page.goto(`/schools/${place.schoolId}/years/${place.before}/promotion`);
    await page.getByText("لم يُنقل أحد من هذا العام بعد.").waitFor();
    await page.getByRole("button", { name: "احسب الخطة" }).click();
    const students = page.getByRole("table", { name: "المتعلمون" });
    await students.getByRole("row").nth(1).waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "promotion-plan", { full: true });
    assert.deepEqual((await studentsOf(place)).flat(), [], "a plan moves nobody");

    // One of them goes to the other class: the plan is worked out again before it can be run.
    await page.getByLabel("اعرض", { exact: true }).selectOption({ label: "ينتقل" });
    const choice = students.getByRole("combobox").first();
    await choice.selectOption({ label: "الصف ٢ ب" });
    assert.equal(await page.getByRole("button", { name: /^انقل/ }).count(), 0);
    await page.getByRole("button", { name: "أعد حساب الخطة" }).click();
    const run = page.getByRole("button", { name: /^انقل/ });
    await run.click();
    await page.getByRole("dialog").getByRole("button", { name: /^انقل/ }).click();
    await page.getByText(/^نُقل .*ارتقى/).waitFor();
    const [first, second] = await studentsOf(place);
    assert.ok(first.length > 0);
    assert.equal(second.length, 1);
    const done = page.getByRole("table", { name: "ما نُفّذ" });
    await done.getByText("قائم").waitFor();
    await journey.expectAxeClean(page);

    await done.getByRole("button", { name: "تراجع" }).click();
    const undo = page.getByRole("dialog");
    await undo.getByLabel("السبب").fill("خطة ناقصة");
    await undo.getByRole("button", { name: "تراجع" }).click();
    await done.getByText("تُراجع عنه: خطة ناقصة").waitFor();
    assert.deepEqual((await studentsOf(place)).flat(), [], "everybody is back");
    await journey.screenshot(page, "promotion-undone", { full: true });
  },
};
