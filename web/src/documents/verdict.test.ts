// @vitest-environment node
// Documents made here by the form that src/documents/signed_content.h fixes, with another hand than the one that reads them.
import { createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { attachedTo } from "./pdf-attachment";
import type { PublicList } from "./public-list";
import { contentOf, readSigned, unpacked, type SignedContent } from "./signed-content";
import { verdictOf } from "./verdict";

const TEXT = '{"v":"1","serial":"TQ-2026-000014-74","kind":"certificate","title":"شهادة","school":"مدرسة المثال","student":"نورة بنت عبد الرحمن بن سالم المثال","year":"1447","issued_on":"2026-06-11","lines":[["الرياضيات","88.5"],["القرار","ناجحة"]],"replaces":""}';
const KEY_ID = "00112233445566ff";
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

function toBase45(bytes: Buffer): string {
  let letters = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const isPair = at + 1 < bytes.length;
    let value = isPair ? bytes.readUInt16BE(at) : bytes.readUInt8(at);
    for (let count = 0; count < (isPair ? 3 : 2); count += 1) {
      letters += LETTERS.charAt(value % 45);
      value = Math.floor(value / 45);
    }
  }
  return letters;
}

const { privateKey } = generateKeyPairSync("ed25519");
const other = generateKeyPairSync("ed25519").privateKey;
const publicText = (key: KeyObject) => `ed25519-public:${createPublicKey(key).export({ format: "jwk" }).x ?? ""}`;
const signatureOf = (text: string, key = privateKey) => sign(null, Buffer.concat([Buffer.from("taqwim.document.1\0"), Buffer.from(text)]), key);
const codeOf = (text: string, signature = signatureOf(text), keyId = KEY_ID) => `TQ1:${toBase45(Buffer.concat([Buffer.from(keyId, "hex"), signature, gzipSync(text)]))}`;
const attachmentOf = (text: string, signature = signatureOf(text)) => JSON.stringify({ content: text, key_id: KEY_ID, signature: signature.toString("base64url") });

type Ended = PublicList["schools"][number]["ended"];
type End = Partial<PublicList["schools"][number]["keys"][number]>;

function listWith(ended: Ended = [], end: End = {}): PublicList {
  return { as_of: "2026-11-22T06:00:00Z", schools: [{ school_id: "1", name_ar: "مدرسة المثال", name_en: "", ended, keys: [{ key_id: KEY_ID, public_key: publicText(privateKey), made_on: "2026-01-01", end_kind: null, ended_on: null, ...end }] }] };
}

async function read(given: string): Promise<SignedContent> {
  const signed = await readSigned(given);
  if (!signed) throw new Error("nothing was read");
  return signed;
}

const kindOf = async (given: string, list = listWith()) => (await verdictOf(await read(given), list)).kind;

describe("what was signed", () => {
  it("is read from a code", async () => expect(await read(codeOf(TEXT))).toMatchObject({ text: TEXT, keyId: KEY_ID }));
  it("is read from an attachment", async () => expect(await read(attachmentOf(TEXT))).toMatchObject({ text: TEXT, keyId: KEY_ID }));
  it("is read with what pasting adds", async () => expect(await read(`\u200f\n${codeOf(TEXT)}\r\n`)).toMatchObject({ text: TEXT }));
  it.each(["", "TQ1:", "TQ2:ABC", "TQ1:BB8", "https://example.org", "{}", "[]", "null", '{"content":"{}","key_id":"00","signature":"AA"}'])("is not in %j", async (given) => expect(await readSigned(given)).toBeUndefined());
  it("is not in a code that was cut", async () => {
    const code = codeOf(TEXT);
    for (const length of [code.length - 1, code.length - 2, code.length - 3, Math.floor(code.length / 2), 130]) {
      const cut = await readSigned(code.slice(0, length));
      if (cut) expect((await verdictOf(cut, listWith())).kind).not.toBe("stands");
    }
  });
  it("says what it says, in its order", () =>
    expect(contentOf(TEXT)).toEqual({
      serial: "TQ-2026-000014-74",
      title: "شهادة",
      school: "مدرسة المثال",
      student: "نورة بنت عبد الرحمن بن سالم المثال",
      schoolYear: "1447",
      issuedOn: "2026-06-11",
      lines: [
        { label: "الرياضيات", value: "88.5" },
        { label: "القرار", value: "ناجحة" },
      ],
      replaces: "",
    }));
  it.each([
    ['"v":"1"', '"v":"2"'],
    ['"v":"1"', '"v":1'],
    [',"88.5"]', "]"],
    ['"replaces"', '"remark"'],
    ["2026-06-11", "soon"],
  ])("is none with %j as %j", (from, to) => expect(contentOf(TEXT.replace(from, to))).toBeUndefined());
  it("is never longer than a document", async () => {
    expect(await unpacked(new Uint8Array(gzipSync(Buffer.alloc(16 * 1024))), "gzip", 16 * 1024)).toHaveLength(16 * 1024);
    expect(await unpacked(new Uint8Array(gzipSync(Buffer.alloc(16 * 1024 + 1))), "gzip", 16 * 1024)).toBeUndefined();
    expect(await unpacked(new Uint8Array(gzipSync("a").subarray(0, 12)), "gzip", 100)).toBeUndefined();
  });
});

