// @vitest-environment node
// A document that a server really issued, its code as a scanner reads it from the page, and the public list of its school:
// tests/fixtures/issued-document, written by tests/app/write_issued_document.py. All people are invented.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { blake2b256 } from "../../tests/blake2b";
import { attachedTo } from "./pdf-attachment";
import type { PublicList } from "./public-list";
import { contentOf, readSigned, type SignedContent } from "./signed-content";
import { verdictOf } from "./verdict";

const fixture = (name: string) => readFileSync(fileURLToPath(new URL(`../../tests/fixtures/issued-document/${name}`, import.meta.url)));

interface Entry {
  serial: string;
  issued_on: string;
  file_digest: string;
  key_id: string;
  signature: string;
  content: { title: string; student: string; lines: [string, string][] };
}

const pdf = fixture("card.pdf");
const code = fixture("code.txt").toString().replace(/\n$/, "");
const list = JSON.parse(fixture("list.json").toString()) as PublicList;
const entry = JSON.parse(fixture("entry.json").toString()) as Entry;

const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
const attached = async (bytes: Uint8Array) => (await attachedTo(bufferOf(bytes)))?.signed;

async function found(signed: SignedContent | undefined): Promise<{ signed: SignedContent; kind: string }> {
  if (!signed) throw new Error("nothing was read");
  return { signed, kind: (await verdictOf(signed, list)).kind };
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const changed = new Uint8Array(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

/** Where the attachment's stream lies in the file. */
function streamOf(file: Buffer): { start: number; end: number } {
  const head = file.indexOf("/EmbeddedFile");
  const start = file.indexOf("\n", file.indexOf("stream", head)) + 1;
  return { start, end: file.indexOf("endstream", start) };
}

describe("a document that a server issued", () => {
  it("is genuine by its file alone, and says what the register says", async () => {
    const { signed, kind } = await found(await attached(pdf));
    expect(kind).toBe("stands");
    expect(signed.keyId).toBe(entry.key_id);
    expect(Buffer.from(signed.signature).toString("base64url")).toBe(entry.signature);
    expect(JSON.parse(signed.text)).toEqual(entry.content);
    expect(contentOf(signed.text)).toMatchObject({ serial: entry.serial, issuedOn: entry.issued_on, title: entry.content.title, student: entry.content.student, lines: entry.content.lines.map(([label, value]) => ({ label, value })) });
  });

  it("says in its code what it says in its attachment", async () => {
    const { signed, kind } = await found(await readSigned(code));
    expect(kind).toBe("stands");
    expect(signed).toEqual(await attached(pdf));
  });

  it("is the file that the register holds", () => {
    expect(blake2b256(Buffer.from("abc"))).toBe("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    expect(blake2b256(pdf)).toBe(entry.file_digest);
  });

  it("is changed when a byte of what it says is", async () => {
    const signed = await attached(pdf);
    if (!signed) throw new Error("nothing was read");
    for (let at = 0; at < signed.text.length; at += 1) {
      const text = `${signed.text.slice(0, at)}${String.fromCharCode(signed.text.charCodeAt(at) ^ 1)}${signed.text.slice(at + 1)}`;
      expect((await verdictOf({ ...signed, text }, list)).kind, `letter ${at}`).toBe("changed");
    }
    for (const text of [`${signed.text} `, signed.text.slice(0, -1), ""]) expect((await verdictOf({ ...signed, text }, list)).kind).toBe("changed");
  });

  it("is changed when a byte of its signature is, and unknown by another key", async () => {
    const signed = await attached(pdf);
    if (!signed) throw new Error("nothing was read");
    for (let at = 0; at < signed.signature.length; at += 1) {
      const signature = new Uint8Array(flipped(signed.signature, at));
      expect((await verdictOf({ ...signed, signature }, list)).kind, `byte ${at}`).toBe("changed");
    }
    expect((await verdictOf({ ...signed, keyId: `${signed.keyId.slice(0, -1)}f` }, list)).kind).toBe("key_unknown");
  });

  it("never says anything else with another letter in its code", async () => {
    const { signed } = await found(await readSigned(code));
    let refused = 0;
    for (let at = 0; at < code.length; at += 1) {
      const other = code[at] === "A" ? "B" : "A";
      const read = await readSigned(`${code.slice(0, at)}${other}${code.slice(at + 1)}`);
      if (!read || (await verdictOf(read, list)).kind !== "stands") refused += 1;
      // The head of what is packed has room for a day and a system, which say nothing here.
      else expect(read.text, `letter ${at}`).toBe(signed.text);
    }
    expect(refused).toBeGreaterThan(0.98 * code.length);
  });

  it("never says anything else with a changed byte in its attachment", async () => {
    const { start, end } = streamOf(pdf);
    expect(end - start).toBeGreaterThan(100);
    const { signed } = await found(await attached(pdf));
    let refused = 0;
    for (let at = start; at < end; at += 1) {
      const read = await attached(flipped(pdf, at));
      if (!read || (await verdictOf(read, list)).kind !== "stands") refused += 1;
      // A bit that the packing does not use: the words are the same, and the file is another to the register.
      else expect(read.text, `byte ${at}`).toBe(signed.text);
    }
    expect(refused).toBeGreaterThan(0.98 * (end - start));
  });

  it("is another file to the register with a changed byte anywhere", async () => {
    const { start } = streamOf(pdf);
    const { signed } = await found(await attached(pdf));
    for (const at of [0, 9, Math.floor(pdf.length / 3), start, Math.floor(pdf.length / 2), pdf.length - 30, pdf.length - 1]) {
      const changed = flipped(pdf, at);
      expect(blake2b256(changed), `byte ${at}`).not.toBe(entry.file_digest);
      const read = await attached(changed);
      if (read && (await verdictOf(read, list)).kind === "stands") expect(read.text).toBe(signed.text);
    }
  });
});
