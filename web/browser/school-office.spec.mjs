// The school's office: a student with his guardian, a year from nothing, an appointment, a file with errors, the audit trail.
import assert from "node:assert/strict";
import { PASSWORD, Person } from "./support/server.mjs";

const place = async (journey, account) => {
  const person = await journey.person(account);
  return `/schools/${person.session.grants[0].school_id}`;
};

const choose = async (scope, label, option) => scope.getByLabel(label, { exact: true }).selectOption({ label: option });

/** A roster as a portal writes it: the second row has a class that there is not, unless it is mended. */
const roster = (secondClass) =>
  Buffer.from(["\uFEFFرقم الطالب,اسم الطالب,الجنس,الجنسية,الصف,الفصل", "9101,سالم راشد حمد المطر,ذكر,الكويت,4,أ", `9102,ماجد علي حمد المطر,ذكر,الكويت,4,${secondClass}`].join("\r\n"));

export const journeys = {
  "the registrar adds a student, enrols him, and hands his father a code": async (journey) => {
    const school = await place(journey, "registrar-kw");
    const page = await journey.signIn("registrar-kw");
    await page.goto(`${school}/students`);
    await journey.expectAxeClean(page);
    await page.getByRole("button", { name: "أضف متعلماً", exact: true }).click();
    await page.getByLabel("الاسم الأول").fill("راشد");
    // What is wrong is said beside its field, before anything is sent.
    await page.getByRole("button", { name: "أضف متعلماً", exact: true }).click();
    await page.getByText("املأ هذا الحقل.").first().waitFor();
    await page.getByLabel("اسم الأب").fill("سالم");
    await page.getByLabel("اسم الجد").fill("حمد");
    await page.getByLabel("العائلة أو الفخذ").fill("الغدير");
    await page.getByLabel("رقم المتعلم").fill("7001");
    await choose(page, "الجنس", "ذكر");
    await page.getByLabel(/^تاريخ الميلاد/).first().fill("١٢/٥/٢٠١٦");
    await page.getByText("١٢ مايو ٢٠١٦").waitFor();
    await choose(page, "الجنسية", "الكويت");
    await journey.expectAxeClean(page);
    await page.getByRole("button", { name: "أضف متعلماً", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "راشد سالم حمد الغدير" }).waitFor();

    await page.getByRole("button", { name: "قيّد في فصل" }).click();
    const enrol = page.getByRole("dialog");
    await choose(enrol, "الفصل", "الصف ٤ أ");
    await journey.expectAxeClean(page);
    await enrol.getByRole("button", { name: "قيّد في فصل" }).click();
    await page.getByRole("table", { name: "القيد" }).getByText("الصف ٤ أ").waitFor();

    await page.getByRole("button", { name: "أضف ولي أمر" }).click();
    const guardian = page.getByRole("dialog");
    await guardian.getByText("ولي أمر جديد").click();
    await guardian.getByLabel("الاسم", { exact: true }).fill("سالم حمد الغدير");
    await guardian.getByLabel(/^الهاتف/).fill("٥٥٥٠١٢٣٤");
    await choose(guardian, "الصلة", "الأب");
    await guardian.getByRole("button", { name: "أضف ولي أمر" }).click();
    await page.getByRole("link", { name: "سالم حمد الغدير" }).click();
    // The student's page has such a link too.
    await page.getByRole("heading", { level: 1, name: "سالم حمد الغدير", exact: true }).waitFor();

    await page.getByRole("link", { name: "حساب الدخول" }).click();
    await page.getByText("لا حساب لهذا الشخص بعد.").waitFor();
    await page.getByRole("button", { name: "أنشئ حساباً" }).click();
    const account = page.getByRole("dialog");
    await account.getByLabel("اسم المستخدم").fill("salem-7001");
    await account.getByRole("button", { name: "أنشئ حساباً" }).click();
    await page.getByRole("button", { name: "أصدر رمز دخول" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "أصدر رمز دخول" }).click();
    const slip = page.getByRole("region", { name: "رمز الدخول إلى تقويم" });
    const code = await slip.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).textContent();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "school-code-slip", { full: true });

    // The father signs in with it, and sees his child.
    const father = await journey.open({ size: "phone" });
    await father.goto("/");
    await father.getByRole("button", { name: "معي رمز من المدرسة" }).click();
    await father.getByLabel("اسم المستخدم").fill("salem-7001");
    await father.getByLabel(/^الرمز/).fill(code);
    await father.getByLabel(/^كلمة المرور الجديدة( \*)?$/).fill("quiet harbour at dawn");
    await father.getByLabel(/^كلمة المرور الجديدة مرة أخرى/).fill("quiet harbour at dawn");
    await father.getByRole("button", { name: "دخول" }).click();
    await father.getByRole("link", { name: "راشد سالم حمد الغدير" }).waitFor();
    await father.getByRole("button", { name: "حساب سالم حمد الغدير", exact: true }).waitFor();
  },

  "two people edit one student: the second sees both values and chooses": async (journey) => {
    const school = await place(journey, "registrar-kw");
    const head = await journey.person("head-teacher-kw");
    const found = await head.get(`/v1${school}/students?number=1005`);
    const [student] = found.items;
    const page = await journey.signIn("registrar-kw");
    await page.goto(`${school}/students/${student.student_id}/file`);
    await page.getByRole("button", { name: "عدّل" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("رقم المتعلم").fill("1905");
    await head.send("PATCH", `/v1${school}/students/${student.student_id}`, { student_number: "1805", name_parts: student.name_parts, name_en: student.name_en, sex: student.sex, birth_day: student.birth_day, nationality: student.nationality, is_muslim: student.is_muslim, version: student.version });
    await form.getByRole("button", { name: "احفظ" }).click();
    const row = form.getByRole("row").filter({ hasText: "رقم المتعلم" });
    await row.waitFor();
    assert.match(await row.innerText(), /1905[\s\S]*1805/);
    await journey.expectAxeClean(page);
    await form.getByRole("button", { name: "احفظ ما كتبته" }).click();
    await page.getByText("١٩٠٥").waitFor();
  },

  "a roster with an error is tried, mended, tried again and done": async (journey) => {
    const school = await place(journey, "registrar-kw");
    const page = await journey.signIn("registrar-kw");
    const tryFile = async (name, buffer) => {
      await page.goto(`${school}/imports`);
      await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer });
      await page.getByRole("button", { name: "جرّب الملف" }).click();
      await page.getByRole("heading", { level: 1, name }).waitFor();
    };
    await tryFile("قائمة.csv", roster("ي"));
    const problems = page.getByRole("table", { name: "المشكلات" });
    await problems.getByRole("row").filter({ hasText: "الصف ٣" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "نفّذ الاستيراد" }).isDisabled(), true);
    await page.getByLabel(/ابحث في المشكلات/).fill("لا يوجد هذا");
    await page.getByText("لا شيء يطابق").waitFor();
    await journey.screenshot(page, "school-import-problems", { full: true });
    await journey.expectAxeClean(page);

    await tryFile("قائمة-مصححة.csv", roster("أ"));
    await page.getByText("لا مشكلات في الملف.").waitFor();
    await page.getByText("ما سيُفعل، سجلاً سجلاً").click();
    await page.getByRole("table", { name: "ما سيُفعل، سجلاً سجلاً" }).waitFor();
    await page.getByRole("button", { name: "نفّذ الاستيراد" }).click();
    await page.getByText(/نُفّذ الاستيراد/).first().waitFor();
    await page.goto(`${school}/students`);
    await page.getByLabel("الاسم أو رقم المتعلم").fill("٩١٠٢");
    await page.getByRole("link", { name: "ماجد علي حمد المطر" }).waitFor();
  },

  "a deputy's file of marks is tried with an error, mended, done and taken back": async (journey) => {
    const head = await journey.person("head-teacher-kw");
    const school = `/schools/${head.session.grants[0].school_id}`;
    const api = `/v1${school}`;
    const member = await head.post(`${api}/staff`, { name_ar: "سعد منصور النجار", name_en: "Saad Al-Najjar", joined_on: "2026-09-01" });
    await head.post(`${api}/staff/${member.staff_member_id}/appointments`, { role: "deputy", first_day: "2026-09-13", decision: "9/2026" });
    const made = await head.post(`${api}/accounts`, { name: "deputy-kw", display_name: "سعد منصور النجار", kind: "staff_member", person_id: member.staff_member_id });
    const { code } = await head.post(`${api}/accounts/${made.account_id}/codes`, {});
    await new Person(journey.server.origin).post("/v1/session/code", { name: "deputy-kw", code, new_password: PASSWORD });

    const page = await journey.signIn("deputy-kw");
    const file = (mark) => ({ name: `درجات-${mark}.csv`, mimeType: "text/csv", buffer: Buffer.from(`\uFEFFرقم الطالب,اللغة العربية الوحدة 1\r\n1001,${mark}\r\n1002,٨\r\n`) });
    const tryFile = async (mark) => {
      await page.goto(`${school}/imports`);
      await page.getByRole("radiogroup", { name: "ما في الملف" }).getByText("الدرجات").click();
      await choose(page, "الفصل الدراسي", "الفصل الأول");
      await page.locator("input[type=file]").setInputFiles(file(mark));
      await page.getByRole("button", { name: "جرّب الملف" }).click();
      await page.getByRole("heading", { level: 1, name: `درجات-${mark}.csv` }).waitFor();
    };
    await tryFile("99");
    await page.getByRole("table", { name: "المشكلات" }).getByRole("row").filter({ hasText: "الصف ٢" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "نفّذ الاستيراد" }).isDisabled(), true);
    await journey.expectAxeClean(page);

    await tryFile("9");
    await page.getByText("لا مشكلات في الملف.").waitFor();
    await page.getByRole("button", { name: "نفّذ الاستيراد" }).click();
    await page.getByText(/نُفّذ الاستيراد: سجلان/).waitFor();
    await page.getByRole("button", { name: "تراجع عن الاستيراد" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "تراجع عن الاستيراد" }).click();
    await page.getByRole("listitem").filter({ hasText: "تُراجع عنه" }).waitFor();
    await journey.expectAxeClean(page);
  },

  "the head sets up a year from nothing": async (journey) => {
    const school = await place(journey, "head-teacher-kw");
    const page = await journey.signIn("head-teacher-kw");
    await page.goto(`${school}/setup`);
    await page.getByRole("button", { name: "أضف عاماً دراسياً" }).click();
    const year = page.getByRole("dialog");
    const days = { "اسم العام": "2027-2028", "أول يوم": "12/9/2027", "آخر يوم": "15/6/2028", "أول الفصل الأول": "12/9/2027", "آخر الفصل الأول": "20/1/2028" };
    for (const [label, text] of Object.entries(days)) await year.getByLabel(label, { exact: true }).fill(text);
    await year.getByLabel(/^أول الفصل الثاني/).first().fill("6/2/2028");
    await year.getByLabel(/^آخر الفصل الثاني/).first().fill("15/6/2028");
    await journey.expectAxeClean(page);
    await year.getByRole("button", { name: "أضف عاماً دراسياً" }).click();
    await page.getByRole("heading", { level: 1, name: /٢٠٢٧/ }).waitFor();

    await page.getByRole("link", { name: /^التقويم الدراسي/ }).click();
    await page.getByRole("button", { name: "أضف أياماً" }).click();
    const holiday = page.getByRole("dialog");
    await holiday.getByLabel("المناسبة").fill("العيد الوطني");
    await holiday.getByLabel("أول يوم", { exact: true }).fill("24/2/2028");
    await holiday.getByLabel(/^آخر يوم/).first().fill("27/2/2028");
    await holiday.getByRole("button", { name: "أضف أياماً" }).click();
    // Thursday and Sunday; the weekend between them is none already.
    await journey.eventually(async () => assert.equal(await page.getByRole("table", { name: "الإجازات وأيام الدراسة الخاصة" }).getByRole("row").count(), 3));
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "school-calendar", { full: true });
    await page.getByRole("link", { name: /٢٠٢٧/ }).click();

    await page.getByRole("link", { name: /^الخطط الدراسية/ }).click();
    await page.getByRole("button", { name: "أنشئ خطط اللائحة" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "أنشئها" }).click();
    await page.getByRole("link", { name: /خطة الصف ٤/ }).click();
    await page.getByText(/^المجموع:/).waitFor();
    await journey.expectAxeClean(page);
    await page.goBack();
    await page.goBack();

    await page.getByRole("link", { name: /^الفصول/ }).last().click();
    await page.getByRole("button", { name: "أضف فصلاً" }).click();
    const added = page.getByRole("dialog");
    await choose(added, "الخطة", "خطة الصف ٤");
    await added.getByLabel("حرفه أو رقمه").fill("أ");
    await added.getByRole("button", { name: "أضف فصلاً" }).click();
    await page.getByRole("link", { name: "الصف ٤ أ" }).waitFor();
    await journey.expectAxeClean(page);

    await page.getByRole("link", { name: /٢٠٢٧/ }).click();
    await page.getByRole("link", { name: /^نوافذ الرصد/ }).click();
    await page.getByRole("button", { name: "افتح نافذة" }).click();
    const open = page.getByRole("dialog");
    await choose(open, "الفصل الدراسي", "الفصل الأول");
    await open.getByLabel("أول يوم", { exact: true }).fill("12/9/2027");
    await open.getByLabel("آخر يوم", { exact: true }).fill("20/1/2028");
    await open.getByRole("button", { name: "افتح نافذة" }).click();
    await page.getByRole("table", { name: "النوافذ" }).getByText("لم تُفتح").waitFor();
    await page.getByLabel("بتوزيع الدرجات الساري يوم", { exact: true }).fill("12/9/2027");
    await page.getByRole("button", { name: "جرّب فتح الكشوف" }).click();
    await page.getByRole("button", { name: "افتحها" }).click();
    await page.getByText("فُتحت الكشوف.").waitFor();
    await journey.expectAxeClean(page);
  },

  "the head appoints a teacher by a decision and ends the appointment": async (journey) => {
    const school = await place(journey, "head-teacher-kw");
    const page = await journey.signIn("head-teacher-kw");
    await page.goto(`${school}/staff`);
    await page.getByRole("button", { name: "أضف منسوباً" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("الاسم", { exact: true }).fill("يوسف منصور الزيتون");
    await form.getByLabel("الاسم بالإنجليزية").fill("Yousef Al-Zaitoun");
    await form.getByRole("button", { name: "أضف منسوباً" }).click();
    await page.getByRole("heading", { level: 1, name: "يوسف منصور الزيتون" }).waitFor();
    await page.getByRole("button", { name: "كلّف بقرار" }).click();
    const appoint = page.getByRole("dialog");
    await choose(appoint, "العمل", "معلم المادة");
    await appoint.getByLabel("القرار", { exact: true }).fill("45/2026");
    await choose(appoint, "الفصل", "الصف ٤ أ");
    await choose(appoint, "المادة", "الرياضيات");
    await journey.expectAxeClean(page);
    await appoint.getByRole("button", { name: "كلّف بقرار" }).click();
    const table = page.getByRole("table", { name: "التكليفات" });
    await table.getByText("ساري").waitFor();
    await table.getByRole("button", { name: "أنهِ تكليف معلم المادة" }).click();
    const end = page.getByRole("dialog");
    await end.getByLabel("السبب").fill("نُقل إلى مدرسة أخرى");
    await end.getByRole("button", { name: "أنهِ التكليف" }).click();
    await journey.eventually(async () => assert.equal(await table.getByRole("button").count(), 0));
    await journey.expectAxeClean(page);
  },

  "the head verifies the audit trail and finds what happened to one record": async (journey) => {
    const school = await place(journey, "head-teacher-kw");
    const page = await journey.signIn("head-teacher-kw");
    await page.goto(`${school}/audit`);
    await page.getByRole("button", { name: "تحقق من السلسلة" }).click();
    await page.getByText(/السلسلة سليمة/).waitFor();
    const entries = page.getByRole("table", { name: "ما فُعل" });
    await entries.getByRole("button", { name: /^تفاصيل السطر/ }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "كل ما جرى لهذا السجل" }).click();
    await page.getByRole("button", { name: "اعرض كل السجلات" }).waitFor();
    await journey.eventually(async () => assert.ok((await entries.getByRole("row").count()) >= 2));
    await journey.expectAxeClean(page);
    await page.getByText("من اطّلع").click();
    await journey.expectAxeClean(page);
  },

  "the office's pages have no barriers and fit a phone": async (journey) => {
    const head = await journey.person("head-teacher-sa");
    const school = `/schools/${head.session.grants[0].school_id}`;
    const years = (await head.get(`/v1${school}/school-years`)).items;
    const year = years.at(-1);
    const [of] = (await head.get(`/v1${school}/school-years/${year.school_year_id}/classes`)).items;
    const paths = { school, promotion: `${school}/years/${year.school_year_id}/promotion`, timetable: `${school}/years/${year.school_year_id}/timetable/${of.class_id}`, committees: `${school}/committees`, imports: `${school}/imports` };
    const desk = await journey.signIn("head-teacher-sa");
    const phone = await journey.signIn("head-teacher-sa", { size: "phone", scheme: "dark" });
    for (const [name, path] of Object.entries(paths)) {
      await desk.goto(path);
      await desk.getByRole("heading", { level: 1 }).waitFor();
      await journey.screenshot(desk, `office-${name}`, { full: true });
      await journey.expectAxeClean(desk);
      await phone.goto(path);
      await phone.getByRole("heading", { level: 1 }).waitFor();
      await journey.screenshot(phone, `office-${name}-phone`, { full: true });
      await journey.expectAxeClean(phone);
      await journey.expectFits(phone);
    }
  },
};
