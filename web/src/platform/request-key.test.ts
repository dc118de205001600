import { expect, it } from "vitest";
import { RequestKey } from "./request-key";

it("what is sent again as it was keeps its key; what changed, or was done, gets another", () => {
  const key = new RequestKey();
  const first = key.of({ name: "a", list: [1] });
  expect(key.of({ name: "a", list: [1] })).toBe(first);
  const changed = key.of({ name: "b", list: [1] });
  expect(changed).not.toBe(first);
  key.done();
  expect(key.of({ name: "b", list: [1] })).not.toBe(changed);
});
