// Who may come in, and what happens to an open page when the session ends beneath it.
import assert from "node:assert/strict";
import { PASSWORD } from "./support/server.mjs";

export const journeys = {
  "a wrong password is refused in words, and the right one leads to today's page": async (journey) => {
    const page = await journey.open();
    await page.goto("/");
    await page.getByLabel("اسم المستخدم").fill("teacher-kw");
    await page.getByLabel("كلمة المرور", { exact: true }).fill("not the password");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    await page.getByLabel("كلمة المرور", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "اليوم", level: 1 }).waitFor();
    assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
  },

  "the sign-in page has no barriers: desktop and phone, light and dark, both languages": async (journey) => {
    for (const look of [{}, { scheme: "dark" }, { size: "phone" }, { size: "phone", scheme: "dark", language: "en" }]) {
      const page = await journey.open(look);
      await page.goto("/");
      await page.getByRole("button", { name: look.language === "en" ? "Sign in" : "دخول", exact: true }).waitFor();
      await journey.expectAxeClean(page);
      await journey.expectFits(page);
      await journey.screenshot(page, `sign-in-${look.size ?? "desktop"}-${look.scheme ?? "light"}`);
    }
  },

  "after signing out nothing of the person is left on the page": async (journey) => {
    const page = await journey.signIn("teacher-kw");
    await page.getByRole("button", { name: /^حساب/ }).click();
    await page.getByRole("menuitem", { name: "خروج" }).click();
    await page.getByLabel("اسم المستخدم").waitFor();
    await page.goBack().catch(() => undefined);
    await page.goto("/");
    await page.getByLabel("اسم المستخدم").waitFor();
  },
};
