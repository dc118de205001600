// PG-24.P: an amended name on its way through the directorate: filed by the school, examined by the officer, decided by the
// director, the letters printed and confirmed, an original sent and returned, and the end.
import assert from "node:assert/strict";
import { office } from "./support/every-page.mjs";
import { issuedCards } from "./support/issued-cards.mjs";

/** A student's amendment with all its papers, as the school files it. */
async function filed({ registrar, school, studentId }, family) {
  const student = await registrar.get(`${school}/students/${studentId}`);
  const { document_request_id } = await registrar.post(`${school}/amendment-requests`, { student_id: studentId, name_parts: [...student.name_parts.slice(0, 3), family], address: "حي النخيل", justification: "تعديل سجل الأسرة", purpose: "الالتحاق بالمرحلة التالية" });
  for (const paper of ["documents", "birth_paper", "identity"]) await registrar.post(`${school}/document-requests/${document_request_id}/papers`, { paper, reference: "سجل ٩٠١", dated_on: "2026-10-05" });
  return document_request_id;
}

const rowOf = (page, text) => page.getByRole("row").filter({ hasText: text });

/** Opens a window by its button, fills it in, and waits until it is saved. */
async function enter(page, button, fields, save = "احفظ") {
  await button.click();
  const dialog = page.getByRole("dialog");
  for (const [label, value] of Object.entries(fields)) {
    const field = dialog.getByLabel(label, { exact: true });
    if ((await field.evaluate((element) => element.tagName)) === "SELECT") await field.selectOption({ label: value });
    else await field.fill(value);
  }
  await dialog.getByRole("button", { name: save }).click();
  await dialog.waitFor({ state: "detached" });
}

