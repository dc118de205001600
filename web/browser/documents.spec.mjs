// The school's signing key from its holders to its end, drafts and what stands in the way of an issue, and the public page that
// verifies documents: with a network and without.
import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const PASSPHRASE = "أربع نخلات على ضفة الوادي";
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

function toBase45(bytes) {
  let letters = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const isPair = at + 1 < bytes.length;
    let value = isPair ? bytes.readUInt16BE(at) : bytes.readUInt8(at);
    for (let count = 0; count < (isPair ? 3 : 2); count += 1) {
      letters += LETTERS[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return letters;
}

const KEY_ID = "00112233445566ff";
const own = generateKeyPairSync("ed25519");

/** A document as the server makes them, by a key of one's own. */
function signedHere(text, keyId = KEY_ID) {
  const { privateKey } = own;
  const signature = sign(null, Buffer.concat([Buffer.from("taqwim.document.1\0"), Buffer.from(text)]), privateKey);
  return `TQ1:${toBase45(Buffer.concat([Buffer.from(keyId, "hex"), signature, gzipSync(text)]))}`;
}

/** The public list of a server that has that key, and the register's ends. */
function listOf(ended, end = {}) {
  const key = { key_id: KEY_ID, public_key: `ed25519-public:${own.publicKey.export({ format: "jwk" }).x}`, made_on: "2026-01-01", end_kind: null, ended_on: null, ...end };
  return { as_of: "2026-11-22T06:00:00Z", schools: [{ school_id: "1", name_ar: "مدرسة المثال", name_en: "Example School", keys: [key], ended }] };
}

const TEXT = '{"v":"1","serial":"TQ-2026-000014-74","kind":"certificate","title":"شهادة","school":"مدرسة المثال","student":"نورة سالم المثال","year":"1447","issued_on":"2026-06-11","lines":[["الرياضيات","88.5"],["القرار","ناجحة"]],"replaces":""}';

async function holdersOf(journey) {
  const head = await journey.person("head-teacher-kw");
  const registrar = await journey.person("registrar-kw");
  const schoolId = head.session.grants[0].school_id;
  return { head, registrar, schoolId, school: `/v1/schools/${schoolId}` };
}

async function join(page) {
  await page.getByRole("button", { name: "اختر عبارة مرورك" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("عبارة المرور").fill(PASSPHRASE);
  await dialog.getByLabel("العبارة مرة أخرى").fill(PASSPHRASE);
  await dialog.getByRole("button", { name: "اختر عبارة مرورك" }).click();
}

async function give(page, passphrase = PASSPHRASE) {
  await page.getByRole("button", { name: "أدخل عبارة مرورك" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("عبارة المرور").fill(passphrase);
  await dialog.getByRole("button", { name: "أدخل عبارة مرورك" }).click();
}

export const journeys = {
  "two holders make the school's key, open it together, close it and end it": async (journey) => {
    const { head, registrar, schoolId, school } = await holdersOf(journey);
    const staff = (await head.get(`${school}/staff?limit=200`)).items;
    const nameOf = (person) => staff.find((each) => each.staff_member_id === person.session.grants[0].person_id).name_ar;
    const path = `/schools/${schoolId}/document-keys`;
    const page = await journey.signIn("head-teacher-kw");
    await page.goto(path);
    await page.getByText("ليس للمدرسة مفتاح توقيع بعد").waitFor();
    await journey.screenshot(page, "key-none");
    await page.getByRole("button", { name: "سمِّ حاملي مفتاح جديد" }).click();
    const naming = page.getByRole("dialog");
    await naming.getByLabel("رقم القرار وتاريخه").fill("17/2026 في 2026/11/20");
    // Fewer than two is refused before it is sent.
    await naming.getByLabel(nameOf(head), { exact: true }).check();
    await naming.getByRole("button", { name: "سمِّ حاملي مفتاح جديد" }).click();
    await naming.getByText("اختر حاملين اثنين على الأقل.").waitFor();
    await naming.getByLabel(nameOf(registrar), { exact: true }).check();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "key-naming");
    await naming.getByRole("button", { name: "سمِّ حاملي مفتاح جديد" }).click();
    await page.getByRole("heading", { name: "مفتاح جديد يُنشأ" }).waitFor();
    await page.getByText("ينتظر عبارتك").waitFor();

    // Typed differently it is not sent.
    await page.getByRole("button", { name: "اختر عبارة مرورك" }).click();
    const choosing = page.getByRole("dialog");
    await choosing.getByLabel("عبارة المرور").fill("قصيرة");
    await choosing.getByLabel("العبارة مرة أخرى").fill("قصير");
    await choosing.getByRole("button", { name: "اختر عبارة مرورك" }).click();
    await choosing.getByText("أقصر من اثني عشر حرفاً.").waitFor();
    await choosing.getByText("العبارتان غير متطابقتين.").waitFor();
    assert.equal(await choosing.getByLabel("عبارة المرور").getAttribute("autocomplete"), "new-password");
    await journey.expectAxeClean(page);
    await choosing.getByLabel("عبارة المرور").fill(PASSPHRASE);
    await choosing.getByLabel("العبارة مرة أخرى").fill(PASSPHRASE);
    await choosing.getByRole("button", { name: "اختر عبارة مرورك" }).click();
    await page.getByText("حُفظ نصيبك. ينتظر المفتاح بقية حامليه.").waitFor();

    const other = await journey.signIn("registrar-kw", { size: "phone", scheme: "dark" });
    await other.goto(path);
    await journey.expectFits(other);
    await journey.screenshot(other, "key-joining-phone-dark", { full: true });
    await join(other);
    await other.getByText("اكتمل المفتاح، وهو مقفل الآن.").waitFor();
    await other.locator(".key-now").getByText("المفتاح مقفل").waitFor();

    await give(other, "غير ما اخترته أول مرة");
    await other.getByRole("dialog").getByText(/لا تفتح نصيبك/).waitFor();
    await other.getByRole("dialog").getByRole("button", { name: "إلغاء" }).click();
    await give(other);
    await other.getByText("فُتح نصيبك، وينتظر المفتاح غيرك.").waitFor();
    await journey.expectAxeClean(other);
    await journey.screenshot(other, "key-given-phone-dark", { full: true });
    // The other page finds that by itself.
    await page.getByText("أدخل ١ من ٢ عبارات مرورهم").waitFor();
    await give(page);
    await page.locator(".key-now").getByText("المفتاح مفتوح").waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "key-open", { full: true });
    assert.equal(await page.evaluate((secret) => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]).includes(secret), PASSPHRASE), false);

    await page.getByRole("button", { name: "أقفل المفتاح" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "أقفل المفتاح" }).click();
    await page.locator(".key-now").getByText("المفتاح مقفل").waitFor();

    await page.getByRole("button", { name: "أنهِ المفتاح" }).click();
    const ending = page.getByRole("dialog");
    await ending.getByLabel("سبب الإنهاء").selectOption({ label: "سُرق" });
    await ending.getByText("ربما وقع به غير المدرسة").waitFor();
    await ending.getByLabel("التفصيل").fill("فُقد جهاز أحد الحاملين");
    await ending.getByRole("button", { name: "أنهِ المفتاح" }).click();
    await page.getByRole("heading", { name: "مفاتيح سابقة" }).waitFor();
    await page.getByText("سُرق").waitFor();
    await journey.screenshot(page, "key-past", { full: true });
    await journey.expectAxeClean(page);
  },

  "a draft is looked at, and an issue says what stands in its way": async (journey) => {
    const { head, schoolId, school } = await holdersOf(journey);
    const year = (await head.get(`${school}/school-years`)).items[0];
    const { items: classes } = await head.get(`${school}/school-years/${year.school_year_id}/classes`);
    const { items: students } = await head.get(`${school}/classes/${classes[0].class_id}/students`);
    const page = await journey.signIn("head-teacher-kw");
    await page.goto(`/schools/${schoolId}/documents?class=${classes[0].class_id}`);
    await page.getByRole("heading", { name: "إعداد الأوراق" }).waitFor();
    await page.getByLabel("الورقة", { exact: true }).selectOption({ label: "بطاقة متابعة المتعلم" });
    await page.getByText("لم يصدر لهذا الفصل شيء بعد.").waitFor();
    assert.ok(await page.getByLabel(`يصدر لـ${students[0].name_ar}`).isChecked());
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "documents", { full: true });
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: `مسودة ${students[0].name_ar}`, exact: true }).click();
    assert.match((await coming).suggestedFilename(), /-draft-.*\.pdf$/);

    await page.getByRole("button", { name: /^أصدر/ }).click();
    const asking = page.getByRole("dialog");
    await asking.getByText("لن تصدر وثيقة").waitFor();
    assert.ok(await asking.getByRole("link", { name: "إلى مفتاح التوقيع" }).isVisible());
    assert.ok(await asking.getByRole("button", { name: "أصدر", exact: true }).isDisabled());
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "documents-asking");
    await asking.getByRole("button", { name: "إلغاء" }).click();

    await page.getByRole("textbox", { name: "ابحث برقم الوثيقة" }).fill("TQ-2026-000015-74");
    await page.getByRole("button", { name: "ابحث", exact: true }).click();
    await page.getByText("ليس هذا رقم وثيقة").waitFor();
    await page.getByRole("textbox", { name: "ابحث برقم الوثيقة" }).fill("٢٠٢٦ ٠٠٠٠١٤ ٧٤");
    await page.getByRole("button", { name: "ابحث", exact: true }).click();
    await page.getByRole("heading", { name: "الوثيقة التي بحثت عنها" }).waitFor();
    await page.locator(".problem-alert").waitFor();

    const small = await journey.signIn("registrar-kw", { size: "phone", scheme: "dark" });
    await small.goto(`/schools/${schoolId}/documents?class=${classes[0].class_id}`);
    await small.getByRole("heading", { name: "إعداد الأوراق" }).waitFor();
    await journey.expectFits(small);
    await journey.expectAxeClean(small, { whole: true });
    await journey.screenshot(small, "documents-phone-dark", { full: true });
    const english = await journey.signIn("head-teacher-kw", { language: "en" });
    await english.goto(`/schools/${schoolId}/students/${students[0].student_id}/documents`);
    await english.getByText("Nothing was issued yet.").waitFor();
    await journey.screenshot(english, "student-documents-english", { full: true });
  },

  "a paper that is a table is taken as an Excel workbook, and one that is none has no such button": async (journey) => {
    const { head, schoolId, school } = await holdersOf(journey);
    const year = (await head.get(`${school}/school-years`)).items[0];
    const { items: classes } = await head.get(`${school}/school-years/${year.school_year_id}/classes`);
    const { items: students } = await head.get(`${school}/classes/${classes[0].class_id}/students`);
    const page = await journey.signIn("head-teacher-kw");
    await page.goto(`/schools/${schoolId}/documents?class=${classes[0].class_id}`);
    const paper = page.getByLabel("الورقة", { exact: true });
    await paper.selectOption({ label: "بطاقة متابعة المتعلم" });
    await page.getByRole("button", { name: "مسودة الفصل كله" }).waitFor();
    assert.equal(await page.getByRole("button", { name: /Excel|جداول/ }).count(), 0);
    const { items: kinds } = await head.get(`${school}/paper-kinds`);
    const taken = async (button) => {
      const coming = page.waitForEvent("download");
      await button.click();
      const file = await coming;
      assert.match(file.suggestedFilename(), /-table-.*\.xlsx$/);
      // A ZIP whose parts are compressed: its names stand in it as they are.
      const bytes = readFileSync(await file.path());
      assert.equal(bytes.subarray(0, 2).toString(), "PK");
      assert.ok(bytes.includes("xl/worksheets/sheet1.xml"));
      await page.getByText("وهو نسخة عمل غير موقعة").waitFor();
    };
    await paper.selectOption({ label: kinds.find((each) => each.kind === "class_result_sheet").title_ar });
    // By keyboard alone.
    const button = page.getByRole("button", { name: "جدول Excel", exact: true });
    await button.focus();
    await taken({ click: () => page.keyboard.press("Enter") });
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "documents-table", { full: true });
    await paper.selectOption({ label: kinds.find((each) => each.kind === "attendance_statement").title_ar });
    await taken(page.getByRole("button", { name: `جدول Excel لـ${students[0].name_ar}`, exact: true }));
    await journey.screenshot(page, "documents-records", { full: true });

    const small = await journey.signIn("head-teacher-kw", { size: "phone", language: "en" });
    await small.goto(`/schools/${schoolId}/students/${students[0].student_id}/documents`);
    await small.getByLabel("Paper", { exact: true }).selectOption({ label: kinds.find((each) => each.kind === "attendance_statement").title_en });
    const english = small.waitForEvent("download");
    await small.getByRole("button", { name: "Excel table" }).click();
    assert.match((await english).suggestedFilename(), /\.xlsx$/);
    await journey.expectFits(small);
    await journey.expectAxeClean(small);
    await journey.screenshot(small, "student-documents-table-phone-english", { full: true });
  },

  "the file of a paper about a class is downloaded from its register": async (journey) => {
    const { head, schoolId, school } = await holdersOf(journey);
    const year = (await head.get(`${school}/school-years`)).items[0];
    const { items: classes } = await head.get(`${school}/school-years/${year.school_year_id}/classes`);
    const [{ class_id }] = classes;
    // Nothing is published in the sample school this early in its year: the register is told by the test.
    const document = { document_id: "1", serial: "TQ-2026-000014-74", kind: "class_result_sheet", student_id: null, class_id, school_year_id: year.school_year_id, content: { title: "كشف نتيجة الفصل", year: year.name }, key_id: KEY_ID, signature: "", file_digest: "0".repeat(64), issued_on: "2026-11-22", issued_as: "head_teacher", replaces: null, replaced_by: null, revoked_on: null, reason: null };
    const page = await journey.signIn("head-teacher-kw");
    await page.route(`**/v1/**/classes/${class_id}/documents`, (route) => route.fulfill({ json: { items: [document] } }));
    await page.route(`**/v1/**/classes/${class_id}/documents/${document.serial}/file`, (route) => route.fulfill({ contentType: "application/pdf", body: "%PDF-1.7" }));
    await page.goto(`/schools/${schoolId}/documents?class=${class_id}`);
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: /^ملف .*000014/ }).click();
    assert.equal((await coming).suggestedFilename(), "class_result_sheet-TQ-2026-000014-74.pdf");
    await page.getByText("حُفظ الملف في التنزيلات.").waitFor();
  },

  "anybody verifies a document without an account, and without a network": async (journey) => {
    const head = await journey.person("head-teacher-kw");
    const page = await journey.open();
    await page.goto("/");
    await page.getByRole("link", { name: "تحقق من وثيقة مدرسية" }).click();
    await page.getByRole("heading", { name: "التحقق من وثيقة" }).waitFor();
    await page.getByLabel("نص الرمز").waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "verify", { full: true });

    // The server reads the same from the code.
    const code = signedHere(TEXT);
    const answer = await head.post("/v1/document-checks", { content: code });
    assert.equal(answer.genuineness, "key_unknown");
    assert.equal(answer.content.student, "نورة سالم المثال");

    const verify = async (text) => {
      await page.getByLabel("نص الرمز").fill(text);
      await page.getByRole("button", { name: "تحقق", exact: true }).click();
    };
    await verify(code);
    await page.getByRole("heading", { name: "مفتاحها غير معروف" }).waitFor();
    await page.getByText("ما تدّعيه، وليس عليه توقيع صحيح").waitFor();
    await journey.expectAxeClean(page);
    await verify("TQ1:HELLO");
    await page.getByText("لا يُقرأ في هذا رمز وثيقة").waitFor();
    assert.equal(await page.getByRole("heading", { name: "مفتاحها غير معروف" }).count(), 0);
    await page.getByLabel("ملف الوثيقة").setInputFiles({ name: "taqwim-document.json", mimeType: "application/json", buffer: Buffer.from('{"content":"{}","key_id":"00","signature":"AA"}') });
    await page.getByText("لا يُقرأ في هذا رمز وثيقة").waitFor();

    // A school's key in the list: what names it and was not signed by it was changed.
    const { schoolId, school, head: headOf, registrar } = await holdersOf(journey);
    const begun = await headOf.post(`${school}/document-keys`, { holders: [headOf.session.grants[0].person_id, registrar.session.grants[0].person_id], needed: 2, decision: "17/2026" });
    assert.ok(begun.document_key_id);
    for (const one of [headOf, registrar]) await one.post(`${school}/document-keys/membership`, { passphrase: PASSPHRASE });
    const { items } = await headOf.get(`${school}/document-keys`);
    await page.getByRole("button", { name: "حدّث القائمة" }).click();
    await page.getByRole("heading", { name: "بالرقم وحده" }).waitFor();
    await verify(signedHere(TEXT, items.at(-1).key_id));
    await page.getByRole("heading", { name: "ليست كما صدرت" }).waitFor();
    await journey.screenshot(page, "verify-changed", { full: true });
    await journey.expectAxeClean(page);
    await page.getByLabel("رقم الوثيقة").fill("TQ-٢٠٢٦-٠٠٠٠١٤-٧٤");
    await page.getByRole("button", { name: "اسأل السجل" }).click();
    await page.locator(".problem-alert").waitFor();
    assert.ok(schoolId);

    // Once visited it needs no network, and says of which moment its list is.
    await journey.eventually(async () => assert.ok(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated")));
    await page.reload();
    await page.getByLabel("نص الرمز").waitFor();
    await page.context().setOffline(true);
    await page.reload();
    await page.getByText("محفوظة في هذا المتصفح، ولا شبكة الآن").waitFor();
    await verify(signedHere(TEXT, items.at(-1).key_id));
    await page.getByRole("heading", { name: "ليست كما صدرت" }).waitFor();
    await page.getByText("بلا شبكة: بقائمة").waitFor();
    await page.context().setOffline(false);

    const small = await journey.open({ size: "phone", scheme: "dark", language: "en" });
    await small.goto("/verify");
    await small.getByLabel("Text of the code").fill(code);
    await small.getByRole("button", { name: "Verify", exact: true }).click();
    await small.getByRole("heading", { name: "Its key is not known" }).waitFor();
    await journey.expectFits(small);
    await journey.expectAxeClean(small);
    await journey.screenshot(small, "verify-phone-dark-english", { full: true });
  },

  "the verdict is genuine, replaced, revoked or the register's, by the list": async (journey) => {
    const look = async (list, given, heading, picture) => {
      const page = await journey.open();
      await page.route("**/v1/document-list", (route) => route.fulfill({ json: list }));
      await page.goto("/verify");
      await page.getByLabel("نص الرمز").fill(given);
      await page.getByRole("button", { name: "تحقق", exact: true }).click();
      await page.getByRole("heading", { name: heading }).waitFor();
      await journey.expectAxeClean(page);
      await journey.screenshot(page, picture, { full: true });
      return page;
    };
    const code = signedHere(TEXT);
    const page = await look(listOf([]), code, "صحيحة وقائمة", "verify-stands");
    await page.getByText("نورة سالم المثال").waitFor();
    await page.getByText("ولم يُرسل منها شيء").waitFor();
    // One mark better, the same signature.
    const signature = sign(null, Buffer.concat([Buffer.from("taqwim.document.1\0"), Buffer.from(TEXT)]), own.privateKey).toString("base64url");
    const attached = (content) => ({ name: "taqwim-document.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ content, key_id: KEY_ID, signature })) });
    await page.getByLabel("ملف الوثيقة").setInputFiles(attached(TEXT.replace("88.5", "98.5")));
    await page.getByRole("heading", { name: "ليست كما صدرت" }).waitFor();
    await page.getByLabel("ملف الوثيقة").setInputFiles(attached(TEXT));
    await page.getByRole("heading", { name: "صحيحة وقائمة" }).waitFor();

    const ended = (replaced_by) => listOf([{ serial: "TQ-2026-000014-74", day: "2026-07-01", replaced_by }]);
    await look(ended("TQ-2026-000015-71"), code, "صحيحة، وحلت محلها أخرى", "verify-replaced");
    await look(ended(null), code, "صحيحة، وأُلغيت", "verify-revoked");
    const stolen = await look(listOf([], { end_kind: "stolen", ended_on: "2026-09-01" }), code, "لا يكفي توقيعها", "verify-stolen");
    const asked = stolen.waitForRequest("**/v1/document-checks");
    await stolen.getByRole("button", { name: "اسأل سجل المدرسة" }).click();
    assert.equal((await asked).method(), "POST");
    // The server of this test does not have the key at all.
    await stolen.getByRole("heading", { name: "مفتاحها غير معروف" }).waitFor();
  },
};
