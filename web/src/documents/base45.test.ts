import { describe, expect, it } from "vitest";
import { fromBase45 } from "./base45";

const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

// The examples of RFC 9285, part 4.3, and the edges that signed_content_test.cpp holds the server to.
describe("base45", () => {
  it.each([
    ["BB8", "AB"],
    ["%69 VD92EX0", "Hello!!"],
    ["UJCLQE7W581", "base-45"],
    ["QED8WEX0", "ietf!"],
    ["", ""],
  ])("%j is %j", (letters, bytes) => expect(text(fromBase45(letters))).toBe(bytes));
  it.each(["B", "BB8B", "bb8", "BB_", "GGW", "V5"])("%j is none", (letters) => expect(fromBase45(letters)).toBeUndefined());
  it("holds the greatest of two bytes and of one", () => {
    expect(fromBase45("FGW")).toEqual(new Uint8Array([255, 255]));
    expect(fromBase45("U5")).toEqual(new Uint8Array([255]));
  });
});