export const journeys = {
  "an amended name goes through the directorate to its end": async (journey) => {
    const { registrar, head, schoolId, school, studentId } = await issuedCards(journey, ["ar"]);
    const requestId = await filed({ registrar, school, studentId }, "القحطاني");
    const [officer, director] = [await office(journey, "officer-of-amendments", "directorate_officer"), await office(journey, "director-of-amendments", "directorate_director")];

    // The officer examines; to decide is not his.
    const page = await journey.signIn(officer);
    await page.getByRole("link", { name: "المدارس", exact: true }).click();
    await page.getByRole("link", { name: "تعديل بيانات الوثائق" }).click();
    await page.getByRole("link", { name: /القحطاني/ }).waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "amendments-list");
    await page.getByRole("link", { name: /القحطاني/ }).click();
    await page.getByText("لم تُدرس مبرراته بعد.").waitFor();
    assert.equal(await page.getByRole("button", { name: "وافق" }).count(), 0);
    await enter(page, page.getByRole("button", { name: "قيّد الدراسة" }), { "نتيجة الدراسة": "يطابق سجل الأسرة رقم ٩٠١" });
    await page.getByText("يطابق سجل الأسرة رقم ٩٠١").waitFor();
    assert.equal(await page.getByRole("button", { name: "وافق" }).count(), 0);
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "amendment-examined", { full: true });
    const address = new URL(page.url()).pathname;

    // The director decides, on a phone: a day to come is refused beside its field.
    const phone = await journey.signIn(director, { size: "phone" });
    await phone.goto(address);
    await phone.getByRole("button", { name: "وافق" }).click();
    const granting = phone.getByRole("dialog");
    await granting.getByLabel("رقم القرار").fill("1448/412");
    await granting.getByRole("textbox", { name: "تاريخ القرار" }).fill("2099-01-01");
    await granting.getByRole("button", { name: "وافق" }).click();
    await granting.getByText(/2099|٢٠٩٩/).last().waitFor();
    await granting.getByRole("textbox", { name: "تاريخ القرار" }).fill("2026-11-22");
    await journey.expectAxeClean(phone);
    await granting.getByRole("button", { name: "وافق" }).click();
    await granting.waitFor({ state: "detached" });
    await phone.getByText(/لا يُختم بعد/).waitFor();
    assert.match((await registrar.get(`${school}/students/${studentId}`)).name_ar, /القحطاني/);
    await journey.expectFits(phone);
    await journey.expectAxeClean(phone);
    await journey.screenshot(phone, "amendment-decided-phone", { full: true });

    // Another school, from outside the record; then each letter is printed and sent.
    await page.reload();
    await enter(page, page.getByRole("button", { name: "أضف خطاباً" }), { "اسم المدرسة": "متوسطة الواحة", "سنوات الدراسة فيها (اختياري)": "1444" }, "أضف خطاباً");
    const file = page.waitForEvent("download");
    await page.getByRole("button", { name: "اطبع الخطاب إلى متوسطة الواحة" }).click();
    assert.match((await file).suggestedFilename(), /^amendment-letter-.*\.pdf$/);
    for (const [to, number] of [["متوسطة الواحة", "1448/77"], ["متوسطة السنابل", "1448/78"], ["قسم الاختبارات بالإدارة", "1448/79"]])
      await enter(page, page.getByRole("button", { name: `قيّد الإرسال: ${to}` }), { "الرقم": number });
    await enter(page, page.getByRole("button", { name: "قيّد الإشعار: متوسطة الواحة" }), { "اسم من أشعر ووظيفته": "سالم الحربي، مدير المدرسة" });
    await rowOf(page, "متوسطة الواحة").getByText(/ورد الإشعار/).waitFor();

    // An original goes to the authority, which alone amends it, and comes back.
    await enter(page, page.getByRole("button", { name: "قيّد أصلاً" }), { "الوثيقة": "شهادة", "المرحلة": "المتوسطة", "أول عامها الهجري": "1403", "رقم الوثيقة": "5512" }, "قيّد أصلاً");
    await rowOf(page, "5512").getByText("الإدارة العامة للاختبارات").waitFor();
    await rowOf(page, "5512").getByText("PG-24.P.5").waitFor();
    const step = (name) => rowOf(page, "5512").getByRole("button", { name: new RegExp(`^${name}`) });
    await enter(page, step("قيّد الاستلام"), {});
    assert.equal(await step("قيّد العودة").count(), 0);
    await enter(page, step("قيّد الإرسال"), { "الرقم": "1448/80", "إلى من": "الإدارة العامة للاختبارات" });
    await enter(page, step("قيّد العودة"), {});
    await enter(page, step("قيّد التسليم"), { "من تسلمه": "والد الطالب" });
    await page.getByText("لا يُختم بعد: بقي واحد من الخطابات والأصول.").waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "amendment-open", { full: true });

    // The school that has the student has a letter too, and confirms it by itself.
    const school_page = await journey.signIn("registrar-sa", { size: "phone", scheme: "dark" });
    await school_page.goto(`/schools/${schoolId}/amendment-letters`);
    await enter(school_page, school_page.getByRole("button", { name: /^أشعر بتعديل .*القحطاني/ }), { "اسم من أشعر ووظيفته": "مدير متوسطة السنابل" }, "أشعر بالتعديل");
    await school_page.getByText("ورد الإشعار").waitFor();
    await journey.expectFits(school_page);
    await journey.expectAxeClean(school_page);
    await journey.screenshot(school_page, "amendment-letters-phone-dark", { full: true });

    await page.reload();
    await page.getByRole("button", { name: "ختم التعديل" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "ختم التعديل" }).click();
    await page.getByText("خُتم في").waitFor();
    assert.equal(await page.getByRole("button", { name: "أضف خطاباً" }).count(), 0);
    await page.goto(address.replace(/\/schools.*/, "/amendments"));
    await page.getByText("لا طلبات تعديل مفتوحة").waitFor();
    await page.getByLabel("المعروض").selectOption({ label: "كلها" });
    await rowOf(page, "القحطاني").getByText(/خُتم/).waitFor();

    // The school sees the same way on its own page, and issues the documents anew.
    const own = await journey.signIn("head-teacher-sa");
    await own.goto(`/schools/${schoolId}/document-requests/${requestId}`);
    await own.getByText("خُتم في").waitFor();
    await own.getByRole("heading", { name: "إعادة إصدار الوثائق" }).waitFor();
    await journey.expectAxeClean(own);
    await journey.screenshot(own, "amendment-of-school", { full: true });
    assert.equal((await head.get(`${school}/document-requests/${requestId}`)).amendment.state, "applied");
  },

  "who came under another form of his name is on the list until he has it amended": async (journey) => {
    const { registrar, schoolId, school, studentId: amended } = await issuedCards(journey, []);
    // Another student than the one whose name was amended above.
    const { items } = await registrar.get(`${school}/students`);
    const studentId = items.find((each) => each.student_id !== amended).student_id;
    const page = await journey.signIn("registrar-sa");
    await page.goto(`/schools/${schoolId}/name-admissions`);
    await page.getByText("لا أسماء تنتظر التعديل.").waitFor();
    await journey.expectAxeClean(page);
    await page.goto(`/schools/${schoolId}/students/${studentId}/documents`);
    await page.getByRole("button", { name: "قيّد قبوله باسم مغاير" }).click();
    const dialog = page.getByRole("dialog");
    const grandfather = await dialog.getByLabel("اسم الجد").inputValue();
    // Two parts alike are not enough.
    await dialog.getByLabel("اسم الجد").fill("زيد");
    await dialog.getByLabel("العائلة، أو الفخذ").fill("الغامدي");
    await dialog.getByRole("textbox", { name: "قُبل في" }).fill("2026-09-01");
    await dialog.getByRole("button", { name: "احفظ القيد" }).click();
    await dialog.getByText(/إشعار/).first().waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "name-admission-refused");
    await dialog.getByLabel("اسم الجد").fill(grandfather);
    await dialog.getByRole("button", { name: "احفظ القيد" }).click();
    await rowOf(page, "الغامدي").getByText("تأخر").waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "name-admissions");
    const phone = await journey.signIn("registrar-sa", { size: "phone" });
    await phone.goto(`/schools/${schoolId}/name-admissions`);
    await rowOf(phone, "الغامدي").waitFor();
    await journey.expectFits(phone);
    await journey.expectAxeClean(phone);
    await journey.screenshot(phone, "name-admissions-phone", { full: true });
    // An amendment that is granted takes him off the list.
    const requestId = await filed({ registrar, school, studentId }, "الزهراني");
    const request = `${school}/document-requests/${requestId}`;
    await registrar.post(`${request}/examinations`, { finding: "يطابق السجل", reference: "1448/391", examined_on: "2026-10-06" });
    const head = await journey.person("head-teacher-sa");
    await head.post(`${request}/decision`, { outcome: "granted", reference: "1448/414", dated_on: "2026-10-07" });
    await page.reload();
    await page.getByText("لا أسماء تنتظر التعديل.").waitFor();
  },
};