describe("the verdict", () => {
  it("of what was signed and stands", async () => expect(await kindOf(codeOf(TEXT))).toBe("stands"));
  it("of one changed word", async () => {
    const better = TEXT.replace("88.5", "98.5");
    expect(await kindOf(codeOf(better, signatureOf(TEXT)))).toBe("changed");
    expect(await kindOf(attachmentOf(better, signatureOf(TEXT)))).toBe("changed");
  });
  it("of what another key signed", async () => expect(await kindOf(codeOf(TEXT, signatureOf(TEXT, other)))).toBe("changed"));
  it("of what the key signed elsewhere", async () => expect(await kindOf(codeOf(TEXT, sign(null, Buffer.from(TEXT), privateKey)))).toBe("changed"));
  it("of signed words that are no content", async () => expect(await kindOf(codeOf('{"v":"9"}'))).toBe("changed"));
  it("of a key that no school has", async () => expect(await kindOf(codeOf(TEXT, signatureOf(TEXT), "ff".repeat(8)))).toBe("key_unknown"));
  it("of a replaced and of a revoked one", async () => {
    const of = (replaced_by: string | null) => listWith([{ serial: "TQ-2026-000014-74", day: "2026-07-01", replaced_by }]);
    expect(await verdictOf(await read(codeOf(TEXT)), of("TQ-2026-000015-71"))).toMatchObject({ kind: "replaced", by: "TQ-2026-000015-71", day: "2026-07-01" });
    expect(await verdictOf(await read(codeOf(TEXT)), of(null))).toMatchObject({ kind: "revoked", day: "2026-07-01" });
  });
  it("of keys that ended", async () => {
    const of = (end_kind: string) => listWith([], { end_kind, ended_on: "2026-09-01" });
    expect(await kindOf(codeOf(TEXT), of("retired"))).toBe("stands");
    expect(await kindOf(codeOf(TEXT), of("lost"))).toBe("stands");
    expect(await verdictOf(await read(codeOf(TEXT)), of("stolen"))).toMatchObject({ kind: "key_stolen", day: "2026-09-01" });
  });
});

describe("a PDF file", () => {
  const stream = (head: string, content: Buffer) => Buffer.concat([Buffer.from(`7 0 obj\n<< ${head} /Type /EmbeddedFile /Length ${content.length} >>\nstream\n`), content, Buffer.from("\nendstream\nendobj\n")]);
  const pdf = (...parts: Buffer[]) => {
    const whole = Buffer.concat([Buffer.from("%PDF-1.7\n"), ...parts, Buffer.from("%%EOF\n")]);
    return new Uint8Array(whole).buffer;
  };
  it("gives what is attached to it, packed or not", async () => {
    const attachment = attachmentOf(TEXT);
    for (const part of [stream("/Filter /FlateDecode", deflateSync(attachment)), stream("", Buffer.from(attachment))])
      expect((await attachedTo(pdf(part)))?.signed.text).toBe(TEXT);
  });
  it("gives the signed one of several", async () => expect((await attachedTo(pdf(stream("", Buffer.from("notes")), stream("/Filter /FlateDecode", deflateSync(attachmentOf(TEXT))))))?.signed.text).toBe(TEXT));
  it("gives nothing where nothing is attached", async () => expect(await attachedTo(pdf(Buffer.from("7 0 obj\n<< /Length 3 >>\nstream\nabc\nendstream\n")))).toBeUndefined());
});
