import { describe, expect, it } from "vitest";
import { scrollNeeded } from "./bring-into-view";

describe("the active cell", () => {
  const free = { from: 100, to: 500 };
  it("stays where it is while it can be seen whole", () => {
    expect(scrollNeeded({ from: 100, to: 160 }, free)).toBe(0);
    expect(scrollNeeded({ from: 440, to: 500 }, free)).toBe(0);
    // A part of a point does not count.
    expect(scrollNeeded({ from: 440.6, to: 500.6 }, free)).toBe(0);
  });
  it("comes into the middle when it lies before or behind, or only in part", () => {
    expect(scrollNeeded({ from: 500, to: 560 }, free)).toBe(230);
    expect(scrollNeeded({ from: 40, to: 100 }, free)).toBe(-230);
    expect(scrollNeeded({ from: 450, to: 510 }, free)).toBe(180);
  });
});
