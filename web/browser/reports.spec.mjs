// The four periodic reports of the early grades: their days, the class head's remark, and what a guardian reads.
import assert from "node:assert/strict";
import { PASSWORD, Person } from "./support/server.mjs";

const present = (person) => person.session.grants.filter((grant) => grant.class_id !== undefined).at(-1);

// "2026-11-01" as its field shows it: ١/١١/٢٠٢٦.
const typedDay = (iso) => iso.split("-").reverse().map((part) => String(Number(part)).replace(/[0-9]/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)])).join("/");

export const journeys = {
  "all four reports have their days, and a day that has not come is moved": async (journey) => {
    const teacher = await journey.person("teacher-primary");
    const { school_id: school, class_id: classId } = present(teacher);
    const page = await journey.signIn("head-teacher-primary");
    await page.goto(`/schools/${school}/classes/${classId}/reports`);
    const day = page.getByRole("textbox", { name: "يوم التقرير" });
    for (const [number, name] of ["الأول", "الثاني", "الثالث", "الرابع"].entries()) {
      await page.getByText(`التقرير ${name}`, { exact: true }).click();
      await page.getByText(/^يومه /).waitFor();
      const { reports } = await teacher.get(`/v1/schools/${school}/classes/${classId}/mastery-reports`);
      await journey.eventually(async () => assert.equal(await day.inputValue(), typedDay(reports.find((report) => report.number === number + 1).day)));
    }
    await day.fill("2027-06-20");
    await page.getByRole("button", { name: "حدد اليوم", exact: true }).click();
    await page.getByText("يومه ٢٠ يونيو ٢٠٢٧").waitFor();
    await journey.expectAxeClean(page);
    await journey.screenshot(page, "reports-days");
  },

  "the class head's remark is what the guardian reads on a phone, with every report": async (journey) => {
    // Of the year that is over: the regulation in force then has a say in it.
    const head = await journey.person("head-teacher-primary");
    const person = await journey.person("teacher-primary");
    const { school_id: school, class_id: classId } = person.session.grants.find((grant) => grant.role === "class_head");
    const api = `/v1/schools/${school}`;
    const [student] = (await person.get(`${api}/classes/${classId}/students`)).items;
    const registrar = await journey.person("registrar-primary");
    const [{ guardian_id: guardian }] = (await registrar.get(`${api}/students/${student.student_id}/file`)).guardians;
    const { account_id } = await head.post(`${api}/accounts`, { name: "father-of-reports", display_name: "ولي أمر المتعلم", kind: "guardian", person_id: guardian });
    const { code } = await head.post(`${api}/accounts/${account_id}/codes`);
    await new Person(journey.server.origin).post("/v1/session/code", { name: "father-of-reports", code, new_password: PASSWORD });

    const teacher = await journey.signIn("teacher-primary");
    await teacher.goto(`/schools/${school}/classes/${classId}/reports?number=4`);
    const own = teacher.getByRole("listitem").filter({ has: teacher.getByRole("heading", { name: student.name_ar }) });
    await own.getByLabel("ملاحظة رائد الفصل").fill("يتقدم في القراءة، ويحتاج إلى عون في ترتيب الأعداد.");
    await own.getByRole("button", { name: "احفظ الملاحظة" }).click();
    await teacher.getByText("١ من ٨").waitFor();

    const page = await journey.signIn("father-of-reports", { size: "phone" });
    await page.getByRole("link", { name: "أبنائي", exact: true }).click();
    await page.getByRole("link", { name: `صفحة ${student.name_ar}` }).click();
    await page.getByRole("heading", { name: "التقارير الدورية" }).waitFor();
    await page.getByText("ملاحظات: يتقدم في القراءة، ويحتاج إلى عون في ترتيب الأعداد.").waitFor();
    await page.getByText(/لم يتقن بعد:|أتقن كل ما دُرس/).first().waitFor();
    await journey.expectAxeClean(page);
    await journey.expectFits(page);
    await journey.screenshot(page, "guardian-reports", { full: true });
  },
};
