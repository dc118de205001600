// A guardian in the evening, on a phone: both children, one result with its reasons, the acknowledgement, an excuse.
import assert from "node:assert/strict";
import { saudiSchool } from "./support/ready-class.mjs";

const PHONE = { size: "phone" };

export const journeys = {
  "a father reads why, and acknowledges the result": async (journey) => {
    const page = await journey.signIn("guardian-sa", PHONE);
    await page.getByRole("link", { name: "أبنائي", exact: true }).click();
    await page.getByRole("heading", { name: "أبنائي", level: 1 }).waitFor();
    const children = page.getByRole("link", { name: /^صفحة / });
    await children.nth(1).waitFor();
    assert.equal(await children.count(), 2);
    await journey.expectFits(page);
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "guardian-children");

    await children.nth(1).click();
    await page.getByText("ناجح").first().waitFor();
    await page.getByRole("heading", { name: "ماذا بقي؟" }).waitFor();
    await journey.expectFits(page);
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "guardian-child", { full: true });

    // Why this mark: a page of its own on a phone, with a way back.
    await page.getByRole("link", { name: /^الرياضيات/ }).click();
    await page.getByRole("heading", { name: "الرياضيات", level: 2 }).waitFor();
    await page.getByRole("complementary", { name: "الرياضيات" }).getByText("الدور الثاني").first().waitFor();
    assert.ok((await page.getByRole("complementary", { name: "الرياضيات" }).getByRole("link", { name: /المادة/ }).count()) > 0);
    // Who entered a mark is the school's to see.
    assert.equal(await page.getByText("من رصدها؟").count(), 0);
    await journey.expectFits(page);
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "guardian-why", { full: true });
    await page.getByRole("button", { name: "رجوع إلى النتيجة" }).last().click();

    await page.getByRole("button", { name: "أقر بالاطلاع على النتيجة" }).click();
    await page.getByText("أقررت بالاطلاع في").waitFor();
    await page.reload();
    await page.getByText("أقررت بالاطلاع في").waitFor();
    // No ranks and no labels.
    for (const word of ["الترتيب", "المركز", "راسب", "ضعيف"]) assert.equal(await page.getByText(word, { exact: true }).count(), 0, word);
    const { head, schoolId, yearId } = await saudiSchool(journey);
    const { classes } = await head.get(`/v1/schools/${schoolId}/school-years/${yearId}/publication`);
    assert.equal(
      classes.reduce((sum, each) => sum + (each.publication?.acknowledged ?? 0), 0),
      1,
    );
  },

  "an excuse and a request for leave are sent from the phone": async (journey) => {
    const page = await journey.signIn("guardian-kw", PHONE);
    await page.getByRole("link", { name: "أبنائي", exact: true }).click();
    await page.getByRole("link", { name: /^صفحة / }).first().click();
    await page.getByRole("link", { name: "تقديم عذر غياب" }).click();
    await page.getByText("أيام غياب لم تُعذر").waitFor();
    const day = page.getByRole("button", { name: /٢٠٢٦$/ }).first();
    const chosen = await day.textContent();
    await day.click();
    const first = await page.getByRole("textbox", { name: "أول يوم غياب" }).inputValue();
    await page.getByRole("textbox", { name: "آخر يوم غياب" }).fill("2026-09-20");
    await page.getByText("آخر يوم قبل أول يوم").waitFor();
    await page.getByRole("textbox", { name: "آخر يوم غياب" }).fill(first);
    await page.getByLabel("رقم الوثيقة أو وصفها").fill("18/2026");
    await journey.expectFits(page);
    await journey.expectAxeClean(page);
    await page.getByRole("button", { name: "أرسل إلى المدرسة" }).click();
    await page.getByRole("heading", { name: "ما قدّمته" }).waitFor();
    await page.getByRole("listitem").filter({ hasText: `عذر مرضي: ${chosen}` }).filter({ hasText: "قيد النظر" }).first().waitFor();

    await page.getByRole("link", { name: "طلب استئذان" }).click();
    await page.getByRole("textbox", { name: "من الحصة" }).click();
    await page.getByRole("option", { name: "٤" }).click();
    await journey.expectAxeClean(page);
    await page.getByRole("button", { name: "أرسل إلى المدرسة" }).click();
    await page.getByText("استئذان في ٢٢ نوفمبر ٢٠٢٦ من الحصة ٤").waitFor();
    await journey.screenshot(page, "guardian-requests", { full: true });
  },

  "a notice about absences is acknowledged, and the day is kept": async (journey) => {
    const [head, teacher, father] = await Promise.all(["head-teacher-kw", "teacher-kw", "guardian-kw"].map((name) => journey.person(name)));
    const { school_id: school, children } = father.session.grants.find((grant) => grant.children?.length > 0);
    const [child] = children;
    const { years } = await father.get(`/v1/schools/${school}/students/${child}/results`);
    const attendance = `/v1/schools/${school}/students/${child}/attendance/${years[0].school_year_id}`;
    const classId = (await Promise.all([...new Set(teacher.session.grants.flatMap((grant) => grant.class_id ?? []))].map(async (id) => ({ id, items: (await teacher.get(`/v1/schools/${school}/classes/${id}/students`)).items })))).find(({ items }) => items.some((student) => student.student_id === child)).id;
    // Absent on four more days of last weeks, as their rolls say now.
    for (const day of ["2026-11-15", "2026-11-16", "2026-11-17", "2026-11-18"]) {
      const taken = (await teacher.get(`/v1/schools/${school}/classes/${classId}/rolls?day=${day}`)).items.find((roll) => roll.slot === "day");
      const others = (taken?.exceptions ?? []).filter((each) => each.student_id !== child).map(({ student_id, status, minutes }) => ({ student_id, status, ...(minutes === undefined || minutes === null ? {} : { minutes }) }));
      await teacher.post(`/v1/schools/${school}/classes/${classId}/rolls`, { day, slot: "day", exceptions: [...others, { student_id: child, status: "absent" }] });
    }
    const { students } = await teacher.get(`/v1/schools/${school}/classes/${classId}/attendance`);
    const due = students.find((student) => student.student_id === child).due[0];
    assert.ok(due, "a notice is due");
    await head.post(`${attendance}/notices`, { term: due.term, kind: due.kind });

    const page = await journey.signIn("guardian-kw", PHONE);
    await page.getByRole("link", { name: /إشعار ينتظر إقرارك/ }).first().click();
    await page.getByRole("heading", { name: "إشعارات المدرسة" }).waitFor();
    await journey.expectFits(page);
    await journey.expectAxeClean(page);
    await page.getByRole("button", { name: /^أقر بالاطلاع على / }).first().click();
    await page.getByText("✓ أُقر بالاطلاع في ٢٢ نوفمبر ٢٠٢٦ – ١٢ جمادى الآخرة ١٤٤٨ هـ").waitFor();
    await journey.screenshot(page, "guardian-notice", { full: true });
    const { notices } = await head.get(attendance);
    assert.deepEqual(notices.flatMap((notice) => notice.events.filter((event) => event.kind === "acknowledged").map((event) => event.day)), ["2026-11-22"]);
  },

  "a student sees his own page and nobody else's": async (journey) => {
    const page = await journey.signIn("student-sa", PHONE);
    await page.getByRole("link", { name: "صفحتي", exact: true }).click();
    await page.getByRole("heading", { name: "ماذا بقي؟" }).waitFor();
    assert.equal(await page.getByRole("link", { name: "تقديم عذر غياب" }).count(), 0);
    assert.equal(await page.getByRole("button", { name: /أقر بالاطلاع/ }).count(), 0);
    await journey.expectFits(page);
    await journey.expectAxeClean(page);
  },
};
