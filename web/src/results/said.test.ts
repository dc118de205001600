import { expect, it } from "vitest";
import { said, saidValue } from "./said";

it("writes days in words and digits as they were chosen", () => {
  expect(said("العذر من 2026-10-28 إلى 2026-10-29، 39.5", { language: "ar", digits: "arab" })).toBe("العذر من ٢٨ أكتوبر ٢٠٢٦ إلى ٢٩ أكتوبر ٢٠٢٦، ٣٩٫٥");
  expect(said("until 2024-10-27", { language: "en", digits: "latn" })).toBe("until 27 October 2024");
});

it("leaves years and numbers that are no days", () => expect(said("1446 (2024-2025), 2024-13-01, 18/2026", { language: "en", digits: "latn" })).toBe("1446 (2024-2025), 2024-13-01, 18/2026"));

it("keeps Arabic within English by itself, so that numbers after it stay after it", () => expect(said("grade 8 / ب, 1446", { language: "en", digits: "latn" })).toBe("grade 8 / \u2068ب\u2069, 1446"));

it("writes a percentage as the digits are written", () => expect(said("70% من", { language: "ar", digits: "arab" })).toBe("٧٠٪ من"));

it("says of which round a mark is", () => {
  expect(saidValue("57²", { language: "ar", digits: "arab" })).toBe("٥٧ (بعد الدور الثاني)");
  expect(saidValue("57", { language: "en", digits: "latn" })).toBe("57");
});
