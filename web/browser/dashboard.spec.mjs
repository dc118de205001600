// The school in numbers: what is left, then counts of results for a purpose that is asked once, each chart a table beside its bars.
import assert from "node:assert/strict";

const school = (page) => page.getByRole("link", { name: "المدرسة", exact: true });

export const journeys = {
  "a head names the purpose once, and sees bands, classes, subjects and years": async (journey) => {
    const page = await journey.signIn("head-teacher-sa");
    await school(page).click();
    await page.getByRole("table", { name: "ما بقي من الرصد" }).waitFor();
    // No counts without a purpose (SR-3.6).
    await page.getByText("اختر الغرض").waitFor();
    assert.equal(await page.getByRole("table").count(), 1);
    await page.getByRole("textbox", { name: "لأي غرض؟" }).click();
    await page.getByRole("option", { name: "مستوى الطلاب ومدى تقدمهم" }).click();

    await page.getByRole("table", { name: "السنة كلها: بحسب التقدير" }).getByRole("row", { name: /جيد جداً/ }).waitFor();
    await page.getByRole("table", { name: "السنة كلها: بحسب الفصل" }).getByRole("row", { name: /الصف ٨ أ ٧٢٫٨٦ من ١٠٠/ }).waitFor();
    await page.getByRole("table", { name: "عاماً بعد عام" }).getByRole("row", { name: /١٤٤٦ ٢٤ ٢٤ ١٠٠٪/ }).waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "dashboard", { full: true });

    // A subject of the regulation without bands: by tenths of its maximum. By keyboard.
    const maths = page.getByRole("table", { name: "الصف ٨: بحسب المادة" }).getByRole("button", { name: "الرياضيات" });
    await maths.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("table", { name: "الرياضيات: بحسب الدرجة" }).getByRole("row", { name: /من ٥٠٪ إلى أقل من ٦٠٪ ٤/ }).waitFor();
    assert.equal(await maths.getAttribute("aria-pressed"), "true");

    // A class leads to its results, and the purpose is not asked again on the way back.
    await page.getByRole("table", { name: "الرياضيات: بحسب الفصل" }).getByRole("link", { name: "الصف ٨ أ" }).click();
    await page.getByRole("heading", { level: 1, name: /٨ أ/ }).waitFor();
    await page.goBack();
    await page.getByRole("table", { name: "الرياضيات: بحسب الفصل" }).waitFor();
    await page.reload();
    await page.getByText("الغرض: مستوى الطلاب ومدى تقدمهم").waitFor();
    await page.getByRole("button", { name: "غرض آخر" }).click();
    await page.getByRole("textbox", { name: "لأي غرض؟" }).waitFor();
    assert.equal(await page.getByRole("table").count(), 1);
  },

  "each step of the attendance ladder is counted, and leads to the class": async (journey) => {
    const page = await journey.signIn("head-teacher-kw", { size: "phone", scheme: "dark" });
    await school(page).click();
    await page.getByRole("textbox", { name: "لأي غرض؟" }).click();
    await page.getByRole("option", { name: "الحد من التعثر والإعادة" }).click();
    await page.getByRole("table", { name: "سلم الغياب" }).getByRole("row", { name: /تنبيه شفهي/ }).waitFor();
    // Nothing half beneath the places at the foot.
    await page.evaluate(() => scrollTo(0, 0));
    await journey.expectAxeClean(page);
    await journey.expectFits(page);
    await page.getByRole("table", { name: "الغياب بحسب الفصل" }).getByRole("link", { name: "الصف ٤ ب" }).click();
    await page.waitForURL(/\/attendance$/);
  },
};
