// The regulation itself: a guardian finds a clause and runs a worked case; a ministry sets a value by two people.
import assert from "node:assert/strict";

const law = "لائحة تقويم الطالب في المملكة العربية السعودية";
const minimum = "النهاية الصغرى في المواد الأخرى، المرحلة المتوسطة";

export const journeys = {
  "SR-X.3: a guardian finds a clause by a word, changes a worked case and sees what becomes of it": async (journey) => {
    const page = await journey.signIn("guardian-sa");
    await page.getByRole("navigation").getByRole("link", { name: "اللائحة" }).click();
    await page.getByRole("link", { name: law }).click();
    await page.getByLabel("ابحث بكلمة أو برقم المادة").fill("السماح مادتين");
    await page.getByRole("link", { name: "السماح في مادتين" }).click();
    await page.getByRole("heading", { level: 1, name: "السماح في مادتين" }).waitFor();
    await journey.expectAxeClean(page);
    const one = page.getByRole("region", { name: "إحداهما عند ٧٠٪ منها تماماً" });
    await one.getByRole("button", { name: "احسب" }).click();
    await one.getByRole("row", { name: "القرار" }).getByRole("cell", { name: "ناجح" }).last().waitFor();
    assert.equal(await one.getByText("تغيّر").count(), 0);
    // One mark less, in the digits that he reads: 34 of the 35 that are needed.
    await one.getByLabel("الرياضيات: اختبار الفصل الثاني").fill("٩");
    await one.getByRole("button", { name: "احسب" }).click();
    await one.getByRole("row", { name: "القرار" }).getByText("له دور ثان").waitFor();
    await one.getByText("تغيّر").first().waitFor();
    // What is no mark is refused at its field.
    await one.getByLabel("الرياضيات: اختبار الفصل الثاني").fill("٣١");
    await one.getByRole("button", { name: "احسب" }).click();
    await one.getByRole("alert").waitFor();
    assert.equal(await one.getByLabel("الرياضيات: اختبار الفصل الثاني").getAttribute("aria-invalid"), "true");
    await one.getByRole("button", { name: "الوقائع الأصلية" }).click();
    assert.equal(await one.getByLabel("الرياضيات: اختبار الفصل الثاني").inputValue(), "١٠");
    await journey.screenshot(page, "regulations-clause", { full: true });
  },

  "a search that finds nothing says so, and coverage accounts for every clause": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    await page.goto("/regulations/kw_primary_2016?q=قمر");
    await page.getByText("لا بند يطابق «قمر»").waitFor();
    await page.getByRole("link", { name: "ما آل إليه كل بند" }).click();
    await page.getByRole("heading", { level: 1, name: "ما آل إليه كل بند" }).waitFor();
    await journey.expectAxeClean(page);
    assert.ok((await page.getByRole("row").count()) > 150);
    assert.equal(await page.getByRole("link", { name: "القيم المقترحة" }).count(), 0);
  },

  "SR-13.4: a value is proposed, tried and approved by another person, and the clause shows it": async (journey) => {
    const author = await journey.signIn("policy-author");
    await author.getByRole("navigation").getByRole("link", { name: "القيم المقترحة" }).click();
    await author.getByText("لا قيم مقترحة").waitFor();
    await author.getByRole("link", { name: "اقتراح قيمة" }).click();
    await author.getByRole("combobox", { name: /^اللائحة/ }).selectOption("sa_1426");
    await author.getByRole("combobox", { name: /^القيمة/ }).selectOption({ label: minimum });
    await author.getByLabel("القيمة الجديدة").fill("٦٠٠");
    await author.getByRole("textbox", { name: "تسري من" }).fill("2005-09-01");
    await author.getByLabel("المصدر").fill("قرار ١١٨ في ١٤٤٦/١/١٠");
    await journey.expectAxeClean(author);
    await author.getByRole("button", { name: "قدّم الاقتراح" }).click();
    await author.getByRole("alert").getByText("لا تقع بين").waitFor();
    await author.getByLabel("القيمة الجديدة").fill("٦٠");
    await author.getByRole("button", { name: "قدّم الاقتراح" }).click();
    await author.getByText("اقترحت هذه القيمة، فيعتمدها غيرك").waitFor();
    assert.equal(await author.getByRole("button", { name: "اعتمد" }).count(), 0);

    const other = await journey.signIn("ministry");
    await other.goto("/parameter-proposals");
    await other.getByRole("link", { name: minimum }).click();
    await other.getByRole("button", { name: "جرّب على المعلن" }).click();
    await other.getByRole("rowheader", { name: "متوسطة السنابل" }).waitFor();
    await journey.expectAxeClean(other);
    await journey.screenshot(other, "regulations-proposal", { full: true });
    await other.getByRole("button", { name: "اعتمد" }).click();
    await other.getByRole("button", { name: "نعم" }).click();
    await other.getByText("اعتُمد: ").waitFor();
    await other.getByRole("link", { name: "البند في اللائحة" }).click();
    const value = other.getByRole("region", { name: minimum });
    await value.getByText("قرار ١١٨").waitFor();
    await value.getByText("مقرَّرة").waitFor();
  },
};
