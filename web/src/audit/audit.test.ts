import { describe, expect, it } from "vitest";
import { actionName } from "./action-words";
import { momentOf, pageOf } from "./audit-page";

describe("the trail", () => {
  it("has words for what was done", () => expect(actionName("mark.record")).toBe("mark.record"));
  it.each(["kind_account", "other_action", "no.such", ""])("has the common words for %s", (action) => expect(actionName(action)).toBe("other_action"));
  it("opens the record of a line", () => expect(pageOf("7", "student 12")).toBe("/schools/7/students/12/file"));
  it("opens nothing that has no page", () => expect(pageOf("7", "entry_window 12")).toBeUndefined());
  it("holds a whole day", () => {
    const length = Date.parse(momentOf("2026-11-22", true)) - Date.parse(momentOf("2026-11-22"));
    expect(length).toBe(86_400_000);
  });
});
