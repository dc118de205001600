import { expect, it } from "vitest";
import { readTold, reasonTree, type Reason } from "./reasons";

const reason = (clause: string, depth: number): Reason => ({ clause, depth, article: "", title: "", text: "", steps: [] });

it("puts what stands deeper under what stands before it", () => {
  const tree = reasonTree([reason("A", 0), reason("B", 1), reason("C", 2), reason("D", 1), reason("E", 0)]);
  expect(tree.map((node) => node.reason.clause)).toEqual(["A", "E"]);
  expect(tree[0]?.parts.map((node) => node.reason.clause)).toEqual(["B", "D"]);
  expect(tree[0]?.parts[0]?.parts.map((node) => node.reason.clause)).toEqual(["C"]);
});

it("takes another form for nothing", () => expect(readTold({ facts: [{ name: 1 }], reasons: "none" })).toMatchObject({ facts: [{ name: "", value: "" }], reasons: [], changes: [] }));
