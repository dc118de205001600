/** What a document says as it was signed, out of its code or its attachment; and whether it was. src/documents/signed_content.h
 * writes what is read here. */
import { fromBase45 } from "./base45";

export interface ContentLine {
  label: string;
  value: string;
}

export interface Content {
  serial: string;
  title: string;
  school: string;
  student: string;
  schoolYear: string;
  issuedOn: string;
  lines: readonly ContentLine[];
  /** The serial in whose place it stands; else empty. */
  replaces: string;
}

export interface SignedContent {
  /** As it was signed, letter by letter. */
  text: string;
  keyId: string;
  signature: Uint8Array<ArrayBuffer>;
}

export type Genuineness = "genuine" | "changed" | "cannot_tell";

const SIGNED_AS = "taqwim.document.1\0";
const PREFIX = "TQ1:";
const KEY_PREFIX = "ed25519-public:";
const KEY_ID_BYTES = 8;
const SIGNATURE_BYTES = 64;
const LONGEST_CONTENT = 16 * 1024;

const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const letters = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

/** What was packed; nothing when it is none, or longer than any document: whoever made it may be no friend. */
export async function unpacked(bytes: Uint8Array<ArrayBuffer>, format: CompressionFormat, longest: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const packing = new DecompressionStream(format);
  const writer = packing.writable.getWriter();
  // What is wrong with the bytes, reading says too.
  const ignored = () => undefined;
  writer.write(bytes).catch(ignored);
  writer.close().catch(ignored);
  const reader = packing.readable.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > longest) {
        reader.cancel().catch(ignored);
        return undefined;
      }
      parts.push(value);
    }
  } catch {
    return undefined;
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

function textOf(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

async function readCode(code: string): Promise<SignedContent | undefined> {
  const bytes = fromBase45(code.slice(PREFIX.length));
  const head = KEY_ID_BYTES + SIGNATURE_BYTES;
  if (!bytes || bytes.length <= head) return undefined;
  const packed = await unpacked(bytes.slice(head), "gzip", LONGEST_CONTENT);
  const text = packed && textOf(packed);
  return text === undefined ? undefined : { text, keyId: hexOf(bytes.slice(0, KEY_ID_BYTES)), signature: bytes.slice(KEY_ID_BYTES, head) };
}

function readAttachment(text: string): SignedContent | undefined {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof found !== "object" || found === null) return undefined;
  const { content, key_id: keyId, signature } = found as Record<string, unknown>;
  if (typeof content !== "string" || typeof keyId !== "string" || typeof signature !== "string") return undefined;
  const bytes = fromBase64Url(signature);
  return bytes?.length === SIGNATURE_BYTES ? { text: content, keyId, signature: bytes } : undefined;
}

/** What somebody pasted or gave as a file: the text of a code, or an attachment. Nothing when it is neither. */
export async function readSigned(given: string): Promise<SignedContent | undefined> {
  // Blanks are letters of a code: only what pasting adds around it goes.
  const text = given.replace(/^[\s\ufeff\u200e\u200f]+/, "").replace(/[\r\n\u200e\u200f]+$/, "");
  if (!text.startsWith(PREFIX)) return readAttachment(text);
  return (await readCode(text)) ?? (text.endsWith(" ") ? readCode(text.trimEnd()) : undefined);
}

/** What the signed text says. Nothing when it is no content of the version that is known here. */
export function contentOf(text: string): Content | undefined {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof found !== "object" || found === null) return undefined;
  const given = found as Record<string, unknown>;
  const texts = ["v", "serial", "kind", "title", "school", "student", "year", "issued_on", "replaces"];
  if (given["v"] !== "1" || texts.some((name) => typeof given[name] !== "string")) return undefined;
  const lines: ContentLine[] = [];
  if (!Array.isArray(given["lines"])) return undefined;
  for (const line of given["lines"] as unknown[]) {
    if (!Array.isArray(line) || line.length !== 2 || typeof line[0] !== "string" || typeof line[1] !== "string") return undefined;
    lines.push({ label: line[0], value: line[1] });
  }
  const issuedOn = given["issued_on"] as string;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(issuedOn)) return undefined;
  return {
    serial: given["serial"] as string,
    title: given["title"] as string,
    school: given["school"] as string,
    student: given["student"] as string,
    schoolYear: given["year"] as string,
    issuedOn,
    lines,
    replaces: given["replaces"] as string,
  };
}

/** Whether a key signed this very text. `cannot_tell`: this browser does not know such signatures. */
export async function check(signed: SignedContent, publicKey: string): Promise<Genuineness> {
  const key = publicKey.startsWith(KEY_PREFIX) ? fromBase64Url(publicKey.slice(KEY_PREFIX.length)) : undefined;
  if (!key || globalThis.crypto?.subtle === undefined) return "cannot_tell";
  let known: CryptoKey;
  try {
    known = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return "cannot_tell";
  }
  const message = new TextEncoder().encode(SIGNED_AS + signed.text);
  return (await crypto.subtle.verify({ name: "Ed25519" }, known, signed.signature, message)) ? "genuine" : "changed";
}
