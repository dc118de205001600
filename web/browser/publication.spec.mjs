// A year's results are published by two people: the checklist, the proposal, the approval, and taking back before the moment.
import assert from "node:assert/strict";
import { hired, readyClass, saudiSchool } from "./support/ready-class.mjs";

const row = (page, name) => page.getByRole("row").filter({ hasText: name });

export const journeys = {
  "a deputy puts a class forward, and the head publishes it": async (journey) => {
    const place = await saudiSchool(journey);
    const deputyName = await hired(place, "deputy", "deputy-of-publication");
    const { name, studentId } = await readyClass(place);
    const results = `/schools/${place.schoolId}/results/${place.yearId}`;

    const deputy = await journey.signIn(deputyName);
    await deputy.goto(results);
    await row(deputy, "الصف ٩ ج").getByText("جاهز").waitFor();
    // A dry look: what the guardian will see, marked as not published.
    await row(deputy, "الصف ٩ ج").getByRole("link", { name: "ما سيراه أولياء الأمور" }).click();
    await deputy.getByRole("link", { name }).click();
    await deputy.getByText("معاينة لم تُعلن").waitFor();
    await deputy.goto(results);
    await deputy.getByRole("checkbox", { name: "اختر الصف ٩ ج" }).check();
    await deputy.getByLabel("ملاحظة لمن يعتمد").fill("روجعت كشوف الفصل");
    assert.equal(await deputy.getByRole("button", { name: "أعلن دون عرض" }).count(), 0);
    await deputy.getByRole("button", { name: "اعرض للاعتماد" }).click();
    await deputy.getByText("ينتظر اعتماد شخص آخر").waitFor();
    await journey.expectAxeClean(deputy);

    const head = await journey.signIn("head-teacher-sa");
    await head.goto(results);
    await head.getByText("روجعت كشوف الفصل").waitFor();
    await journey.screenshot(head, "publication-proposed", { full: true });
    await journey.expectAxeClean(head);
    await head.getByRole("button", { name: "اعتمد وأعلن" }).click();
    await head.getByRole("dialog").getByRole("button", { name: "اعتمد وأعلن" }).click();
    await head.getByText("أُعلن فصل واحد").waitFor();
    await row(head, "الصف ٩ ج").getByText("ظاهر منذ").waitFor();
    await journey.screenshot(head, "publication-done", { full: true });

    // What was a preview is the published result now.
    await deputy.goto(`/schools/${place.schoolId}/students/${studentId}/results/${place.yearId}`);
    await deputy.getByText("أُعلنت في").waitFor();
    assert.equal(await deputy.getByText("معاينة لم تُعلن").count(), 0);
  },

  "a class with unsigned sheets says what is open, and a publication is taken back before its moment": async (journey) => {
    const place = await saudiSchool(journey);
    await readyClass(place, { letter: "د", number: "8003", isSigned: false });
    const ready = await readyClass(place, { letter: "هـ", number: "8004" });
    await place.head.post(`${place.school}/classes/${ready.classId}/publication`, { visible_from: "2026-11-24T04:00:00.000Z" });
    const head = await journey.signIn("head-teacher-sa");
    await head.goto(`/schools/${place.schoolId}/results/${place.yearId}`);
    await row(head, "الصف ٩ د").getByRole("button", { name: "ما الذي بقي؟" }).click();
    await head.getByText("كشوف لم تُوقّع").waitFor();
    assert.ok((await head.locator(".open-points").getByRole("link").count()) > 0);
    await row(head, "الصف ٩ هـ").getByText("معتمد، يظهر في").waitFor();
    await head.getByRole("listitem").filter({ hasText: "الصف ٩ هـ" }).getByRole("button", { name: "سحب الإعلان" }).click();
    const dialog = head.getByRole("dialog");
    await dialog.getByLabel("السبب").fill("قبل موعدها");
    await dialog.getByRole("button", { name: "سحب الإعلان" }).click();
    await head.getByText("قبل موعدها").waitFor();
    await row(head, "الصف ٩ هـ").getByText("جاهز").waitFor();
  },
};
