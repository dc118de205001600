import { describe, expect, it } from "vitest";
import { serialOf } from "./serial";

// The example of src/documents/serial.h.
const SERIAL = "TQ-2026-000014-74";

describe("a serial", () => {
  it.each([SERIAL, "tq-2026-000014-74", "2026-000014-74", "202600001474", " TQ 2026 000014 74 ", "TQ-٢٠٢٦-٠٠٠٠١٤-٧٤", "TQ\u20102026\u2010000014\u201074", "\u2067TQ-2026-000014-74\u2069"])("is read from %j", (typed) => expect(serialOf(typed)).toBe(SERIAL));
  it.each(["", "TQ", "TQ-2026-000015-74", "TQ-2026-000041-74", "TQ-2026-14-74", "XX-2026-000014-74", "TQ-2026-000014-7x"])("is not %j", (typed) => expect(serialOf(typed)).toBeUndefined());
  it("has a year of this millennium and a number", () => {
    const withCheck = (digits: string) => `${digits}${String(98n - (BigInt(digits) * 100n) % 97n).padStart(2, "0")}`;
    expect(serialOf(withCheck("2026000001"))).toBe(`TQ-2026-000001-${withCheck("2026000001").slice(-2)}`);
    expect(serialOf(withCheck("1926000001"))).toBeUndefined();
    expect(serialOf(withCheck("2026000000"))).toBeUndefined();
    expect(serialOf(withCheck("20260000001"))).toBeUndefined();
    expect(serialOf(withCheck("20261000001"))).toBeDefined();
  });
});
