// Without a network: what is typed waits, survives the sign-out and the loading anew, and is for nobody but who typed it.
import assert from "node:assert/strict";
import { openSheet } from "./mark-sheet.spec.mjs";

const cell = (page, row) => page.locator(`#cell-${row}-0`);
const textOf = async (page, row) => (await cell(page, row).locator("span").first().textContent())?.trim();

async function typeLevel(page, row, level) {
  await cell(page, row).click();
  await page.keyboard.type(level);
  await page.keyboard.press("Enter");
}

/** The application's files are in this browser, and today's lists are read. */
async function readyForOffline(journey, page) {
  await journey.eventually(async () => {
    const isReady = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return registration?.active?.state === "activated" && (await caches.keys()).some((name) => name.startsWith("taqwim-"));
    });
    assert.ok(isReady, "the service worker is not there");
  }, 30_000);
}

/** All that lies in the browser's database, as anybody who sits at it can read it. */
async function everythingKept(page) {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open("taqwim", 1);
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const all = request.result.transaction("kept").objectStore("kept").getAll();
          all.onsuccess = () => {
            request.result.close();
            resolve(all.result.map(({ id, owner, kind, day, iv, sealed }) => ({ id, owner, kind, day, bytes: new TextDecoder("latin1").decode(iv) + new TextDecoder("utf-8").decode(sealed) })));
          };
        };
      }),
  );
}

