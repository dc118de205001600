// A mark changes after the publication: one person asks for a correction, another decides, and both versions stand side by side.
import assert from "node:assert/strict";
import { correctMark, saudiSchool } from "./support/ready-class.mjs";

export const journeys = {
  "the registrar asks, the head compares and accepts, the guardian sees the new version": async (journey) => {
    const place = await saudiSchool(journey);
    const guardian = await journey.person("guardian-sa");
    const studentId = guardian.session.grants[0].children[0];
    const { items: enrolled } = await place.head.get(`${place.school}/school-years/${place.yearId}/classes`);
    const classId = enrolled.find((each) => each.name === "أ").class_id;
    const student = `/schools/${place.schoolId}/students/${studentId}/results/${place.yearId}`;
    await correctMark(place, classId, studentId, "MTH", "20");

    const registrar = await journey.signIn("registrar-sa");
    await registrar.goto(student);
    await registrar.getByLabel("سبب التصحيح").fill("خطأ في الرصد");
    await registrar.getByRole("button", { name: "طلب تصحيح" }).click();
    await registrar.getByText("قُدّم الطلب").waitFor();

    const head = await journey.signIn("head-teacher-sa");
    await head.goto(`/schools/${place.schoolId}/results/${place.yearId}`);
    await head.getByRole("link", { name: /التصحيحات/ }).click();
    await head.getByText("خطأ في الرصد").waitFor();
    const changed = head.getByRole("row").filter({ hasText: "الرياضيات" });
    await changed.waitFor();
    await journey.screenshot(head, "correction-compare", { full: true });
    await journey.expectAxeClean(head);
    await head.getByLabel("ما بُني عليه القرار").fill("روجعت ورقة الإجابة");
    await head.getByRole("button", { name: "اقبل وأصدر نسخة جديدة" }).click();
    await head.getByText("لا طلبات تنتظر").waitFor();

    await head.goto(`${student}/versions`);
    await head.getByRole("row").filter({ hasText: "الرياضيات" }).waitFor();
    await head.getByText("القرار قبل").waitFor();
    await journey.expectAxeClean(head);
    await journey.screenshot(head, "correction-versions", { full: true });

    const father = await journey.signIn("guardian-sa", { size: "phone" });
    await father.goto(student);
    await father.getByText("صُححت بعد إعلانها").waitFor();
    assert.equal(await father.getByRole("link", { name: "الإصدارات والتصحيح" }).count(), 0);
  },

  "a result that is withheld is not shown to the guardian, until it is released": async (journey) => {
    const place = await saudiSchool(journey);
    const guardian = await journey.person("guardian-sa");
    const studentId = guardian.session.grants[0].children[1];
    const student = `/schools/${place.schoolId}/students/${studentId}/results/${place.yearId}`;
    const head = await journey.signIn("head-teacher-sa");
    await head.goto(`${student}/versions`);
    const decide = async (button) => {
      const form = head.getByRole("region", { name: button });
      await form.getByLabel("السبب").fill("مستند ناقص");
      await form.getByLabel("رقم القرار وتاريخه").fill("12/1447");
      await form.getByRole("button", { name: button }).click();
    };
    await decide("حجب النتيجة");
    await head.getByRole("region", { name: "إظهار النتيجة" }).waitFor();
    const father = await journey.signIn("guardian-sa", { size: "phone" });
    await father.goto(student);
    await father.getByText("النتيجة محجوبة بقرار").waitFor();
    await head.goto(student);
    await head.getByText("حُجبت هذه النتيجة بقرار").waitFor();
    await head.goto(`${student}/versions`);
    await decide("إظهار النتيجة");
    await head.getByRole("region", { name: "حجب النتيجة" }).waitFor();
    await father.reload();
    await father.getByText("ناجح").first().waitFor();
  },
};
