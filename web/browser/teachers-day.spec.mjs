// A teacher's morning by the keyboard alone, and the end of a period: what is missing, the signature, the second reading, a correction.
import assert from "node:assert/strict";

/** A key of an Arabic keyboard: the driver knows those of a Latin one alone. */
const press = (page, key) => page.evaluate((name) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true })), key);
const cell = (page, row, column) => page.locator(`#cell-${row}-${column}`);

async function grantsOf(page) {
  return (await (await page.request.get("/v1/session")).json()).grants;
}

async function sheetsOf(page, school, classId) {
  return (await (await page.request.get(`/v1/schools/${school}/classes/${classId}/mark-sheets`)).json()).sheets;
}

/** A class of the teacher, with its school. */
async function classOf(page, subject = "maths") {
  const { school_id: school, class_id: classId } = (await grantsOf(page)).find((grant) => grant.subject === subject);
  return { school, classId };
}

/** Fills what is missing in a sheet, at the API, so that it can be signed. */
async function complete(teacher, school, sheet) {
  const { missing } = await teacher.get(`/v1/schools/${school}/mark-sheets/${sheet.sheet_id}/missing`);
  if (missing.length === 0) return;
  const { columns } = await teacher.get(`/v1/schools/${school}/mark-sheets/${sheet.sheet_id}`);
  const value = (key) => (columns.find((column) => column.key === key).kind === "level" ? "3" : "8");
  const { accepted } = await teacher.post(`/v1/schools/${school}/mark-sheets/${sheet.sheet_id}/entries`, {
    entries: missing.map(({ student_id, column }) => ({ student_id, column, value: value(column), assessed_on: "2026-11-19" })),
  });
  assert.equal(accepted, missing.length);
}

/** Somebody who heads a subject at the school, with an account; made by the head. */
async function reviewerOf(journey, subject) {
  const head = await journey.person("head-teacher-kw");
  const school = head.session.grants[0].school_id;
  const number = String(Math.floor(Math.random() * 1e6));
  const { staff_member_id } = await head.post(`/v1/schools/${school}/staff`, { name_ar: "سعاد جاسم الراشد", name_en: "Suad", joined_on: "2020-09-01" });
  await head.post(`/v1/schools/${school}/staff/${staff_member_id}/appointments`, { role: "head_of_department", subject, first_day: "2026-09-13", decision: `12/${number}` });
  const name = `reviewer-${number}`;
  const { account_id } = await head.post(`/v1/schools/${school}/accounts`, { name, display_name: "سعاد جاسم الراشد", kind: "staff_member", person_id: staff_member_id });
  const { code } = await head.post(`/v1/schools/${school}/accounts/${account_id}/codes`);
  return { name, code, school };
}

