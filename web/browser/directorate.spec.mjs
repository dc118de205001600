// An office of the directorate: schools side by side without names, only for a purpose that it names, small numbers blanked.
import assert from "node:assert/strict";
import { PASSWORD } from "./support/server.mjs";

async function auditor(journey, directorateId, name) {
  const administrator = await journey.person("administrator");
  const account = await administrator.post("/v1/accounts", { name, display_name: "هدى الفارس" });
  await administrator.post(`/v1/accounts/${account.account_id}/offices`, { role: "directorate_auditor", directorate_id: directorateId, first_day: "2026-09-01", decision: "7/1448" });
  const { code } = await administrator.post(`/v1/accounts/${account.account_id}/codes`);
  const begun = await fetch(`${administrator.origin}/v1/session/code`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name, code, new_password: PASSWORD }) });
  if (!begun.ok) throw new Error(`the first sign-in of ${name} was refused: ${await begun.text()}`);
  return name;
}

export const journeys = {
  "an auditor compares schools without names, for a purpose": async (journey) => {
    const head = await journey.person("head-teacher-sa");
    const school = `/v1/schools/${head.session.grants[0].school_id}`;
    const { directorate_id: directorateId } = await head.get(school);
    const name = await auditor(journey, directorateId, "auditor-of-directorate");

    const page = await journey.signIn(name);
    await page.getByRole("link", { name: "المدارس", exact: true }).click();
    await page.getByText("متوسطة السنابل").first().waitFor();
    // No counts without a purpose.
    await page.getByText("اختر العام والغرض").waitFor();
    assert.equal(await page.getByRole("table").count(), 0);
    await page.getByRole("textbox", { name: "العام الدراسي" }).click();
    await page.getByRole("option", { name: "١٤٤٦" }).click();
    await page.getByRole("textbox", { name: "لأي غرض؟" }).click();
    await page.getByRole("option", { name: "تطوير التقويم ومراجعته" }).click();
    await page.getByRole("table").first().waitFor();
    await page.getByText("يُحجب كل عدد من واحد إلى أربعة").waitFor();
    const { items } = await head.get(`${school}/students`);
    for (const student of items) assert.equal(await page.getByText(student.name_ar).count(), 0, student.name_ar);
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "directorate", { full: true });
    await page.getByRole("listitem").filter({ hasText: "متوسطة السنابل" }).getByRole("link", { name: "ما بلغه الرصد والإعلان" }).click();
    await page.getByRole("heading", { name: "إعلان النتائج" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "أعلن دون عرض" }).count(), 0);
  },
};
