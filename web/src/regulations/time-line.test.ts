import { describe, expect, it } from "vitest";
import { inForceOn, placesOnLine } from "./time-line";

describe("the line of time", () => {
  it("begins with the first value", () => expect(placesOnLine(["2005-09-01"], "2025-08-31")).toEqual([0]));

  it("puts a value where its day stands", () => {
    expect(placesOnLine(["2000-01-01", "2010-01-01"], "2020-01-01")).toEqual([0, 50]);
  });

  it("keeps labels apart, however near the days are", () => {
    const places = placesOnLine(["2005-09-01", "2005-09-02", "2025-08-30", "2025-08-31"], "2025-08-31");
    for (let i = 1; i < places.length; i += 1) expect((places[i] ?? 0) - (places[i - 1] ?? 0)).toBeGreaterThanOrEqual(17.9);
    expect(places.at(-1)).toBeLessThanOrEqual(100);
    expect(places[0]).toBe(0);
  });

  it("says which value binds on a day, from its own first day on", () => {
    const values = [{ from: "2005-09-01" }, { from: "2010-09-01" }];
    expect(inForceOn(values, "2010-08-31")?.from).toBe("2005-09-01");
    expect(inForceOn(values, "2010-09-01")?.from).toBe("2010-09-01");
    expect(inForceOn(values, "2005-08-31")).toBeUndefined();
  });
});
