// The working papers of a subject, for its teacher: the follow-up register of a Kuwaiti class and of an early grade.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { openSheet } from "./mark-sheet.spec.mjs";

async function saved(page, button) {
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: button, exact: true }).click();
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

export const journeys = {
  "a teacher goes from his sheet to the subject's papers and saves the follow-up register, as PDF and as a table": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    await openSheet(journey, page);
    await page.getByRole("link", { name: "أوراق المادة" }).click();
    await page.getByRole("heading", { name: /^أوراق / }).waitFor();
    await page.getByLabel("الورقة", { exact: true }).selectOption("follow_up_register");
    await page.getByText("KW-T-FOLLOW").waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "subject-papers");
    const pdf = await saved(page, "احفظها PDF");
    assert.match(pdf.name, /^follow_up_register-.*\.pdf$/);
    assert.equal(pdf.bytes.subarray(0, 5).toString(), "%PDF-");
    await page.getByRole("status").getByText("حُفظت الورقة").waitFor();
    const table = await saved(page, "جدول Excel");
    assert.match(table.name, /\.xlsx$/);
    assert.equal(table.bytes.subarray(0, 2).toString(), "PK");
  },

  "an early grade has the sheet of notes and the table of skills, on a phone and in English": async (journey) => {
    const page = await journey.signIn("teacher-primary", { size: "phone", language: "en" });
    const { grants } = await (await page.request.get("/v1/session")).json();
    const { school_id: school, class_id: classId, subject } = grants.find((grant) => grant.subject === "MTH");
    await page.goto(`/schools/${school}/classes/${classId}/subjects/${subject}/papers`);
    await page.getByRole("heading", { name: /^Papers of / }).waitFor();
    await page.getByLabel("Paper", { exact: true }).selectOption("skill_register");
    await page.getByLabel("Of", { exact: true }).selectOption("matrix");
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "subject-papers-phone");
    const pdf = await saved(page, "Save as PDF");
    assert.equal(pdf.bytes.subarray(0, 5).toString(), "%PDF-");
  },

  "what is issued, a subject that the class does not have, and whoever does not teach there are refused": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    const { grants } = await (await page.request.get("/v1/session")).json();
    const { school_id: school, class_id: classId } = grants.find((grant) => grant.subject === "maths");
    const papers = (subject, kind) => page.request.get(`/v1/schools/${school}/classes/${classId}/subjects/${subject}/papers/${kind}?part=term_1`);
    assert.equal((await papers("maths", "follow_up_register")).status(), 200);
    const issued = await papers("maths", "follow_up_card");
    assert.equal(issued.status(), 422);
    assert.match(await issued.text(), /follow_up_register/);
    assert.equal((await papers("history", "follow_up_register")).status(), 422);
    const guardian = await journey.signIn("guardian-kw");
    assert.equal((await guardian.request.get(`/v1/schools/${school}/classes/${classId}/subjects/maths/papers/follow_up_register?part=term_1`)).status(), 404);
  },
};
