import { describe, expect, it } from "vitest";
import { isAsRefused, partAt } from "./part-at";

const sent = { name: "a", accent: null, phrases: [{ key: "foot", ar: "هاتف", en: "Phone" }], "a/b": { "~": 1 } };

describe("a refused field", () => {
  it("is found by its pointer", () => {
    expect(partAt(sent, "")).toBe(sent);
    expect(partAt(sent, "/phrases/0/ar")).toBe("هاتف");
    expect(partAt(sent, "/accent")).toBeNull();
    expect(partAt(sent, "/a~1b/~0")).toBe(1);
    expect(partAt(sent, "/phrases/1/ar")).toBeUndefined();
    expect(partAt(sent, "/name/ar")).toBeUndefined();
  });

  it("stays refused until it is changed, whatever else is", () => {
    const other = { ...sent, accent: "#0B5F5C" };
    expect(isAsRefused(sent, { ...sent }, "/name")).toBe(true);
    expect(isAsRefused(sent, other, "/name")).toBe(true);
    expect(isAsRefused(sent, other, "/accent")).toBe(false);
    expect(isAsRefused(sent, { ...sent, name: "b" }, "/name")).toBe(false);
    expect(isAsRefused(sent, { ...sent, phrases: [] }, "/phrases/0/ar")).toBe(false);
  });

  it("is anything at all when the refusal names no field", () => {
    expect(isAsRefused(sent, { ...sent }, "")).toBe(true);
    expect(isAsRefused(sent, { ...sent, name: "b" }, "")).toBe(false);
    expect(isAsRefused(sent, { ...sent, name: "b" }, "/unknown")).toBe(false);
    expect(isAsRefused(sent, { ...sent }, "/unknown")).toBe(true);
  });
});
