// SR-3.7: honours by decision and consent: the school enters a decision, the guardian answers, and only then the certificate is
// issued. A rank is refused in the form.
import assert from "node:assert/strict";
import { issuedCards } from "./support/issued-cards.mjs";

const rowOf = (page, text) => page.getByRole("row").filter({ hasText: text });

/** The child of the Saudi guardian, his year that is over, and the school's key open. */
async function honouringSchool(journey) {
  const found = await issuedCards(journey, []);
  const year = (await found.head.get(`${found.school}/school-years`)).items.find((each) => each.name === "1446");
  const student = await found.head.get(`${found.school}/students/${found.studentId}`);
  return { ...found, yearId: year.school_year_id, student };
}

/** The decision as the form of the head takes it. */
async function enter(page, student, { decision, text }) {
  await page.getByRole("button", { name: "قيّد قراراً" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("ابحث عن المتعلم باسمه أو رقمه").fill(student.student_number);
  await form.getByRole("button", { name: new RegExp(student.name_ar) }).first().click();
  await form.getByLabel("ما كُرّم عليه").fill(text);
  await form.getByLabel("رقم القرار").fill(decision);
  await form.getByLabel("تاريخ القرار", { exact: true }).fill("١٤٤٨/٥/١");
  return form;
}

export const journeys = {
  "a decision, the guardian's consent, and the certificate": async (journey) => {
    const { schoolId, studentId, student } = await honouringSchool(journey);
    const page = await journey.signIn("head-teacher-sa");
    await page.goto(`/schools/${schoolId}/documents`);
    await page.getByRole("link", { name: "التكريم", exact: true }).click();
    await page.getByText(/لم يُقيد تكريم لهذا العام/).waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "honours-empty");

    // A rank is named beside its field, and nothing is entered.
    const form = await enter(page, student, { decision: "47/1123", text: "حصوله على المركز الأول في العلوم" });
    await form.getByRole("button", { name: "احفظ القيد" }).click();
    await form.getByText(/في النص ذكر ترتيب/).waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "honours-rank-refused");
    await form.getByLabel("ما كُرّم عليه").fill("تفوقه في العلوم ومشاركته في معرض البحوث");
    await form.getByLabel("النص بالإنجليزية").fill("his work in science and his part in the research fair");
    await form.getByRole("button", { name: "احفظ القيد" }).click();
    await page.getByText("حُفظ القيد، وهو ينتظر ولي الأمر.").waitFor();
    await rowOf(page, "47/1123").getByText("ينتظر ولي الأمر").waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "honours-waiting", { full: true });

    // Without consent there is a draft and no issue.
    await rowOf(page, "47/1123").getByRole("button", { name: /^الشهادة: / }).click();
    const before = page.getByRole("dialog");
    await before.getByText(/لا تصدر الشهادة حتى يوافق ولي الأمر/).waitFor();
    assert.equal(await before.getByRole("button", { name: "أصدر" }).count(), 0);
    const file = page.waitForEvent("download");
    await before.getByRole("button", { name: "نزّل مسودة" }).click();
    assert.match((await file).suggestedFilename(), /^honours-draft-.*\.pdf$/);
    await journey.screenshot(page, "honours-certificate-waits");
    await page.keyboard.press("Escape");

    // The guardian reads what it means and consents, takes it back, and consents again.
    const guardian = await journey.signIn("guardian-sa", { size: "phone" });
    await guardian.goto("/children");
    await guardian.getByText(/ينتظر/).first().waitFor();
    await guardian.goto(`/children/${schoolId}/${studentId}`);
    const card = guardian.getByRole("region", { name: "التكريم" });
    await card.getByText("تفوقه في العلوم ومشاركته في معرض البحوث").waitFor();
    await card.getByText(/لا تُنشر ولا تُعلق/).waitFor();
    await journey.expectFits(guardian);
    await journey.expectAxeClean(guardian);
    await journey.screenshot(guardian, "honours-guardian-asks", { full: true });
    await card.getByRole("button", { name: /^أوافق/ }).click();
    await card.getByText(/^موافقتك/).waitFor();
    await card.getByRole("button", { name: /^أرجع عن موافقتي/ }).click();
    await card.getByText(/^رجوعك/).waitFor();
    await card.getByRole("button", { name: /^أوافق/ }).focus();
    await guardian.keyboard.press("Enter");
    await card.getByText(/^موافقتك/).nth(1).waitFor();
    await journey.expectFits(guardian);
    await journey.expectAxeClean(guardian);
    await journey.screenshot(guardian, "honours-guardian-consented", { full: true });

    await page.reload();
    await rowOf(page, "47/1123").getByText("وافق ولي الأمر").waitFor();
    await rowOf(page, "47/1123").getByRole("button", { name: /^الشهادة: / }).click();
    await page.getByRole("dialog").getByRole("button", { name: "أصدر", exact: true }).click();
    await page.getByText(/صدرت الشهادة برقم/).waitFor();
    await rowOf(page, "47/1123").getByText("صدرت الشهادة", { exact: false }).first().waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "honours-issued", { full: true });

    // Nothing to take back any more; the certificate is among the child's documents.
    await guardian.reload();
    await card.getByText("صدرت الشهادة، وهي في الوثائق الصادرة.").waitFor();
    assert.equal(await card.getByRole("button").count(), 0);
    await card.getByRole("link").click();
    await guardian.getByText("شهادة تفوق").waitFor();
    const certificate = guardian.waitForEvent("download");
    await guardian.getByRole("button", { name: /شهادة تفوق/ }).click();
    assert.match((await certificate).suggestedFilename(), /^honours-TQ-.*\.pdf$/);
    await journey.expectFits(guardian);
    await journey.screenshot(guardian, "honours-guardian-documents");
  },

  "a guardian declines; a paper changes it; what was entered by mistake is withdrawn": async (journey) => {
    const { head, school, schoolId, studentId, yearId } = await honouringSchool(journey);
    await head.post(`${school}/school-years/${yearId}/honours`, { student_id: studentId, for_what_ar: "حفظه جزءاً من القرآن الكريم", decision: "48/9", decided_on: "2026-10-01", authority: "directorate" });
    const guardian = await journey.signIn("guardian-sa");
    await guardian.goto(`/children/${schoolId}/${studentId}`);
    const card = guardian.getByRole("region", { name: "التكريم" }).getByRole("listitem").filter({ hasText: "48/9" }).first();
    await card.getByRole("button", { name: /^لا أوافق/ }).click();
    await card.getByText(/^اعتذارك/).waitFor();
    await card.getByText("اعتذر ولي الأمر").waitFor();
    await journey.expectAxeClean(guardian);
    await journey.screenshot(guardian, "honours-guardian-declined", { full: true });

    const phone = await journey.signIn("head-teacher-sa", { size: "phone", scheme: "dark" });
    await phone.goto(`/schools/${schoolId}/honours`);
    await rowOf(phone, "48/9").getByText("اعتذر ولي الأمر").waitFor();
    await rowOf(phone, "48/9").getByRole("button", { name: /^الشهادة: / }).click();
    await phone.getByRole("dialog").getByText("اعتذر ولي الأمر، فلا تصدر الشهادة.").waitFor();
    await phone.keyboard.press("Escape");
    await rowOf(phone, "48/9").getByRole("button", { name: /^جواب على ورق: / }).click();
    const answer = phone.getByRole("dialog");
    await answer.getByLabel("ما قاله").selectOption({ label: "يوافق" });
    await answer.getByLabel("رقم الورقة أو وارده").fill("وارد 212");
    await journey.expectFits(phone);
    await journey.expectAxeClean(phone);
    await journey.screenshot(phone, "honours-paper-answer-phone-dark");
    await answer.getByRole("button", { name: "احفظ القيد" }).click();
    await phone.getByText("قُيد جواب ولي الأمر.").waitFor();
    await rowOf(phone, "48/9").getByText(/وارد 212/).waitFor();
    await rowOf(phone, "48/9").getByText("وافق ولي الأمر").waitFor();
    await rowOf(phone, "48/9").getByRole("button", { name: /^ألغِ القيد: / }).click();
    await phone.getByRole("dialog").getByLabel("السبب").fill("قُيد لطالب آخر");
    await phone.getByRole("dialog").getByRole("button", { name: "ألغِ القيد" }).click();
    await rowOf(phone, "48/9").getByText("قُيد لطالب آخر").waitFor();
    await journey.expectFits(phone);
    await journey.expectAxeClean(phone);
    await journey.screenshot(phone, "honours-phone-dark", { full: true });
    await guardian.reload();
    await guardian.getByRole("heading", { level: 1 }).waitFor();
    await journey.expectLoaded(guardian);
    assert.equal(await guardian.getByText("48/9").count(), 0);
  },

  "a teacher finds no honours, and a student none to answer": async (journey) => {
    const { schoolId, studentId, school, yearId, head } = await honouringSchool(journey);
    await head.post(`${school}/school-years/${yearId}/honours`, { student_id: studentId, for_what_ar: "عونه لمن يقرأ في المكتبة", decision: "48/77", decided_on: "2026-10-01", authority: "ministry" });
    const teacher = await journey.signIn("teacher-sa");
    const seen = await teacher.request.get(`/v1/schools/${schoolId}/school-years/${yearId}/honours`);
    assert.equal(seen.status(), 403);
    // The same words in English, for who reads it.
    const english = await journey.signIn("guardian-sa", { language: "en" });
    await english.goto(`/children/${schoolId}/${studentId}`);
    const asking = english.getByRole("region", { name: "Honours" }).getByRole("listitem").filter({ hasText: "48/77" }).first();
    await asking.getByText("The Ministry decided to honour the student for:").waitFor();
    await asking.getByRole("button", { name: /^I consent/ }).waitFor();
    await journey.expectAxeClean(english);
    await journey.screenshot(english, "honours-guardian-english", { full: true });
    const student = await journey.signIn("student-sa", { size: "phone" });
    await student.goto(`/children/${schoolId}/${studentId}`);
    await student.getByRole("heading", { level: 1 }).waitFor();
    await journey.expectLoaded(student);
    assert.equal(await student.getByText("48/77").count(), 0);
  },
};
