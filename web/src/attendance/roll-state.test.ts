import { expect, it } from "vitest";
import { entriesOf, exceptionsOf, minutesIn, presenceOfKey, withEntry, type RollEntries } from "./roll-state";

it("names those alone who were not simply there, in the order of the class", () => {
  let entries: RollEntries = new Map();
  entries = withEntry(entries, "2", { presence: "late", minutes: 12 });
  entries = withEntry(entries, "1", { presence: "absent" });
  entries = withEntry(entries, "3", { presence: "absent" });
  entries = withEntry(entries, "3", { presence: "present" });
  entries = withEntry(entries, "9", { presence: "absent" });
  expect(exceptionsOf(entries, ["1", "2", "3"])).toEqual([
    { student_id: "1", status: "absent" },
    { student_id: "2", status: "late", minutes: 12 },
  ]);
});

it("begins with what was taken before", () => {
  const taken = { roll_id: "1", school_year_id: "1", class_id: "1", day: "2026-11-22", slot: "day" as const, period: 0, subject: "", sitting: "", exceptions: [{ student_id: "4", status: "late" as const, minutes: null }, { student_id: "5", status: "absent" as const }] };
  expect([...entriesOf(taken)]).toEqual([["4", { presence: "late" }], ["5", { presence: "absent" }]]);
  expect(entriesOf(undefined).size).toBe(0);
});

it("knows the keys of both keyboards", () => expect(["غ", "A", "ت", "l", "ح", "p", "x"].map(presenceOfKey)).toEqual(["absent", "absent", "late", "late", "present", "present", undefined]));

it("reads minutes in any digits", () => expect(["١٢", "12", " 5 ", "", "0", "601", "1.5", "-3"].map(minutesIn)).toEqual([12, 12, 5, undefined, 0, undefined, undefined, undefined]));
