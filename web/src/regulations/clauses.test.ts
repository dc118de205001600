import { describe, expect, it } from "vitest";
import { articleOf, byArticle, matches, plain } from "./clauses";

const clause = {
  clause: "SR-7.2b",
  article: "المادة ٧ (٢) ب",
  title_ar: "النجاح مع مادتين دون النهاية الصغرى",
  title_en: "Passing with two subjects below the minimum",
  summary_ar: "يُعد ناجحاً في الصفوف المتوسطة",
  summary_en: "Two subjects may be below.",
};

describe("looking for a clause", () => {
  it("does not mind hamza, ta marbuta, diacritics and digits", () => {
    expect(plain("المادّة ٧")).toBe(plain("المادة 7"));
    expect(plain("إجازة")).toBe(plain("اجازه"));
    expect(plain("مُستوى")).toBe(plain("مستوي"));
  });

  it.each(["النهايه الصغرى", "ناجحا", "sr-7.2b", "7", "٧", "minimum two", "", "  "])("finds it by «%s»", (typed) => expect(matches(clause, typed)).toBe(true));

  // 7 is a number of its own: 72 and 17 are others.
  it.each(["72", "17", "الدور الثاني", "minimum three"])("does not find it by «%s»", (typed) => expect(matches(clause, typed)).toBe(false));

  it.each([
    ["المادة ٧ الفقرة ٢ ب", "المادة ٧", "الفقرة ٢ ب"],
    ["المادة ١١، جدول النقاط", "المادة ١١", "جدول النقاط"],
    ["المادة ١٨ (بالقياس على المادة ١٩)", "المادة ١٨", "(بالقياس على المادة ١٩)"],
    ["أولاً، البند ٧", "أولاً", "البند ٧"],
    ["السلوك والمواظبة", "السلوك والمواظبة", ""],
  ])("knows that «%s» stands in «%s»", (place, article, part) => expect(articleOf(place)).toEqual({ article, part }));

  it("puts neighbours of an article together, in the order of the text", () => {
    const groups = byArticle([
      { article: "المادة ٧ الفقرة ١", id: 1 },
      { article: "المادة ٧ الفقرة ٢", id: 2 },
      { article: "المادة ٨", id: 3 },
      { article: "المادة ٧", id: 4 },
    ]);
    expect(groups.map((group) => [group.article, group.clauses.map((each) => each.id)])).toEqual([
      ["المادة ٧", [1, 2]],
      ["المادة ٨", [3]],
      ["المادة ٧", [4]],
    ]);
  });
});
