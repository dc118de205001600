// A case before a committee: from a fact to a decision by votes, signed by each who sat, and a newer decision in its place.
import assert from "node:assert/strict";

const choose = (scope, label, option) => scope.getByLabel(label, { exact: true }).selectOption({ label: option });
const committee = "لجنة التوجيه والإرشاد في المثال";

export const journeys = {
  "a case is opened, decided by votes, signed by two who sat, and decided anew": async (journey) => {
    const head = await journey.person("head-teacher-primary");
    const { school_id: school } = head.session.grants[0];
    const teacher = await journey.person("teacher-primary");
    const classId = teacher.session.grants.filter((grant) => grant.class_id !== undefined).at(-1).class_id;
    const { items: students } = await head.get(`/v1/schools/${school}/classes/${classId}/students`);
    const path = `/schools/${school}/students/${students.at(-1).student_id}/cases`;

    const page = await journey.signIn("head-teacher-primary");
    await page.goto(path);
    await page.getByText("لا حالات لهذا المتعلم أمام لجنة.").waitFor();
    await page.getByRole("button", { name: "اعرض حالة على لجنة" }).click();
    const open = page.getByRole("dialog");
    await choose(open, "اللجنة", committee);
    await choose(open, "نوع الحالة", "توجيه وإرشاد (نقل أو بقاء)");
    await open.getByLabel(/^الواقعة/).fill("لم يتقن العد حتى ٩٩");
    await journey.expectAxeClean(page);
    await open.getByRole("button", { name: "اعرض حالة على لجنة" }).click();
    await page.getByText("تنتظر قرار اللجنة").waitFor();

    await page.getByRole("button", { name: "سجّل قرار الجلسة" }).click();
    const session = page.getByRole("dialog");
    const votes = { "مدير المدرسة في المثال": "ينتقل إلى الصف التالي", "المعلم في المثال": "يبقى عاماً آخر", "المرشد الطلابي في المثال": "ينتقل إلى الصف التالي", "معلم الصف الأول في المثال": "ينتقل إلى الصف التالي" };
    for (const [name, vote] of Object.entries(votes)) await session.getByLabel(`صوت ${name}`).selectOption({ label: vote });
    await session.getByLabel(/^أسباب القرار/).fill("تحسن عدّه في الأسابيع الأخيرة");
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "committee-votes", { full: true });
    await session.getByRole("button", { name: "سجّل قرار الجلسة" }).click();
    await page.getByText(/ينتقل إلى الصف التالي؛|ينتقل إلى الصف التالي، ٤ حضروا من ٥/).waitFor();
    await page.getByText(/وقّعه ٠ من ٤/).waitFor();
    const sign = async (who) => {
      await who.getByRole("button", { name: "وقّع القرار" }).click();
      await who.getByRole("dialog").getByRole("button", { name: "وقّع القرار" }).click();
    };
    await sign(page);
    await page.getByText(/وقّعه ١ من ٤: مدير المدرسة في المثال/).waitFor();
    // Nobody signs twice, and nobody for another.
    assert.equal(await page.getByRole("button", { name: "وقّع القرار" }).count(), 0);

    const member = await journey.signIn("teacher-primary", { size: "phone" });
    await member.goto(path);
    await member.getByText("صدر القرار").waitFor();
    await journey.expectFits(member);
    await sign(member);
    await member.getByText(/وقّعه ٢ من ٤/).waitFor();

    // KW-16.1: nothing of a guidance case is for the district to approve.
    assert.equal(await page.getByRole("button", { name: "سجّل الاعتماد" }).count(), 0);

    // A decision is not changed: a newer one takes its place, with its reason.
    await page.getByRole("button", { name: "سجّل قرار الجلسة" }).click();
    for (const name of Object.keys(votes)) await session.getByLabel(`صوت ${name}`).selectOption({ label: "يبقى عاماً آخر" });
    await session.getByLabel(/^سبب العدول/).fill("تقرير جديد من معلم الصف");
    // SR-5.3: to stay another year wants its reasons; what is missing is said at its field.
    await session.getByRole("button", { name: "سجّل قرار الجلسة" }).click();
    await journey.eventually(async () => assert.equal(await session.getByLabel(/^أسباب القرار/).getAttribute("aria-invalid"), "true"));
    await session.getByLabel(/^أسباب القرار/).fill("لم يتقن العد حتى ٩٩");
    await session.getByRole("button", { name: "سجّل قرار الجلسة" }).click();
    await page.getByText("حل محله قرار أحدث").waitFor();
    await page.getByText(/يبقى عاماً آخر، ٤ حضروا من ٥/).waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "committee-case", { full: true });
  },
};
