import { describe, expect, it } from "vitest";
import type { ReasonNode } from "@/results/reasons";
import { documentWith, partedBy, textAt, valueAt, withValue, type CaseField } from "./worked-case";

const document = { grade: 8, marks: { MTH: ["8", "9", "8", "10"] }, person: { sex: "male" }, "a/b": { "c~d": 1 } };
const field = (place: string, value: string, kind: CaseField["kind"] = "number"): CaseField => ({ place, label_ar: "", label_en: "", kind, value, choices: [] });

describe("a worked case with other facts", () => {
  it("sends the document as it is while nothing is changed", () => {
    expect(documentWith(document, [field("/marks/MTH/3", "10")], {})).toBe(document);
    expect(documentWith(document, [field("/marks/MTH/3", "10")], { "/marks/MTH/3": "10" })).toBe(document);
  });

  it("takes both kinds of digits and leaves the rest alone", () => {
    const changed = documentWith(document, [field("/marks/MTH/3", "10"), field("/grade", "8")], { "/marks/MTH/3": " ٩٫٥ ", "/grade": "٩" });
    expect(changed).toEqual({ ...document, grade: 9, marks: { MTH: ["8", "9", "8", "9.5"] } });
    expect(document.marks.MTH[3]).toBe("10");
  });

  it("sends nothing as a missing fact, never as zero", () => {
    expect(documentWith(document, [field("/grade", "8")], { "/grade": "" })).toEqual({ ...document, grade: null });
  });

  it("sends what is no number as it was typed, for the server to say what is wrong", () => {
    expect(valueAt(documentWith(document, [field("/grade", "8")], { "/grade": "8.5x" }), "/grade")).toBe("8.5x");
  });

  it("knows yes, no and choices", () => {
    const fields = [field("/person/is_newcomer", "", "yes_no"), field("/person/sex", "male", "choice")];
    expect(documentWith(document, fields, { "/person/is_newcomer": "false", "/person/sex": "female" })["person"]).toEqual({ sex: "female", is_newcomer: false });
  });

  it("finds places whose names hold a slash or a tilde", () => {
    expect(valueAt(document, "/a~1b/c~0d")).toBe(1);
    expect(valueAt(withValue(document, "/a~1b/c~0d", 2), "/a~1b/c~0d")).toBe(2);
    expect(valueAt(document, "/marks/QRN/0")).toBeUndefined();
  });

  it("reads an outcome as the case writes what it expects", () => {
    const outcome = { by: "7.2.b", round: { excused: ["MTH", "ENG"] }, passed: true, missing: null, level: 2 };
    expect(["/by", "/round/excused", "/passed", "/missing", "/level", "/nowhere/else"].map((place) => textAt(outcome, place))).toEqual(["7.2.b", "MTH ENG", "true", "", "2", ""]);
  });

  it("parts the reasons by the clause that they speak of, in a part of theirs too", () => {
    const node = (clause: string, ...parts: ReasonNode[]): ReasonNode => ({ reason: { depth: 0, path: "", clause, article: "", title: "", text: "", item: "", itemName: "", steps: [], parameters: [] }, parts });
    const tree = [node("SR-6.5"), node("SR-7.2", node("SR-7.2a"), node("SR-7.2b")), node("SR-7.2b")];
    expect(partedBy(tree, "SR-7.2b")).toEqual({ about: [tree[1], tree[2]], others: [tree[0]] });
    expect(partedBy(tree, "SR-9.1").about).toEqual([]);
  });
});
