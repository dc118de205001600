// What follows a document's issue: a lost one is replaced when all was brought and the time is over, and an amended name
// reaches the record and all documents that stand.
import assert from "node:assert/strict";
import { issuedCards } from "./support/issued-cards.mjs";

const DAY = 86_400_000;

async function bring(page, paper, reference, day) {
  await page.getByRole("button", { name: "أثبت ورقة" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("الورقة", { exact: true }).selectOption({ label: paper });
  await dialog.getByLabel("رقمها ومصدرها").fill(reference);
  if (day !== undefined) await dialog.getByLabel("تاريخها").fill(day);
  await dialog.getByRole("button", { name: "أثبت ورقة" }).click();
  await dialog.waitFor({ state: "detached" });
}

export const journeys = {
  "a lost card is replaced when everything was brought": async (journey) => {
    const { registrar, schoolId, school, serials: [serial] } = await issuedCards(journey, ["ar"]);
    const page = await journey.signIn("registrar-sa");
    await page.goto(`/schools/${schoolId}/document-requests`);
    await page.getByText("لا طلبات بعد.").waitFor();
    await journey.expectAxeClean(page);
    await page.getByRole("button", { name: "اطلب بدل وثيقة" }).click();
    const asking = page.getByRole("dialog");
    // A serial that nobody issued is refused beside its field.
    await asking.getByLabel("رقم الوثيقة").fill("TQ-2026-000099-99");
    await asking.getByLabel("ما أصابها").selectOption({ label: "فُقدت" });
    await asking.getByRole("button", { name: "قيّد الطلب" }).click();
    await asking.getByText(/000099/).last().waitFor();
    await asking.getByLabel("رقم الوثيقة").fill(serial.toLowerCase());
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "request-asking");
    await asking.getByRole("button", { name: "قيّد الطلب" }).click();

    await page.getByRole("heading", { name: /^بدل مفقود/ }).waitFor();
    const lacks = page.locator(".unmet-list li");
    assert.equal(await lacks.count(), 3);
    await page.getByText("إعلان الفقد في صحيفة").waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "request-lacks", { full: true });

    await bring(page, "إعلان الفقد في صحيفة", "صحيفة اليوم، العدد ١٤٢٠");
    await page.getByText(/لا يُبت فيه قبل/).waitFor();
    const old = new Date(Date.now() - 60 * DAY).toISOString().slice(0, 10);
    const requestId = page.url().split("/").at(-1);
    await bring(page, "محضر الشرطة", "شرطة النخيل ٤١٢");
    await bring(page, "تعهد خطي بتسليمها إذا وُجدت", "بخط ولي الأمر");
    // Two of three are there: the advert alone is too recent.
    await lacks.nth(1).waitFor({ state: "detached" });
    assert.equal(await lacks.count(), 1);
    // The registrar does not decide.
    assert.equal(await page.getByRole("button", { name: "وافق" }).count(), 0);
    await page.goto(`/schools/${schoolId}/document-requests`);
    await page.getByText("ينقصه شيء واحد").waitFor();

    // Another request, whose advert is two months old.
    const second = await registrar.post(`${school}/replacement-requests`, { serial, fate: "stolen" });
    for (const paper of ["advert", "police_minutes", "security_proof", "undertaking"]) await registrar.post(`${school}/document-requests/${second.document_request_id}/papers`, { paper, reference: "١", dated_on: old });
    const head = await journey.signIn("head-teacher-sa", { size: "phone", scheme: "dark" });
    await head.goto(`/schools/${schoolId}/document-requests`);
    await head.getByText("جاهز للبت").waitFor();
    await journey.expectFits(head);
    await journey.expectAxeClean(head);
    await journey.screenshot(head, "requests-phone-dark", { full: true });
    await head.getByRole("link", { name: "بدل مسروق" }).click();
    await head.getByText("لا ينقصه شيء، ويجوز البت فيه اليوم.").waitFor();
    await head.getByRole("button", { name: "وافق" }).click();
    await head.getByRole("dialog").getByText(serial).waitFor();
    await head.getByRole("dialog").getByRole("button", { name: "وافق" }).click();
    await head.getByText("وُوفق عليه، ولم يصدر بعد").waitFor();
    await head.getByRole("button", { name: "أصدر" }).click();
    await head.getByRole("dialog").getByRole("button", { name: "أصدر" }).click();
    await head.getByText("ما صدر به").waitFor();
    await journey.expectFits(head);
    await journey.expectAxeClean(head);
    await journey.screenshot(head, "request-issued-phone-dark", { full: true });

    // What was asked for the same document before is refused with a reason: it does not stand any more.
    const other = await journey.signIn("head-teacher-sa");
    await other.goto(`/schools/${schoolId}/document-requests/${requestId}`);
    await other.getByRole("button", { name: "ارفض" }).click();
    await other.getByRole("dialog").getByLabel("السبب").fill("صدر بدلها بطلب آخر");
    await other.getByRole("dialog").getByRole("button", { name: "ارفض" }).click();
    await other.getByText("رُفض").waitFor();
    await journey.expectAxeClean(other);
    await journey.screenshot(other, "request-refused", { full: true });
  },

  "an amended name reaches the record and the documents that stand": async (journey) => {
    const { registrar, schoolId, school, studentId } = await issuedCards(journey, ["ar"]);
    const before = await registrar.get(`${school}/students/${studentId}`);
    const page = await journey.signIn("head-teacher-sa");
    await page.goto(`/schools/${schoolId}/students/${studentId}/documents`);
    await page.getByRole("button", { name: "اطلب تعديل الاسم" }).click();
    const asking = page.getByRole("dialog");
    assert.equal(await asking.getByLabel("الاسم", { exact: true }).inputValue(), before.name_parts[0]);
    await asking.getByLabel("العائلة، أو الفخذ").fill("القحطاني");
    await asking.getByLabel("عنوان الطالب").fill("الرياض، حي النخيل");
    await asking.getByLabel("مسوغ التعديل").fill("تعديل سجل الأسرة");
    await asking.getByLabel("الغرض منه").fill("الالتحاق بالمرحلة التالية");
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "amendment-asking");
    await asking.getByRole("button", { name: "قيّد الطلب" }).click();
    await page.getByRole("heading", { name: /^تعديل الاسم/ }).waitFor();
    for (const [paper, reference] of [
      ["الوثائق المطلوب تعديلها", "بطاقة ١٤٤٦"],
      ["شهادة الميلاد أو الهوية أو سجل الأسرة", "سجل الأسرة ٩٠١"],
      ["صورة هوية الأب أو الطالب", "هوية الأب"],
    ])
      await bring(page, paper, reference);
    await page.getByText("لا ينقصه شيء. تدرسه الإدارة، ثم تبت فيه.").waitFor();
    // What the directorate wrote on paper the school enters with its numbers (amendments.spec.mjs has the directorate's own).
    assert.equal(await page.getByRole("button", { name: "وافق" }).count(), 0);
    await page.getByRole("button", { name: "قيّد الدراسة" }).click();
    await page.getByRole("dialog").getByLabel("نتيجة الدراسة").fill("يطابق سجل الأسرة");
    await page.getByRole("dialog").getByLabel("رقم خطاب الإدارة").fill("1448/390");
    await page.getByRole("dialog").getByRole("button", { name: "احفظ" }).click();
    await journey.screenshot(page, "amendment-ready", { full: true });
    await page.getByRole("button", { name: "وافق" }).click();
    await page.getByRole("dialog").getByLabel("رقم القرار").fill("1448/412");
    await page.getByRole("dialog").getByRole("button", { name: "وافق" }).click();
    await page.getByRole("heading", { name: "إعادة إصدار الوثائق" }).waitFor();
    const after = await registrar.get(`${school}/students/${studentId}`);
    assert.deepEqual(after.name_parts, [...before.name_parts.slice(0, 3), "القحطاني"]);
    await page.getByRole("button", { name: "أصدر" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "أصدر" }).click();
    await page.getByText("ما صدر به").waitFor();
    const { items } = await registrar.get(`${school}/students/${studentId}/documents`);
    const standing = items.filter((each) => each.replaced_by === null && each.revoked_on === null);
    assert.ok(standing.length > 0);
    for (const each of standing) {
      assert.equal(each.because, "amendment");
      assert.match(each.content.student, /القحطاني/);
    }
  },
};
