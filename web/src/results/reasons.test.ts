import { describe, expect, it } from "vitest";
import { changedFacts, changedReasons, flattened, groupedFacts, itemOfFact, nodeAt, nodesAbout, partsOf, readTold, reasonTree, reasonsAsText, shownTitle, titleAfterName, type Reason } from "./reasons";

const reason = (clause: string, depth: number, more: Partial<Reason> = {}): Reason => ({ clause, depth, path: "", article: "", title: "", text: "", item: "", itemName: "", steps: [], parameters: [], ...more });

describe("reasonTree", () => {
  it("puts what stands deeper under what stands before it", () => {
    const tree = reasonTree([reason("A", 0), reason("B", 1), reason("C", 2), reason("D", 1), reason("E", 0)]);
    expect(tree.map((node) => node.reason.clause)).toEqual(["A", "E"]);
    expect(tree[0]?.parts.map((node) => node.reason.clause)).toEqual(["B", "D"]);
    expect(tree[0]?.parts[0]?.parts.map((node) => node.reason.clause)).toEqual(["C"]);
    expect(flattened(tree).map((node) => node.reason.clause)).toEqual(["A", "B", "C", "D", "E"]);
  });

  it("goes up by several steps at once, and may begin deep", () => {
    const tree = reasonTree([reason("A", 2), reason("B", 3), reason("C", 0)]);
    expect(tree.map((node) => node.reason.clause)).toEqual(["A", "C"]);
    expect(tree[0]?.parts.map((node) => node.reason.clause)).toEqual(["B"]);
  });
});

describe("readTold", () => {
  it("takes another form for nothing", () =>
    expect(readTold({ facts: [{ name: 1 }], reasons: "none" })).toMatchObject({ facts: [{ name: "", value: "" }], reasons: [], parameters: [], changes: [] }));

  it("reads what a clause is about and which values it took", () => {
    const told = readTold({
      reasons: [{ depth: 0, path: "3.0", clause: "SR-7.2", finding: "met", item: "MTH", item_name: "الرياضيات", steps: ["a"], parameters: ["pass.share"] }],
      parameters: [{ name: "pass.share", label: "نسبة", value: "70", from: "2006-09-01", status: "assumed", clause: "SR-7.2" }],
    });
    expect(told.reasons[0]).toMatchObject({ path: "3.0", item: "MTH", itemName: "الرياضيات", finding: "met", parameters: ["pass.share"] });
    expect(told.parameters[0]).toMatchObject({ label: "نسبة", value: "70", from: "2006-09-01", isAssumed: true });
  });

  it("reads a result that was stored before clauses had paths", () => expect(readTold({ reasons: [{ depth: 0, clause: "A" }] }).reasons[0]).toMatchObject({ path: "", item: "", parameters: [] }));

  it("knows no finding but the three", () => expect(readTold({ reasons: [{ finding: "perhaps" }] }).reasons[0]).not.toHaveProperty("finding"));
});

describe("one number", () => {
  const tree = reasonTree([
    reason("A", 0, { path: "0" }),
    reason("B", 1, { path: "0.2", item: "MTH", itemName: "الرياضيات" }),
    reason("C", 2, { path: "0.2.1", item: "t1" }),
    reason("D", 1, { path: "0.3", item: "SCI" }),
    reason("E", 0, { path: "1", item: "MTH" }),
  ]);

  it("is found by its path, with the clauses above it", () => {
    const found = nodeAt(tree, "0.2.1");
    expect(found?.node.reason.clause).toBe("C");
    expect(found?.above.map((node) => node.reason.clause)).toEqual(["A", "B"]);
    expect(nodeAt(tree, "7")).toBeUndefined();
  });

  it("has the clauses about its subject with all that they rest on", () => {
    expect(nodesAbout(tree, "MTH").map((node) => node.reason.clause)).toEqual(["B", "E"]);
    expect(nodesAbout(tree, "MTH")[0]?.parts.map((node) => node.reason.clause)).toEqual(["C"]);
    expect(nodesAbout(tree, "HIS")).toEqual([]);
  });

  it("belongs to the row that bears the name of its subject", () => {
    const told = { ...readTold({}), reasons: [reason("B", 0, { item: "MTH", itemName: "الرياضيات" })] };
    expect(itemOfFact(told, { name: "الرياضيات", value: "90" })).toBe("MTH");
    expect(itemOfFact(told, { name: "المعدل", value: "90" })).toBeUndefined();
  });
});

