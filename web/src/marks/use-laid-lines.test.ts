import { expect, it } from "vitest";
import type { Cell, Cells } from "./sheet-cells";
import { longEntries } from "./use-laid-lines";

const t = (name: string) => (name === "withheld" ? "محجوبة" : name);
const saved = (mark: string, previous?: string): Cell => ({
  server: { student_id: "7", column: "c1", occurrence: 1, version: "1", mark, ...(previous === undefined ? {} : { previous: { mark: previous } }) },
  state: { kind: "saved" },
});
const of = (...cells: [string, Cell][]): Cells => new Map(cells);

it("short entries leave the widths of a sheet alone", () => {
  expect(longEntries(of(["7/c1/1", saved("19.75")], ["7/c2/1", { server: undefined, state: { kind: "sending", text: "20" } }]), t)).toBe("");
});

it("a long text, a status in words and a corrected mark ask for widths, each column by its longest", () => {
  const refused: Cell = { server: undefined, state: { kind: "refused", text: "مئة وخمسون", why: "" } };
  const withheld: Cell = { server: { student_id: "7", column: "c2", occurrence: 1, version: "1", status: "withheld" }, state: { kind: "saved" } };
  expect(longEntries(of(["7/c1/1", refused], ["8/c1/1", saved("12.25", "15")], ["7/c2/1", withheld]), t)).toBe("/c1/1,10 /c2/1,6");
});
