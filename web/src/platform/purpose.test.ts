import { expect, it } from "vitest";
import { purposeIn } from "./purpose";

it("remembers the purpose of who chose it", () => expect(purposeIn("42 P3_FEEDBACK", "42")).toBe("P3_FEEDBACK"));
it("tells another account nothing", () => expect(purposeIn("42 P3_FEEDBACK", "43")).toBeUndefined());
it.each([null, "", "42", "42 P9_OTHER"])("asks anew when %s is kept", (kept) => expect(purposeIn(kept, "42")).toBeUndefined());
