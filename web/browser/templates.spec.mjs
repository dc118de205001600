// Templates of papers: written beside a live preview, put forward, approved by somebody else, live, withdrawn.
import assert from "node:assert/strict";
import { issuedCards } from "./support/issued-cards.mjs";

const NAME = "أوراق التعليم";
const EMBLEM = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="18" fill="#0B5F5C"/><path d="M20 6l4 9 10 1-8 6 3 10-9-6-9 6 3-10-8-6 10-1z" fill="#FFFFFF"/></svg>';
const svg = (text) => ({ name: "emblem.svg", mimeType: "image/svg+xml", buffer: Buffer.from(text) });

/** The picture of the preview, once it stands still. */
async function shownPage(page, journey) {
  const picture = page.getByRole("region", { name: "المعاينة" }).getByRole("img", { name: /، صفحة/ });
  await picture.waitFor();
  await journey.eventually(async () => assert.equal(await page.getByText("تُحدَّث المعاينة…").count(), 0));
  await journey.eventually(async () => assert.equal(await picture.evaluate((image) => image.naturalWidth), 900));
  return picture.getAttribute("src");
}

export const journeys = {
  "a ministry's template is written beside its preview, approved by another, and holds until it is withdrawn": async (journey) => {
    const author = await journey.signIn("policy-author");
    await author.getByRole("navigation").getByRole("link", { name: "قوالب الأوراق" }).click();
    await author.getByText("لا قوالب بعد").waitFor();
    await journey.expectAxeClean(author);
    await author.getByRole("link", { name: "قالب جديد" }).click();
    await author.getByLabel("اسم القالب").fill(NAME);
    await author.getByLabel("الدولة", { exact: false }).first().selectOption("SA");
    await author.getByLabel("الورقة", { exact: true }).selectOption("certificate");
    const before = await shownPage(author, journey);

    // What cannot be read on paper, and what is no drawing of outlines, is refused at its field.
    await author.getByRole("textbox", { name: "لون العناوين وخط الرأس" }).fill("#FFEE00");
    await author.getByRole("button", { name: "احفظ مسودة" }).click();
    await author.getByText("تباين اللون مع الورق الأبيض").first().waitFor();
    // It stays while other fields change, and goes when its own does.
    const refusal = author.locator(".template-form").getByText("تباين اللون مع الورق الأبيض");
    await author.getByLabel("القسم، بالعربية").fill("إدارة الاختبارات");
    assert.equal(await refusal.count(), 1);
    await author.getByRole("textbox", { name: "لون العناوين وخط الرأس" }).fill("#0B5F5C");
    await refusal.waitFor({ state: "detached" });
    await author.locator("input[type=file]").setInputFiles(svg("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>x</text></svg>"));
    await author.getByRole("button", { name: "احفظ مسودة" }).click();
    await author.getByText("رسم SVG من خطوط فقط").first().waitFor();
    await author.locator("input[type=file]").setInputFiles(svg(EMBLEM));
    await author.getByRole("img", { name: "الشعار المختار" }).waitFor();

    await author.getByLabel("القسم، بالعربية").fill("إدارة الاختبارات والقبول");
    await author.getByLabel("القسم، بالإنجليزية").fill("Examinations and Admission");
    await author.getByLabel("عبارة الختام، بالعربية").fill("والله الموفق.");
    await author.getByLabel("عبارة الختام، بالإنجليزية").fill("With best wishes.");
    await author.getByRole("button", { name: "أضف خانة" }).click();
    await author.getByLabel("الخانة ١", { exact: true }).selectOption("head");
    await author.getByLabel("لقب الخانة ١ بالعربية").fill("مديرة المدرسة");
    await author.getByLabel("لقب الخانة ١ بالإنجليزية").fill("Principal");
    assert.notEqual(await shownPage(author, journey), before);
    await journey.expectAxeClean(author);
    await journey.expectFits(author);
    await journey.screenshot(author, "template-editor", { full: true });
    await author.getByRole("button", { name: "احفظ مسودة" }).click();
    await author.getByRole("heading", { level: 1, name: NAME }).waitFor();
    await author.getByRole("button", { name: "اعرضها للاعتماد" }).click();
    await author.getByRole("button", { name: "نعم" }).click();
    // The notice of a result has a full page already: for a line more it would go on on another.
    await author.getByText("صفحات النموذج بهذا القالب").waitFor();
    await author.getByRole("link", { name: "اكتب نسخة جديدة" }).click();
    await author.getByLabel("عبارة الختام، بالعربية").fill("");
    await author.getByLabel("عبارة الختام، بالإنجليزية").fill("");
    await author.getByLabel("القسم، بالعربية").fill("");
    await author.getByLabel("القسم، بالإنجليزية").fill("");
    await author.getByLabel("الوزارة، بالعربية").fill("وزارة التعليم والاختبارات");
    await author.getByLabel("الوزارة، بالإنجليزية").fill("Ministry of Education");
    await author.getByRole("button", { name: "احفظ مسودة" }).click();
    await author.getByRole("button", { name: "اعرضها للاعتماد" }).first().click();
    await author.getByRole("button", { name: "نعم" }).click();
    await author.getByText("نسختك، تنتظر شخصاً آخر").waitFor();
    assert.equal(await author.getByRole("button", { name: "اعتمد" }).count(), 0);

    const other = await journey.signIn("ministry");
    await other.goto("/document-templates");
    await other.getByText("تنتظر الاعتماد").waitFor();
    await other.getByRole("link", { name: NAME }).click();
    await shownPage(other, journey);
    await other.getByRole("button", { name: "اعتمد" }).click();
    await journey.expectAxeClean(other);
    await journey.screenshot(other, "template-proof", { full: true });
    await other.getByRole("button", { name: "نعم" }).click();
    await other.getByText("سارية", { exact: true }).waitFor();
    await other.getByRole("link", { name: "كل القوالب" }).click();
    await other.getByText("السارية: النسخة ٢").waitFor();
    await journey.screenshot(other, "template-list", { full: true });

    // Whoever looks a document up sees what it was printed with.
    const { schoolId, studentId } = await issuedCards(journey, ["ar"]);
    const office = await journey.signIn("registrar-sa", { size: "phone" });
    await office.goto(`/schools/${schoolId}/students/${studentId}/documents`);
    await office.getByText(`بقالب «${NAME}»، النسخة ٢`).waitFor();
    await journey.expectFits(office);
    await journey.expectAxeClean(office);
    await journey.screenshot(office, "template-of-document-phone", { full: true });

    // On a phone the page stands below what is typed.
    const phone = await journey.signIn("ministry", { size: "phone", scheme: "dark" });
    await phone.goto("/document-templates");
    await phone.getByRole("link", { name: NAME }).click();
    await phone.getByRole("link", { name: "اكتب نسخة جديدة" }).click();
    assert.equal(await phone.getByLabel("الوزارة، بالعربية").inputValue(), "وزارة التعليم والاختبارات");
    await shownPage(phone, journey);
    const form = await phone.getByRole("button", { name: "احفظ مسودة" }).boundingBox();
    const picture = await phone.getByRole("region", { name: "المعاينة" }).getByRole("img", { name: /، صفحة/ }).boundingBox();
    assert.ok(picture.y > form.y);
    await journey.expectFits(phone);
    await journey.expectAxeClean(phone);
    await journey.screenshot(phone, "template-editor-phone-dark", { full: true });
    await phone.getByRole("button", { name: "احفظ مسودة" }).click();
    await phone.getByText("النسخة ٣").waitFor();

    await other.getByRole("link", { name: NAME }).click();
    const live = other.getByRole("listitem").filter({ hasText: "النسخة ٢" });
    await live.getByRole("button", { name: "اسحبها" }).click();
    await live.getByLabel("السبب").fill("خطأ في الشعار");
    await live.getByRole("button", { name: "اسحبها" }).click();
    await live.getByText("سُحبت", { exact: true }).waitFor();
  },
};
