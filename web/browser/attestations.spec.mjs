// PG-24.T, PG-24.TR: from a student's document to the register of attestation and translation: who signs is said before one
// saves, what came back is entered, and what was entered by mistake is withdrawn.
import assert from "node:assert/strict";
import { office } from "./support/every-page.mjs";

const PASSPHRASE = "سبع سواقٍ في بستان النخيل";

/** A Saudi school whose key is open, and a card in each language that was issued to one of its students. */
async function issued(journey) {
  const head = await journey.person("head-teacher-sa");
  const registrar = await journey.person("registrar-sa");
  const guardian = await journey.person("guardian-sa");
  const schoolId = head.session.grants[0].school_id;
  const school = `/v1/schools/${schoolId}`;
  const studentId = guardian.session.grants[0].children[0];
  const keys = (await head.get(`${school}/document-keys`)).items;
  if (!keys.some((each) => each.is_open)) {
    await head.post(`${school}/document-keys`, { holders: [head, registrar].map((each) => each.session.grants[0].person_id), needed: 2, decision: "17/2026" });
    for (const step of ["membership", "opening"]) for (const one of [head, registrar]) await one.post(`${school}/document-keys/${step}`, { passphrase: PASSPHRASE });
  }
  const year = (await head.get(`${school}/school-years`)).items.find((each) => each.name === "1446");
  const issue = async (language) => (await registrar.post(`${school}/documents`, { kind: "certificate", part: "card", school_year_id: year.school_year_id, student_ids: [studentId], language, digits: "western" })).documents[0].serial;
  return { schoolId, studentId, arabic: await issue("ar"), english: await issue("en") };
}

/** The row of the table about that document. */
const rowOf = (page, serial) => page.getByRole("row").filter({ hasText: serial });

