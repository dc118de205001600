import { describe, expect, it } from "vitest";
import { byTopic, isList, valueToSend } from "./proposed-value";

describe("a proposed value", () => {
  it("is sent in ASCII digits, whichever were typed", () => {
    expect(valueToSend({ unit: "mark" }, " ٥٥٫٥ ")).toBe("55.5");
    expect(valueToSend({ unit: "share" }, "٧٠٪")).toBe("70%");
    expect(valueToSend({ unit: "count" }, "")).toBe("");
  });

  it("is a list where the parameter is one, parted by commas of either language", () => {
    expect(isList({ unit: "subjects" })).toBe(true);
    expect(valueToSend({ unit: "list" }, "90، ٨٠, 65 ،")).toEqual(["90", "80", "65"]);
    expect(valueToSend({ unit: "list" }, " ")).toEqual([]);
  });

  it("stands under its topic", () => {
    expect(byTopic([{ name: "a.x" }, { name: "b.y" }, { name: "a.z" }]).map((group) => [group.topic, group.parameters.length])).toEqual([
      ["a", 2],
      ["b", 1],
    ]);
  });
});