describe("partsOf", () => {
  const parts = [reason("B", 1, { finding: "met" }), reason("C", 1, { finding: "not_met" }), reason("D", 1), reason("E", 1, { finding: "undetermined" })];
  const codes = (nodes: { reason: Reason }[]) => nodes.map((node) => node.reason.clause);

  it("sets provisos apart that were looked at and did not apply", () => {
    const [node] = reasonTree([reason("A", 0, { finding: "met" }), ...parts]);
    const { grounds, looked } = partsOf(node!);
    expect(codes(grounds)).toEqual(["B", "D", "E"]);
    expect(codes(looked)).toEqual(["C"]);
  });

  it("keeps them where the clause itself is not met: they are why", () => {
    const [node] = reasonTree([reason("A", 0, { finding: "not_met" }), ...parts]);
    expect(codes(partsOf(node!).grounds)).toEqual(["B", "C", "D", "E"]);
  });
});

it("puts rows of the same name together, in the order of their first", () =>
  expect(
    groupedFacts([
      { name: "الناقص", value: "1" },
      { name: "المعدل", value: "74" },
      { name: "الناقص", value: "2" },
    ]),
  ).toEqual([
    { name: "الناقص", values: ["1", "2"] },
    { name: "المعدل", values: ["74"] },
  ]));

it("leaves the record's own number out of the title", () => {
  expect(shownTitle("سالم المطر (250212339490488331)، الصف 8 / أ، 1446 (2024-2025)")).toBe("سالم المطر، الصف 8 / أ، 1446 (2024-2025)");
  expect(shownTitle("سالم، الصف 8")).toBe("سالم، الصف 8");
  expect(titleAfterName("سالم المطر (250212339490488331)، الصف 8 / أ")).toBe("الصف 8 / أ");
  expect(titleAfterName("Salem (250212339490488331), grade 8")).toBe("grade 8");
});

it("writes reasons as text, set in by depth", () =>
  expect(reasonsAsText(reasonTree([reason("A", 0, { text: "اجتاز", article: "المادة ٧", steps: ["خطوة"] }), reason("B", 1, { title: "عنوان" })]))).toBe("اجتاز (المادة ٧)\n  - خطوة\n  عنوان"));

describe("two versions", () => {
  it("differ in the rows that say something else, and in rows that one has not", () =>
    expect(
      changedFacts(
        [
          { name: "الرياضيات", value: "39" },
          { name: "العلوم", value: "80" },
        ],
        [
          { name: "الرياضيات", value: "41" },
          { name: "العلوم", value: "80" },
          { name: "المعدل", value: "60" },
        ],
      ),
    ).toEqual([
      { name: "الرياضيات", before: "39", after: "41" },
      { name: "المعدل", before: "", after: "60" },
    ]));

  it("differ in the clauses that speak differently", () => {
    const before = [reason("A", 0, { text: "لم يجتز", item: "MTH", itemName: "الرياضيات" }), reason("B", 0, { text: "كما هو" })];
    const after = [reason("A", 0, { text: "اجتاز", item: "MTH", itemName: "الرياضيات" }), reason("B", 0, { text: "كما هو" })];
    expect(changedReasons(before, after)).toEqual([{ article: "", title: "", itemName: "الرياضيات", before: "لم يجتز", after: "اجتاز" }]);
  });
});
