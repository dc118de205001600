// PG-24.T, PG-24.TR: from a student's document to the register of attestation and translation: who signs is said before one
// saves, what came back is entered, and what was entered by mistake is withdrawn.
import assert from "node:assert/strict";
import { office } from "./support/every-page.mjs";
import { issuedCards } from "./support/issued-cards.mjs";

/** The row of the table about that document. */
const rowOf = (page, serial) => page.getByRole("row").filter({ hasText: serial });

export const journeys = {
  "a document goes to be attested and comes back signed": async (journey) => {
    const { schoolId, studentId, serials: [arabic, english] } = await issuedCards(journey, ["ar", "en"]);
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
    const { schoolId, studentId } = await issuedCards(journey, []);
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
    const { schoolId, serials: [arabic] } = await issuedCards(journey, ["ar"]);
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

  "a governorate's translation goes to the director of its region": async (journey) => {
    const { schoolId, studentId } = await issuedCards(journey, []);
    const [administrator, registrar, head] = [await journey.person("administrator"), await journey.person("registrar-sa"), await journey.person("head-teacher-sa")];
    const { directorate_id: governorate } = await head.get(`/v1/schools/${schoolId}`);
    await registrar.post(`/v1/schools/${schoolId}/attestations`, { kind: "translation", source: "ministry", student_id: studentId, title: "شهادة الثانوية العامة", purpose: "study_abroad", asked_by: "والد الطالب" });

    // The administrator adds the region and puts the directorate below it, by the keyboard.
    const page = await journey.signIn("administrator");
    await page.getByRole("link", { name: "الإدارات التعليمية", exact: true }).click();
    const own = page.getByRole("row").filter({ has: page.getByRole("button", { name: "تعديل إدارة تعليم النخيل" }) });
    await own.waitFor();
    await journey.expectAxeClean(page);
    await page.getByRole("button", { name: "أضف إدارة" }).focus();
    await page.keyboard.press("Enter");
    const adding = page.getByRole("dialog");
    await adding.getByLabel("البلد").selectOption("SA");
    await adding.getByLabel("الاسم بالعربية").fill("تعليم المنطقة");
    await adding.getByLabel("الاسم بالإنجليزية").fill("Education of the region");
    await page.keyboard.press("Enter");
    await adding.waitFor({ state: "detached" });
    await page.getByRole("row").filter({ hasText: "تعليم المنطقة" }).waitFor();
    await own.getByRole("button").click();
    const changing = page.getByRole("dialog");
    await changing.getByLabel("المنطقة التي تتبعها").selectOption({ label: "تعليم المنطقة" });
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "directorate-change");
    await changing.getByRole("button", { name: "احفظ" }).click();
    await own.getByRole("cell", { name: "تعليم المنطقة" }).waitFor();
    await journey.screenshot(page, "directorates", { full: true });

    const { items } = await administrator.get("/v1/directorates");
    const region = items.find((each) => each.name_ar === "تعليم المنطقة").directorate_id;
    // One that others belong to cannot be put below another: its form does not offer it.
    await page.getByRole("button", { name: "تعديل تعليم المنطقة" }).click();
    await page.getByRole("dialog").getByLabel("الاسم بالعربية").waitFor();
    assert.equal(await page.getByRole("dialog").getByLabel("المنطقة التي تتبعها").count(), 0);

    const name = await office(journey, "director-of-region", "directorate_director", region);
    const phone = await journey.signIn(name, { size: "phone" });
    await phone.goto(`/directorates/${region}`);
    await phone.getByRole("heading", { name: "مدارس المحافظات" }).waitFor();
    await journey.expectFits(phone);
    await journey.expectAxeClean(phone);
    await journey.screenshot(phone, "region-phone", { full: true });
    await phone.getByRole("listitem").filter({ hasText: "متوسطة السنابل" }).getByRole("link", { name: /للتوقيع/ }).click();
    await rowOf(phone, "شهادة الثانوية العامة").getByRole("button", { name: /^أثبت ما عاد/ }).click();
    await phone.getByRole("dialog").getByLabel("رقم التصديق أو القرار").fill("9/1448");
    await phone.getByRole("dialog").getByRole("button", { name: "احفظ القيد" }).click();
    await rowOf(phone, "شهادة الثانوية العامة").getByText("وُقعت").waitFor();
    // Other walks have the directorate as it was.
    const now = (await administrator.get("/v1/directorates")).items.find((each) => each.directorate_id === governorate);
    await administrator.send("PATCH", `/v1/directorates/${governorate}`, { name_ar: now.name_ar, name_en: now.name_en, region_id: null, version: now.version });
  },
};
