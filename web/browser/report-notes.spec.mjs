// The teacher's notes for the report page of the Kuwaiti card: typed down the class, signed, changed, and what is not signed.
import assert from "node:assert/strict";
import { openSheet } from "./mark-sheet.spec.mjs";

const fields = (page) => page.getByRole("textbox", { name: /^ملاحظة / });
const rows = (page) => page.getByRole("listitem").filter({ has: page.getByRole("textbox") });

async function openNotes(journey, look = {}) {
  const page = await journey.signIn("teacher-kw", look);
  const { grants } = await (await page.request.get("/v1/session")).json();
  const { school_id: school, class_id: classId } = grants.find((grant) => grant.subject === "maths");
  await page.goto(`/schools/${school}/classes/${classId}/subjects/maths/report-notes`);
  await fields(page).first().waitFor();
  return { page, api: `/v1/schools/${school}/classes/${classId}/subjects/maths/report-notes/1` };
}

async function notesAt(page, api) {
  return (await page.request.get(api)).json();
}

export const journeys = {
  "notes are typed down the class by keyboard alone, and each is saved as its field is left": async (journey) => {
    const { page, api } = await openNotes(journey);
    await openSheet(journey, page);
    await page.getByRole("link", { name: "ملاحظات التقرير" }).click();
    await page.getByRole("heading", { name: /^ملاحظات التقرير/ }).waitFor();
    await fields(page).first().waitFor();
    await journey.expectAxeClean(page);
    await fields(page).first().focus();
    await page.keyboard.insertText("يحل المسائل بثقة ويشرح خطواته.");
    await page.keyboard.press("Enter");
    await page.keyboard.insertText("يحتاج إلى متابعة جدول الضرب في البيت.");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Shift+Enter");
    assert.equal(await page.evaluate(() => document.activeElement.value), "يحتاج إلى متابعة جدول الضرب في البيت.");
    await journey.eventually(async () => assert.deepEqual((await notesAt(page, api)).students.slice(0, 2).map((each) => each.text), ["يحل المسائل بثقة ويشرح خطواته.", "يحتاج إلى متابعة جدول الضرب في البيت."]));
    await rows(page).first().getByText("مسودة").waitFor();
    await journey.screenshot(page, "report-notes");
  },

  "a label is said at once and not signed; the others are, and a changed note waits for a new signature": async (journey) => {
    const { page, api } = await openNotes(journey);
    await fields(page).nth(2).fill("طالب كسول");
    await fields(page).nth(3).focus();
    await rows(page).nth(2).getByText("«كسول» وصف سلبي").waitFor();
    const { wanted } = await notesAt(page, api);
    await page.getByRole("button", { name: /^وقّع/ }).click();
    await page.getByText("لم تُوقّع ملاحظة واحدة").waitFor();
    await journey.eventually(async () => assert.equal((await notesAt(page, api)).signed, wanted - 1));
    await journey.screenshot(page, "report-notes-label");
    await fields(page).nth(2).fill("يحتاج إلى متابعة حل الواجبات");
    await fields(page).nth(3).focus();
    await rows(page).nth(2).getByText("مسودة").waitFor();
    await page.getByRole("button", { name: "وقّع ملاحظة واحدة" }).click();
    await rows(page).nth(2).getByText(/^وقّعها /).waitFor();
    assert.equal((await notesAt(page, api)).signed, wanted);
    await fields(page).nth(0).fill("يحل المسائل بثقة.");
    await fields(page).nth(1).focus();
    await rows(page).nth(0).getByText("مسودة").waitFor();
    await rows(page).nth(0).getByText("ملاحظة قبلها").click();
    await rows(page).nth(0).getByText("وكانت موقّعة").waitFor();
    await journey.expectAxeClean(page);
  },

  "what is typed while a note is being saved is saved as well": async (journey) => {
    const { page, api } = await openNotes(journey);
    let held = 0;
    await page.route("**/report-notes/1", async (route) => {
      if (route.request().method() === "POST") {
        held += 1;
        await new Promise((done) => setTimeout(done, 1500));
      }
      await route.continue();
    });
    await fields(page).nth(6).fill("يقرأ المسألة");
    await fields(page).nth(7).focus();
    await journey.eventually(async () => assert.equal(held, 1));
    await fields(page).nth(6).fill("يقرأ المسألة ويرسمها");
    await fields(page).nth(7).focus();
    await journey.eventually(async () => assert.equal((await notesAt(page, api)).students[6].text, "يقرأ المسألة ويرسمها"));
    await rows(page).nth(6).getByText("مسودة").waitFor();
  },

  "somebody else's note is not written over, and nothing reaches out of a phone": async (journey) => {
    const { page, api } = await openNotes(journey, { size: "phone" });
    const other = await journey.person("teacher-kw");
    const note = (await notesAt(page, api)).students[4];
    await fields(page).nth(4).fill("كلامي أنا");
    await other.post(api, { notes: [{ student_id: note.student_id, text: "كلام غيري", ...(note.version === "0" ? {} : { based_on: note.version }) }] });
    await fields(page).nth(3).focus();
    await page.getByText("كُتبت هنا ملاحظة غير التي رأيتها: «كلام غيري»").waitFor();
    assert.equal(await fields(page).nth(4).inputValue(), "كلامي أنا");
    await journey.expectFits(page);
    await journey.screenshot(page, "report-notes-phone");
    await page.getByRole("button", { name: "احفظ ما كتبته" }).click();
    await journey.eventually(async () => assert.equal((await notesAt(page, api)).students[4].text, "كلامي أنا"));
    assert.equal((await notesAt(page, api)).students[4].earlier.at(-1).text, "كلام غيري");
  },

  "the head reads the notes and writes none": async (journey) => {
    const teacher = await journey.person("teacher-kw");
    const { school_id, class_id } = teacher.session.grants.find((grant) => grant.subject === "maths");
    const page = await journey.signIn("head-teacher-kw");
    await page.goto(`/schools/${school_id}/classes/${class_id}/subjects/maths/report-notes?term=1`);
    await page.getByText("للقراءة. يكتبها معلم المادة").waitFor();
    assert.equal(await page.getByRole("textbox", { name: /^ملاحظة / }).count(), 0);
    await page.goto(`/schools/${school_id}/classes/${class_id}/subjects/maths/report-notes?term=2`);
    await page.getByText("للقراءة. يكتبها معلم المادة").waitFor();
  },
};
