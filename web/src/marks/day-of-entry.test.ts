import { expect, it } from "vitest";
import type { SheetColumn } from "./parse-entry";
import { dayOfEntry } from "./use-sheet";

const column = (kind: SheetColumn["kind"]): SheetColumn => ({ key: "c", label_ar: "", label_en: "", kind, maximum: "4", repeats: 20, needed: "one_of", make_up: "plain", is_minimum: false, settings: {} });

it("says of a dated measure when it was taken, or when it was missed", () => {
  expect(dayOfEntry("٣", column("level"), "2026-11-22")).toEqual({ assessed_on: "2026-11-22" });
  expect(dayOfEntry("غ", column("level"), "2026-11-22")).toEqual({ missed_on: "2026-11-22" });
  expect(dayOfEntry("ع", column("level"), "2026-11-22")).toEqual({ missed_on: "2026-11-22" });
});

it("says no day of what has none, of an emptied cell and of a plain mark", () => {
  expect(dayOfEntry("", column("level"), "2026-11-22")).toBeUndefined();
  expect(dayOfEntry("؟", column("level"), "2026-11-22")).toBeUndefined();
  expect(dayOfEntry("3", column("mark"), "2026-11-22")).toBeUndefined();
  expect(dayOfEntry("3", column("unit_score"), "2026-11-22")).toBeUndefined();
});