export const journeys = {
  "the roll of a class is taken by keyboard alone, in a few keys": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    const { school, classId } = await classOf(page);
    await page.goto(`/schools/${school}/classes/${classId}/roll`);
    await page.getByRole("heading", { name: "رصد الحضور" }).waitFor();
    await page.locator('[data-row="0"]').waitFor();
    await journey.expectAxeClean(page);
    await journey.eventually(async () => assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-row")), "0"));
    // The first is there, the second is not, the third came late, the fourth was taken for absent and is there.
    for (const key of ["ح", "غ", "ت", "غ", "ArrowUp", "ح"]) await press(page, key);
    await page.getByText("غائب واحد، متأخر واحد").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText("سُجّل الحضور.").waitFor();
    const { items } = await (await page.request.get(`/v1/schools/${school}/classes/${classId}/rolls?day=2026-11-22`)).json();
    assert.deepEqual(items.find((roll) => roll.slot === "day").exceptions.map((each) => each.status).sort(), ["absent", "late"]);
    await journey.screenshot(page, "roll");
  },

  "a roll of a period stands beside that of the day, on a phone too": async (journey) => {
    const page = await journey.signIn("teacher-kw", { size: "phone" });
    const { school, classId } = await classOf(page);
    await page.goto(`/schools/${school}/classes/${classId}/roll`);
    await page.getByLabel("الرصد").selectOption({ label: "الحصة ٢" });
    const first = page.getByRole("radiogroup").first();
    await first.getByText("متأخر").click();
    await page.getByLabel(/^دقائق تأخر/).fill("١٢");
    await page.getByRole("button", { name: "سجّل الحضور" }).click();
    await page.getByText("سُجّل الحضور.").waitFor();
    const { items } = await (await page.request.get(`/v1/schools/${school}/classes/${classId}/rolls?day=2026-11-22`)).json();
    const roll = items.find((each) => each.slot === "period" && each.period === 2);
    assert.deepEqual(roll.exceptions.map((each) => [each.status, each.minutes]), [["late", 12]]);
    await journey.expectFits(page);
  },

  "levels go in by one key each, a range is filled down and taken back at once": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    const { school, classId } = await classOf(page);
    const sheet = (await sheetsOf(page, school, classId)).find((each) => each.subject === "maths" && each.part === "formative" && each.term === 2);
    await page.goto(`/schools/${school}/sheets/${sheet.sheet_id}`);
    await page.getByRole("grid").waitFor();
    await page.getByRole("textbox", { name: "تاريخ القياس" }).waitFor();
    await journey.expectAxeClean(page);
    // The second term has not begun: the server says so, and what was typed stays with the reason.
    await cell(page, 0, 0).click();
    await page.keyboard.type("3");
    await journey.eventually(async () => assert.equal(await cell(page, 0, 0).getAttribute("aria-invalid"), "true"));
    const open = (await sheetsOf(page, school, classId)).find((each) => each.subject === "science" && each.part === "formative" && each.term === 1);
    await page.goto(`/schools/${school}/sheets/${open.sheet_id}`);
    await page.getByRole("grid").waitFor();
    // The first empty repetition of the first criterion.
    await cell(page, 0, 1).click();
    for (const level of ["4", "٣", "2"]) await page.keyboard.type(level);
    for (const [row, level] of ["٤", "٣", "٢"].entries()) await journey.eventually(async () => assert.equal((await cell(page, row, 1).locator("span").first().textContent())?.trim(), level));
    await journey.expectSaved(page);
    // From the third down to the sixth.
    await cell(page, 2, 1).click();
    for (let row = 0; row < 3; row += 1) await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Control+d");
    await journey.eventually(async () => assert.equal((await cell(page, 5, 1).locator("span").first().textContent())?.trim(), "٢"));
    await page.keyboard.press("Control+z");
    await journey.eventually(async () => assert.equal((await cell(page, 5, 1).locator("span").first().textContent())?.trim(), ""));
    await journey.expectSaved(page);
    await page.keyboard.press("F4");
    await page.getByRole("complementary", { name: "تفاصيل الخلية" }).waitFor();
    await journey.screenshot(page, "sheet-cell");
  },

  "a period ends: what is missing, the teacher signs, another reads and signs, a mark is corrected by two": async (journey) => {
    const teacher = await journey.person("teacher-kw");
    const page = await journey.signIn("teacher-kw");
    const { school, classId } = await classOf(page);
    const sheet = (await sheetsOf(page, school, classId)).find((each) => each.subject === "maths" && each.part === "formative" && each.term === 1);
    await page.goto(`/schools/${school}/sheets/${sheet.sheet_id}/signing`);
    await page.getByRole("heading", { name: "توقيع الكشف ومراجعته" }).waitFor();
    await journey.expectAxeClean(page);
    await complete(teacher, school, sheet);
    await page.reload();
    await page.getByText("اكتمل الكشف.").waitFor();
    await page.getByRole("button", { name: "وقّع الكشف" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "وقّع الكشف" }).click();
    await page.getByText("كما وُقّع").waitFor();

    // The reviewer types what stands on paper; one mark is read otherwise.
    const reviewer = await reviewerOf(journey, "maths");
    const other = await journey.open();
    await other.goto("/");
    const answer = await other.request.post("/v1/session/code", { data: { name: reviewer.name, code: reviewer.code, new_password: "green lantern of the demo" } });
    assert.ok(answer.ok(), await answer.text());
    await other.goto("/");
    await other.getByRole("link", { name: "مادتي" }).click();
    await other.getByRole("heading", { name: /حال المادة/ }).waitFor();
    await journey.expectAxeClean(other);
    await other.getByRole("link", { name: /سجل تحصيل التقييم البنائي/ }).first().click();
    await other.getByRole("link", { name: "القراءة الثانية" }).click();
    const fields = other.getByRole("table", { name: "القراءة الثانية" }).getByRole("textbox");
    await fields.first().waitFor();
    const standing = (await teacher.get(`/v1/schools/${school}/mark-sheets/${sheet.sheet_id}`)).cells;
    assert.ok(standing.length > 0);
    await fields.first().fill("9");
    await other.getByText(/فرق واحد/).first().waitFor();
    await journey.expectAxeClean(other);
    await journey.screenshot(other, "second-reading");
    await other.getByRole("link", { name: "التوقيع والمراجعة" }).click();
    await other.getByRole("button", { name: "وقّع مراجعاً" }).click();
    await other.getByRole("dialog").getByRole("button", { name: "وقّع مراجعاً" }).click();
    await journey.eventually(async () => assert.equal(await other.getByText("كما وُقّع").count(), 2));

    // The teacher asks for a correction, and the head approves it: the old mark stays legible beside the new one.
    const target = standing.find((each) => each.level !== undefined);
    await page.goto(`/schools/${school}/sheets/${sheet.sheet_id}?student=${target.student_id}&column=${target.column}`);
    await page.getByRole("grid").waitFor();
    await page.keyboard.press("F4");
    await page.getByLabel("القيمة الصحيحة").fill(target.level === "4" ? "٣" : "٤");
    await page.getByLabel("السبب").selectOption({ label: "خطأ في النقل" });
    await page.getByLabel(/الدليل/).fill("ورقة المتعلم");
    await page.getByRole("button", { name: "أرسل الطلب" }).click();
    await page.getByText("أُرسل الطلب، وينتظر البت.").waitFor();
    const head = await journey.signIn("head-teacher-kw");
    await head.goto(`/schools/${school}/sheets/${sheet.sheet_id}/signing`);
    await head.getByRole("button", { name: "اعتمد التصحيح" }).click();
    await head.getByText(/اعتُمد:/).waitFor();
    await journey.screenshot(head, "signing");
    await page.reload();
    await page.getByRole("grid").waitFor();
    await page.locator(".mark-cell del").first().waitFor();
    await journey.screenshot(page, "sheet-corrected");
  },

  "who is due a notice is seen and told, and an excuse is decided": async (journey) => {
    const head = await journey.signIn("head-teacher-kw");
    const registrar = await journey.person("registrar-kw");
    const { school_id: school } = registrar.session.grants[0];
    const teacher = await journey.person("teacher-kw");
    const classId = teacher.session.grants.find((grant) => grant.class_id).class_id;
    const attendance = await teacher.get(`/v1/schools/${school}/classes/${classId}/attendance`);
    const due = attendance.students.find((student) => student.due.length > 0) ?? attendance.students[0];
    const { absences } = await teacher.get(`/v1/schools/${school}/students/${due.student_id}/attendance/${attendance.school_year_id}`);
    const { day } = absences.filter((absence) => !absence.is_excused).at(-1);
    await registrar.post(`/v1/schools/${school}/students/${due.student_id}/excuses`, { first_day: day, kind: "medical", document: "٧", on_school_form: true, certifier: "health_centre", school_health_certified: true, submitted_on: "2026-11-22" });
    await head.goto(`/schools/${school}/excuses`);
    await head.getByRole("heading", { name: "الأعذار", exact: true }).waitFor();
    await journey.expectAxeClean(head);
    const row = head.getByRole("listitem").filter({ hasText: due.name_ar }).first();
    await row.getByLabel("السبب").fill("شهادة مركز صحي");
    await row.getByRole("button", { name: "اقبل" }).click();
    // It came after its last day (KW-22.5): the head may accept it all the same, knowingly.
    await row.getByRole("alert").filter({ hasText: "KW-22.5" }).waitFor();
    await row.getByLabel("أقبله وقد تأخر عن موعده").check();
    await row.getByRole("button", { name: "اقبل" }).click();
    await journey.eventually(async () => assert.equal(await head.getByRole("listitem").filter({ hasText: due.name_ar }).count(), 0));
    await head.goto(`/schools/${school}/classes/${classId}/attendance`);
    await head.getByRole("table").waitFor();
    await journey.expectAxeClean(head);
    await journey.screenshot(head, "class-attendance");
    const issue = head.getByRole("button", { name: /^أصدر:/ }).first();
    if ((await issue.count()) > 0) {
      const name = await issue.textContent();
      await issue.click();
      await head.getByRole("dialog").getByRole("button", { name }).click();
      await head.getByText(/لم يُعلم ولي الأمر بعد/).first().waitFor();
    }
  },

  "a student's page and how his class stands": async (journey) => {
    for (const look of [{}, { size: "phone" }, { scheme: "dark" }]) {
      const page = await journey.signIn("teacher-kw", look);
      const { school, classId } = await classOf(page);
      await page.goto(`/schools/${school}/classes/${classId}/overview`);
      await page.getByRole("heading", { name: "حال الفصل" }).waitFor();
      await page.getByRole("heading", { name: "ما بقي من الرصد" }).waitFor();
      await journey.expectAxeClean(page);
      await journey.expectFits(page);
      await journey.screenshot(page, `overview${look.size ?? look.scheme ?? ""}`);
      const { items } = await (await page.request.get(`/v1/schools/${school}/classes/${classId}/students`)).json();
      for (const part of ["marks", "attendance", "conduct"]) {
        await page.goto(`/schools/${school}/students/${items[0].student_id}?part=${part}`);
        await page.getByRole("heading", { name: items[0].name_ar }).waitFor();
        await journey.expectAxeClean(page);
        await journey.expectFits(page);
        await journey.screenshot(page, `student-${part}${look.size ?? look.scheme ?? ""}`);
      }
    }
  },
};
