// The papers of several classes: drafts in a ZIP, an issue that is asked once and says whose document could not be made and why, and
// a job that is watched and stopped.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readyClass, saudiSchool } from "./support/ready-class.mjs";

const PASSPHRASE = "أربع نخلات على ضفة الوادي";

/** A school with its key open, by its two holders. */
async function openKey(school, holders) {
  await holders[0].post(`${school}/document-keys`, { holders: holders.map((each) => each.session.grants[0].person_id), needed: 2, decision: "17/2026" });
  for (const step of ["membership", "opening"]) for (const each of holders) await each.post(`${school}/document-keys/${step}`, { passphrase: PASSPHRASE });
}

const jobs = (page) => page.getByRole("region", { name: "أعمالك" }).getByRole("listitem");

export const journeys = {
  "drafts of all classes are printed into a ZIP": async (journey) => {
    const head = await journey.person("head-teacher-kw");
    const { school_id: schoolId } = head.session.grants[0];
    const page = await journey.signIn("head-teacher-kw");
    await page.goto(`/schools/${schoolId}/documents`);
    await page.getByRole("link", { name: "طباعة فصول عدة" }).click();
    await page.getByRole("heading", { name: "طباعة فصول عدة", level: 1 }).waitFor();
    await page.getByText("لا أعمال الآن.").waitFor();
    await page.getByLabel("الورقة", { exact: true }).selectOption({ label: "بطاقة متابعة المتعلم" });
    assert.ok(await page.getByRole("button", { name: "اطبع المسودات" }).isDisabled());
    await page.getByLabel("كل الفصول", { exact: true }).check();
    await page.getByLabel("الملف", { exact: true }).selectOption({ label: "ملف لكل ورقة (ZIP)" });
    const begin = page.getByRole("button", { name: /^اطبع [٠-٩]+ مسود/ });
    await begin.waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "print-jobs-chosen", { full: true });
    // By keyboard alone.
    await begin.focus();
    await page.keyboard.press("Enter");
    await page.getByText("بدأ العمل، وتراه في «أعمالك».").waitFor();
    const job = jobs(page).filter({ hasText: "بطاقة متابعة المتعلم" }).first();
    await job.getByText("مسودات للمراجعة").waitFor();
    const coming = page.waitForEvent("download");
    await job.getByRole("button", { name: /^نزّل ملف بطاقة متابعة المتعلم/ }).click();
    const file = await coming;
    assert.match(file.suggestedFilename(), /\.zip$/);
    assert.equal(readFileSync(await file.path()).subarray(0, 2).toString(), "PK");
    await page.getByText("حُفظ الملف في التنزيلات.").waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "print-jobs-done", { full: true });

    // A job is its maker's alone.
    const registrar = await journey.signIn("registrar-kw", { size: "phone", scheme: "dark" });
    await registrar.goto(`/schools/${schoolId}/print-jobs`);
    await registrar.getByText("لا أعمال الآن.").waitFor();
    // The office issues documents and drafts none.
    assert.deepEqual(await registrar.getByLabel("المطلوب").locator("option").allTextContents(), ["إصدار مرقم موقع"]);
    await journey.expectFits(registrar);
    await journey.expectAxeClean(registrar);
    await journey.screenshot(registrar, "print-jobs-phone-dark", { full: true });
  },

  "an issue is asked once, and says whose document could not be made and why": async (journey) => {
    const [head, registrar] = [await journey.person("head-teacher-sa"), await journey.person("registrar-sa")];
    const { school_id: schoolId } = head.session.grants[0];
    // A student of a class whose results are not published.
    const { name } = await readyClass(await saudiSchool(journey));
    const { items: kinds } = await head.get(`/v1/schools/${schoolId}/paper-kinds`);
    const label = kinds.find((each) => each.kind === "certificate").title_ar;
    const page = await journey.signIn("head-teacher-sa");
    const choose = async () => {
      await page.getByLabel("الورقة", { exact: true }).selectOption({ label });
      await page.getByLabel("عن", { exact: true }).selectOption({ label: "نسخة ولي الأمر" });
      await page.getByLabel("المطلوب").selectOption({ label: "إصدار مرقم موقع" });
      await page.getByLabel("كل الفصول", { exact: true }).check();
    };
    await page.goto(`/schools/${schoolId}/print-jobs`);
    await choose();
    const issue = page.getByRole("button", { name: /^أصدر [٠-٩]+ وث/ });
    await issue.click();
    const asking = page.getByRole("dialog");
    await asking.getByText("لن تصدر وثيقة قبل أن يكون للمدرسة مفتاح توقيع.").waitFor();
    assert.ok(await asking.getByRole("button", { name: "أصدر", exact: true }).isDisabled());
    await asking.getByRole("button", { name: "إلغاء" }).click();

    await openKey(`/v1/schools/${schoolId}`, [head, registrar]);
    await page.reload();
    await page.getByText("مفتاح التوقيع مفتوح").waitFor();
    await choose();
    await issue.click();
    await asking.getByText(/^تصدر [٠-٩]+ وث/).waitFor();
    await asking.getByText("من تعذّر إصدار وثيقته يُذكر باسمه وسببه").waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "print-jobs-asking");
    await asking.getByRole("button", { name: "أصدر", exact: true }).click();
    const job = jobs(page).first();
    await job.getByText(/^صدر [٠-٩]+ من [٠-٩]+\.$/).waitFor();
    await job.getByText(/لم تُطبع/).waitFor();
    // By name, under the server's reason in words.
    await job.getByRole("list", { name: /لم تُعلن|لم تعلن/ }).getByRole("link", { name }).waitFor();
    await journey.expectLoaded(page);
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "print-jobs-unprinted", { full: true });

    const dark = await journey.signIn("head-teacher-sa", { size: "phone", scheme: "dark" });
    await dark.goto(`/schools/${schoolId}/print-jobs`);
    await jobs(dark).first().getByText(/لم تُطبع/).waitFor();
    await journey.expectFits(dark);
    await journey.expectAxeClean(dark);
    await journey.screenshot(dark, "print-jobs-unprinted-phone-dark", { full: true });
  },

  "tables of all classes come in a ZIP, a sheet of one subject is ordered alone, and holders are left out": async (journey) => {
    const head = await journey.person("head-teacher-sa");
    const { school_id: schoolId } = head.session.grants[0];
    const { items: kinds } = await head.get(`/v1/schools/${schoolId}/paper-kinds`);
    const titleOf = (kind) => kinds.find((each) => each.kind === kind).title_ar;
    const page = await journey.signIn("head-teacher-sa");
    await page.goto(`/schools/${schoolId}/print-jobs`);
    const paper = page.getByLabel("الورقة", { exact: true });
    await paper.selectOption({ label: titleOf("subject_sheet") });
    // A paper for work is held by nobody.
    assert.equal(await page.getByLabel("اترك من بيده وثيقة قائمة منها").count(), 0);
    const subject = page.getByLabel("المادة", { exact: true });
    const codes = await subject.locator("option").evaluateAll((all) => all.map((each) => each.value));
    assert.equal(codes[0], "");
    assert.ok(codes.length > 1);
    await subject.selectOption(codes[1]);
    await page.getByLabel("الملف", { exact: true }).selectOption({ label: "جداول Excel (ZIP)" });
    await page.getByLabel("كل الفصول", { exact: true }).check();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "print-jobs-tables", { full: true });
    const sending = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/draft-print-jobs"));
    await page.getByRole("button", { name: /^اطبع/ }).click();
    const sent = (await sending).postDataJSON();
    assert.deepEqual([sent.form, sent.subject], ["tables", codes[1]]);
    await page.getByText("بدأ العمل، وتراه في «أعمالك».").waitFor();
    await jobs(page).first().getByText("جداول Excel (ZIP)").waitFor();
    // Another paper has no subject, and its tables are none.
    await paper.selectOption({ label: titleOf("certificate") });
    await page.getByLabel("اترك من بيده وثيقة قائمة منها").waitFor();
    assert.equal(await subject.count(), 0);
    assert.deepEqual(await page.getByLabel("الملف", { exact: true }).locator("option").allTextContents(), ["ملف واحد للطباعة", "ملف لكل ورقة (ZIP)"]);

    // Who was left out, as the server says it.
    const { items: years } = await head.get(`/v1/schools/${schoolId}/school-years`);
    const { items: classes } = await head.get(`/v1/schools/${schoolId}/school-years/${years[0].school_year_id}/classes`);
    const { items: students } = await head.get(`/v1/schools/${schoolId}/classes/${classes[0].class_id}/students`);
    const job = { print_job_id: "1795327200000001", kind: "certificate", part: "card", subject: null, class_ids: [classes[0].class_id], stage: "issue", form: "one_file", leaves_out_holders: true, state: "done", total: 1, done: 1, printed: 0, begun_at: "2026-11-22T06:00:00.000Z", ended_at: "2026-11-22T06:01:00.000Z", has_file: false, left_out: [{ student_id: students[0].student_id, class_id: classes[0].class_id, serial: "TQ-2026-000014-74" }], unprinted: [] };
    const small = await journey.signIn("head-teacher-sa", { size: "phone", scheme: "dark" });
    await small.route("**/v1/**/print-jobs", (route) => route.fulfill({ json: { items: [job] } }));
    await small.goto(`/schools/${schoolId}/print-jobs`);
    await small.getByText("انتهى، والوثيقة بأيديهم جميعاً").waitFor();
    await small.getByText("واحد تُرك، وبيده الوثيقة").click();
    await small.getByRole("link", { name: students[0].name_ar }).waitFor();
    await small.getByText("TQ-2026-000014-74").waitFor();
    await small.getByLabel("الورقة", { exact: true }).selectOption({ label: titleOf("certificate") });
    await small.getByLabel("اترك من بيده وثيقة قائمة منها").check();
    await journey.expectFits(small);
    await journey.expectAxeClean(small);
    await journey.screenshot(small, "print-jobs-left-out-phone-dark", { full: true });
  },

  "a job that goes on shows how far it is, and is stopped": async (journey) => {
    const head = await journey.person("head-teacher-kw");
    const { school_id: schoolId } = head.session.grants[0];
    const year = (await head.get(`/v1/schools/${schoolId}/school-years`)).items[0];
    const { items: classes } = await head.get(`/v1/schools/${schoolId}/school-years/${year.school_year_id}/classes`);
    // The sample school's jobs end before one can look: this one is told by the test.
    const job = { print_job_id: "1795327200000000", kind: "follow_up_card", part: null, subject: null, leaves_out_holders: false, left_out: [], class_ids: [classes[0].class_id], stage: "draft", form: "one_file", state: "running", total: 40, done: 10, printed: 10, begun_at: "2026-11-22T06:00:00.000Z", ended_at: null, has_file: false, unprinted: [] };
    const page = await journey.signIn("head-teacher-kw", { size: "phone" });
    await page.route("**/v1/**/print-jobs", (route) => route.fulfill({ json: { items: [job] } }));
    let stopped = 0;
    await page.route(`**/v1/**/print-jobs/${job.print_job_id}`, (route) => {
      assert.equal(route.request().method(), "DELETE");
      stopped += 1;
      return route.fulfill({ status: 204 });
    });
    await page.goto(`/schools/${schoolId}/print-jobs`);
    await page.getByText("يُطبع الآن").waitFor();
    await page.getByText("١٠ من ٤٠").waitFor();
    await journey.expectFits(page);
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "print-jobs-running-phone", { full: true });
    Object.assign(job, { done: 20, printed: 20 });
    await page.getByText("٢٠ من ٤٠").waitFor();
    assert.equal(await page.getByRole("progressbar", { name: "بطاقة متابعة المتعلم" }).getAttribute("aria-valuenow"), "50");
    await page.getByRole("button", { name: /^أوقف بطاقة متابعة المتعلم/ }).click();
    await page.getByRole("dialog").getByText("ما طُبع منه إلى الآن يبقى في ملفه").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "أوقف", exact: true }).click();
    await page.getByText("يتوقف بعد ما بيده").waitFor();
    assert.equal(stopped, 1);
    Object.assign(job, { state: "cancelled", ended_at: "2026-11-22T06:01:00.000Z", has_file: true });
    await page.getByText("طُبع ٢٠ من ٤٠.").waitFor();
    await page.getByRole("status").filter({ hasText: "بطاقة متابعة المتعلم: أُوقف" }).waitFor({ state: "attached" });
    await page.getByRole("button", { name: /^نزّل ملف/ }).waitFor();

    // Without its server the list stands as it was last seen, and says so.
    const failing = await journey.signIn("head-teacher-kw", { language: "en" });
    await failing.route("**/v1/**/print-jobs", (route) => route.fulfill({ status: 500, json: { code: "INTERNAL_FAULT", status: 500, message: "", messages: { ar: "خلل", en: "Something broke." }, request_id: "1" } }));
    await failing.goto(`/schools/${schoolId}/print-jobs`);
    await failing.getByText("Something broke.").waitFor();
    await failing.getByRole("button", { name: "Try again" }).waitFor();
    await journey.screenshot(failing, "print-jobs-failed-english", { full: true });
  },
};
