import { describe, expect, it } from "vitest";
import { copiedText, isWholeEntry, parseEntry, parsePasted } from "./parse-entry";

const mark = { kind: "mark", maximum: "20" } as const;

describe("parseEntry", () => {
  it.each([
    ["18", "18"],
    ["١٨٫٧٥", "18.75"],
    ["۱۸", "18"],
    ["18,5", "18.5"],
    [" 20 ", "20"],
    ["0", "0"],
  ])("reads %s", (typed, value) => expect(parseEntry(typed, mark)).toEqual({ kind: "value", value }));

  it.each([
    ["20.01", "above_maximum"],
    ["21", "above_maximum"],
    ["18.755", "too_many_decimals"],
    ["abc", "not_a_mark"],
    ["-1", "not_a_mark"],
    ["1.", "not_a_mark"],
  ])("keeps %s unread: %s", (typed, reason) => expect(parseEntry(typed, mark)).toEqual({ kind: "not_read", reason }));

  it("reads the letters of paper sheets", () => {
    expect(parseEntry("غ", mark)).toEqual({ kind: "status", status: "unexcused" });
    expect(parseEntry("ع", mark)).toEqual({ kind: "status", status: "excused" });
    expect(parseEntry("", mark)).toEqual({ kind: "status", status: "cleared" });
  });

  it("reads judgements by one key", () => {
    const judgement = { kind: "judgement" } as const;
    expect(parseEntry("١", judgement)).toEqual({ kind: "value", value: "mastered" });
    expect(parseEntry("ل", judgement)).toEqual({ kind: "value", value: "not_mastered" });
    expect(parseEntry("5", judgement)).toEqual({ kind: "not_read", reason: "not_a_judgement" });
  });
});

describe("parsePasted", () => {
  it("takes a column of a spreadsheet", () => expect(parsePasted("1\r\n2\r\n\r\n4\r\n")).toEqual([["1"], ["2"], [""], ["4"]]));
  it("takes a range", () => expect(parsePasted("1\t2\n3\t4")).toEqual([["1", "2"], ["3", "4"]]));
});

it("takes a pasted column in Arabic digits as it would be typed", () => {
  const column = parsePasted("١٨٫٥\r\n١٩\r\nغ\r\n٢٠٫٥\r\n").map(([text = ""]) => parseEntry(text, mark));
  expect(column).toEqual([{ kind: "value", value: "18.5" }, { kind: "value", value: "19" }, { kind: "status", status: "unexcused" }, { kind: "not_read", reason: "above_maximum" }]);
});

it("copies what it would paste", () => expect(parsePasted(copiedText([["1", "2"], ["", "4"]]))).toEqual([["1", "2"], ["", "4"]]));

describe("isWholeEntry", () => {
  it.each([
    ["٣", "level", "4", true],
    ["3", "level", "4", true],
    ["3", "level", "12", false], // 1 may go on to 12
    ["ج", "level", "4", false],
    ["أ", "judgement", undefined, true],
    ["0", "judgement", undefined, true],
    ["غ", "judgement", undefined, false],
    ["3", "mark", "4", false],
  ] as const)("%s in a column of kind %s to %s: %s", (key, kind, maximum, is) => expect(isWholeEntry(key, maximum === undefined ? { kind } : { kind, maximum })).toBe(is));
});