export const journeys = {
  "a document goes to be attested and comes back signed": async (journey) => {
    const { schoolId, studentId, arabic, english } = await issued(journey);
    const page = await journey.signIn("registrar-sa");
    await page.goto(`/schools/${schoolId}/attestations`);
    await page.getByText(/لم يُقيد شيء بعد/).waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "attestations-empty");

    // One click from the student's documents; who signs is said before anything is saved.
    await page.goto(`/schools/${schoolId}/students/${studentId}/documents`);
    await page.getByRole("link", { name: new RegExp(`تصديق .*${arabic}`) }).click();
    const asking = page.getByRole("dialog");
    assert.equal(await asking.getByLabel("رقم الوثيقة").inputValue(), arabic);
    await asking.getByText("أكمل ما فوق لتعرف من يوقعها.").waitFor();
    await asking.getByLabel("الغرض", { exact: true }).selectOption({ label: "دراسة خارج المملكة" });
    await asking.getByText(/يوقعها مدير التعليم/).waitFor();
    await asking.getByText("PG-24.T.3").waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "attestation-asking");
    // A copy nobody attests: that is said too, and entered.
    await asking.getByLabel("أُحضرت صورة لا أصل").check();
    await asking.getByText(/لا تُصدق الصور/).waitFor();
    await asking.getByLabel("أُحضرت صورة لا أصل").uncheck();
    await asking.getByText(/يوقعها مدير التعليم/).waitFor();
    await asking.getByLabel("من طلبها").fill("والد الطالب");
    await asking.getByRole("button", { name: "احفظ القيد" }).click();
    await page.getByText("حُفظ القيد.").waitFor();
    await rowOf(page, arabic).getByText("لدى جهة التوقيع").waitFor();

    // The translation is our own issue in English; of the Arabic one there is none.
    await page.getByRole("button", { name: "قيّد طلباً" }).click();
    const translating = page.getByRole("dialog");
    await translating.getByLabel("المطلوب", { exact: true }).selectOption({ label: "توقيع الترجمة" });
    await translating.getByLabel("رقم الوثيقة").fill(arabic);
    await translating.getByLabel("الغرض", { exact: true }).selectOption({ label: "دراسة خارج المملكة" });
    await translating.locator(".problem-alert").waitFor();
    await translating.getByLabel("رقم الوثيقة").fill(english);
    await translating.getByText(/يوقعها مدير عام التعليم بالمنطقة/).waitFor();
    await translating.getByLabel("أُحضرت ترجمة مكتب تجاري").check();
    await translating.getByText(/لا تُوقع ترجمة جهة غير رسمية/).waitFor();
    await translating.getByLabel("من طلبها").fill("والد الطالب");
    await translating.getByRole("button", { name: "احفظ القيد" }).click();
    await rowOf(page, english).getByText("لا تُصدق").waitFor();

    await rowOf(page, arabic).getByRole("button", { name: /^أثبت ما عاد/ }).click();
    const answering = page.getByRole("dialog");
    await answering.getByLabel("رقم التصديق أو القرار").fill("1448/412");
    await journey.expectAxeClean(page);
    await answering.getByRole("button", { name: "احفظ القيد" }).click();
    await rowOf(page, arabic).getByText("وُقعت").waitFor();
    await rowOf(page, arabic).getByText(/1448\/412/).waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "attestations", { full: true });

    // Filters narrow down, and say when nothing is left.
    await page.getByLabel("الحال", { exact: true }).selectOption({ label: "أُعيدت دون توقيع" });
    await page.getByText("لا قيد بهذا الوصف.").waitFor();
    await page.getByLabel("الحال", { exact: true }).selectOption({ label: "وُقعت" });
    await rowOf(page, arabic).waitFor();
    assert.equal(await rowOf(page, english).count(), 0);

    const file = page.waitForEvent("download");
    await page.getByRole("button", { name: "سجل العام للطباعة" }).click();
    assert.match((await file).suggestedFilename(), /^attestation-register-.*\.pdf$/);

    // On a phone: withdrawn with its reason, and still there to be read.
    const phone = await journey.signIn("registrar-sa", { size: "phone", scheme: "dark" });
    await phone.goto(`/schools/${schoolId}/attestations`);
    await rowOf(phone, english).getByRole("button", { name: /^ألغِ قيد/ }).click();
    await phone.getByRole("dialog").getByLabel("السبب").fill("قُيد مرتين");
    await phone.getByRole("dialog").getByRole("button", { name: "ألغِ القيد" }).click();
    await rowOf(phone, english).getByText("قُيد مرتين").waitFor();
    await journey.expectFits(phone);
    await journey.expectAxeClean(phone);
    await journey.screenshot(phone, "attestations-phone-dark", { full: true });
  },

  "a notice for a transfer inside the Kingdom needs nothing more": async (journey) => {
    const { schoolId, studentId } = await issued(journey);
    const page = await journey.signIn("registrar-sa", { size: "phone" });
    await page.goto(`/schools/${schoolId}/students/${studentId}/documents`);
    await page.getByRole("link", { name: "تصديق وثيقة من غير السجل" }).click();
    const asking = page.getByRole("dialog");
    await asking.getByLabel("نوع الوثيقة").selectOption({ label: "إشعار نتيجة منتصف الفصل أو الفصل الأول" });
    await asking.getByLabel("اسم الوثيقة").fill("إشعار نتيجة الفصل الأول");
    await asking.getByLabel("الغرض", { exact: true }).selectOption({ label: "انتقال داخل المملكة" });
    await asking.getByText(/يكفي اسم المدرسة وتوقيعها وختمها/).waitFor();
    await asking.getByText("PG-24.T.6").waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "attestation-notice-phone");
    await asking.getByLabel("الغرض", { exact: true }).selectOption({ label: "دراسة خارج المملكة" });
    await asking.getByText(/لا تُصدق إشعارات الفصل/).waitFor();
    await asking.getByLabel("الغرض", { exact: true }).selectOption({ label: "انتقال داخل المملكة" });
    await asking.getByLabel("من طلبها").fill("والد الطالب");
    await asking.getByRole("button", { name: "احفظ القيد" }).click();
    await page.getByRole("row").filter({ hasText: "إشعار نتيجة الفصل الأول" }).getByText("لا تحتاج إلى تصديق").waitFor();
    await journey.expectFits(page);
  },

  "the director signs what the school entered, and nothing that others sign": async (journey) => {
    const { schoolId, arabic } = await issued(journey);
    const registrar = await journey.person("registrar-sa");
    const { student_id } = await registrar.post(`/v1/schools/${schoolId}/attestations`, { kind: "attestation", source: "school", serial: arabic, purpose: "study_abroad", asked_by: "والد الطالب" });
    await registrar.post(`/v1/schools/${schoolId}/attestations`, { kind: "translation", source: "abroad", student_id, title: "شهادة من الخارج", purpose: "other", asked_by: "والد الطالب" });
    const name = await office(journey, "director-who-signs", "directorate_director");
    const page = await journey.signIn(name);
    await page.getByRole("link", { name: "المدارس", exact: true }).click();
    await page.getByRole("listitem").filter({ hasText: "متوسطة السنابل" }).getByRole("link", { name: "وثائق للتوقيع" }).click();
    await rowOf(page, arabic).getByText("لدى جهة التوقيع").waitFor();
    assert.equal(await page.getByText("شهادة من الخارج").count(), 0);
    await rowOf(page, arabic).getByRole("button", { name: /^أثبت ما عاد/ }).click();
    await page.getByRole("dialog").getByLabel("رقم التصديق أو القرار").fill("7/1448");
    await page.getByRole("dialog").getByRole("button", { name: "احفظ القيد" }).click();
    await rowOf(page, arabic).getByText("وُقعت").waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "attestations-director", { full: true });
  },
};
