// Pages as they look, against pictures that a person has looked at: desktop and phone, light and dark, both directions.

async function signInPage(journey, look, name) {
  const page = await journey.open(look);
  await page.goto("/");
  await page.getByRole("textbox").first().waitFor();
  // The field that has the keyboard is drawn with a ring, sooner or later.
  await page.evaluate(() => document.activeElement?.blur());
  await journey.expectPicture(page, name);
}

export const journeys = {
  "the sign-in page on a desktop, from right to left": (journey) => signInPage(journey, {}, "sign-in-desktop"),
  "the sign-in page on a phone, in the dark": (journey) => signInPage(journey, { size: "phone", scheme: "dark" }, "sign-in-phone-dark"),
  "the sign-in page on a desktop, from left to right": (journey) => signInPage(journey, { language: "en" }, "sign-in-desktop-english"),
};