export const journeys = {
  "what is typed without a network waits, is said in the frame, and is saved when the network is back": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    const place = await openSheet(journey, page);
    await journey.server.stop();
    await typeLevel(page, 0, "3");
    await typeLevel(page, 1, "4");
    await page.getByText("٢ في الانتظار، بلا شبكة").or(page.getByText("اثنتان في الانتظار، بلا شبكة")).waitFor();
    await journey.screenshot(page, "offline-waiting");
    await journey.server.start();
    await page.getByRole("banner").getByText("حُفظ كل شيء").waitFor({ timeout: 40_000 });
    const sheet = await (await page.request.get(`/v1/schools/${place.school}/mark-sheets/${place.sheet}`)).json();
    const first = sheet.columns[0].key;
    const kept = sheet.students.slice(0, 2).map((student) => sheet.cells.find((each) => each.student_id === student.student_id && each.column === first && each.occurrence === 1)?.level);
    assert.deepEqual(kept, ["3", "4"]);
  },

  "the page is loaded anew without a network: the sheet, the names and what waits are there": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    await openSheet(journey, page);
    await readyForOffline(journey, page);
    await page.reload();
    await cell(page, 0).waitFor();
    await journey.server.stop();
    await typeLevel(page, 2, "2");
    await page.getByText(/في الانتظار، بلا شبكة/).waitFor();
    await page.reload();
    await journey.eventually(async () => assert.equal(await textOf(page, 2), "٢"));
    await page.getByText(/في الانتظار، بلا شبكة/).waitFor();
    await journey.server.start();
    await page.getByRole("banner").getByText("حُفظ كل شيء").waitFor({ timeout: 40_000 });
    assert.deepEqual((await everythingKept(page)).filter(({ kind }) => kind === "entries"), []);
  },

  "after the sign-out the next person reads and sends nothing of it, and the first finds it again": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    const place = await openSheet(journey, page);
    await readyForOffline(journey, page);
    const before = await (await page.request.get(`/v1/schools/${place.school}/mark-sheets/${place.sheet}`)).json();
    await journey.server.stop();
    await typeLevel(page, 3, "1");
    await page.getByText(/في الانتظار، بلا شبكة/).waitFor();
    await page.getByRole("button", { name: /^حساب/ }).click();
    await page.getByRole("menuitem", { name: "خروج" }).click();
    await page.getByLabel("اسم المستخدم").waitFor();

    const kept = await everythingKept(page);
    assert.deepEqual(kept.map(({ kind }) => kind), ["entries"], "names are gone, what was typed is not");
    assert.ok(!kept[0].bytes.includes("schoolId"), "it cannot be read");
    // Without a network nobody comes in, and the session that was left open is not taken up.
    await page.reload();
    await page.getByRole("alert").waitFor();
    await journey.server.start();
    await page.reload();
    await journey.signInOn(page, "teacher-primary");
    await page.waitForTimeout(1500);
    const meanwhile = await (await journey.person("teacher-kw")).get(`/v1/schools/${place.school}/mark-sheets/${place.sheet}`);
    assert.deepEqual(meanwhile.cells, before.cells, "nothing was sent by somebody else");
    await page.getByRole("banner").getByText("حُفظ كل شيء").waitFor();
    await page.getByRole("button", { name: /^حساب/ }).click();
    await page.getByRole("menuitem", { name: "خروج" }).click();
    await journey.signInOn(page, "teacher-kw");
    await journey.eventually(async () => {
      const sheet = await (await page.request.get(`/v1/schools/${place.school}/mark-sheets/${place.sheet}`)).json();
      const cellOf = sheet.cells.find((each) => each.student_id === sheet.students[3].student_id && each.column === sheet.columns[0].key && each.occurrence === 1);
      assert.equal(cellOf?.level, "1");
    });
  },

  "what someone else changed meanwhile is shown beside what waited": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    const place = await openSheet(journey, page);
    await page.route("**/entries", (route) => route.abort());
    await typeLevel(page, 4, "2");
    await page.getByRole("banner").getByText(/في الانتظار/).waitFor();
    const other = await journey.person("teacher-kw");
    const sheet = await other.get(`/v1/schools/${place.school}/mark-sheets/${place.sheet}`);
    const now = sheet.cells.find((each) => each.student_id === sheet.students[4].student_id && each.column === sheet.columns[0].key && each.occurrence === 1);
    await other.post(`/v1/schools/${place.school}/mark-sheets/${place.sheet}/entries`, { entries: [{ student_id: sheet.students[4].student_id, column: sheet.columns[0].key, occurrence: 1, value: now?.level === "4" ? "3" : "4", ...(now ? { based_on: now.version } : {}) }] });
    await page.unroute("**/entries");
    await page.getByRole("banner").getByText("تعارض").waitFor({ timeout: 30_000 });
    await cell(page, 4).click();
    await page.getByRole("button", { name: /خذ ما رُصد/ }).waitFor();
    await page.getByRole("button", { name: /أبقِ ما كتبت/ }).click();
    await page.getByRole("banner").getByText("حُفظ كل شيء").waitFor();
    assert.equal(await textOf(page, 4), "٢");
  },

  "the roll of a day is taken without a network": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    await page.getByRole("link", { name: "حضور اليوم" }).first().click();
    await page.getByRole("radio", { name: "غائب" }).first().waitFor({ state: "attached" });
    await journey.server.stop();
    await page.getByText("غائب", { exact: true }).first().click();
    await page.getByRole("button", { name: /سجّل|حفظ/ }).click();
    await page.getByText("حُفظ الحضور في هذا الجهاز").waitFor();
    await journey.server.start();
    await page.getByRole("banner").getByText("حُفظ كل شيء").waitFor({ timeout: 40_000 });
  },

  "the power is cut while entries wait: after the start and the sign-in they are sent": async (journey) => {
    journey.expectFaults();
    const machine = await journey.machine();
    await journey.signInOn(machine.page, "teacher-kw");
    const get = (path) => machine.page.evaluate(async (from) => (await fetch(from)).json(), path);
    const { school_id: school, class_id: classId } = (await get("/v1/session")).grants.find((grant) => grant.subject === "maths");
    const { sheets } = await get(`/v1/schools/${school}/classes/${classId}/mark-sheets`);
    const { sheet_id: sheet } = sheets.find((each) => each.subject === "maths" && each.term === 1 && each.filled > 0);
    await machine.page.goto(`${journey.server.origin}/schools/${school}/sheets/${sheet}`);
    await cell(machine.page, 5).waitFor();
    await readyForOffline(journey, machine.page);
    await journey.server.stop();
    const level = (await textOf(machine.page, 5)) === "٤" ? "3" : "4";
    await typeLevel(machine.page, 5, level);
    await machine.page.getByText(/في الانتظار، بلا شبكة/).waitFor();
    await machine.cutPower();

    await journey.server.start();
    await machine.start();
    // A session that lasts no longer than its browser is gone with it.
    const name = machine.page.getByLabel("اسم المستخدم");
    const frame = machine.page.getByRole("navigation").first();
    await name.or(frame).first().waitFor();
    if (await name.isVisible()) await journey.signInOn(machine.page, "teacher-kw");
    const teacher = await journey.person("teacher-kw");
    await journey.eventually(async () => {
      const now = await teacher.get(`/v1/schools/${school}/mark-sheets/${sheet}`);
      const kept = now.cells.find((each) => each.student_id === now.students[5].student_id && each.column === now.columns[0].key && each.occurrence === 1);
      assert.equal(kept?.level, level);
    }, 60_000);
    await machine.page.getByRole("banner").getByText("حُفظ كل شيء").waitFor();
  },
};
