/** What is attached to a PDF file of ours: the first attachment that reads as signed content. Nothing of the file leaves the browser. */
import { readSigned, unpacked, type SignedContent } from "./signed-content";

const LONGEST_ATTACHMENT = 64 * 1024;
const HEAD = /\/Type\s*\/EmbeddedFile\b/g;

/** One byte a letter: places in the text are places in the file. */
const latin = new TextDecoder("latin1");

/** The bytes of the stream whose description stands around a place of the file. */
function streamAt(bytes: Uint8Array<ArrayBuffer>, text: string, at: number): { head: string; content: Uint8Array<ArrayBuffer> } | undefined {
  const opening = text.indexOf("stream", at);
  if (opening < 0) return undefined;
  const start = text.startsWith("\r\n", opening + 6) ? opening + 8 : opening + 7;
  const head = text.slice(text.lastIndexOf("obj", at), opening);
  const length = /\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(head)?.[1];
  const end = length === undefined ? text.indexOf("endstream", start) : start + Number(length);
  return end < start ? undefined : { head, content: bytes.slice(start, end) };
}

export async function attachedTo(file: ArrayBuffer): Promise<{ text: string; signed: SignedContent } | undefined> {
  const bytes = new Uint8Array(file);
  const text = latin.decode(bytes);
  for (const { index } of text.matchAll(HEAD)) {
    const found = streamAt(bytes, text, index);
    if (!found || found.content.length > LONGEST_ATTACHMENT) continue;
    const plain = found.head.includes("/FlateDecode") ? await unpacked(found.content, "deflate", LONGEST_ATTACHMENT) : found.content;
    const read = plain && new TextDecoder().decode(plain);
    const signed = read === undefined ? undefined : await readSigned(read);
    if (read !== undefined && signed) return { text: read, signed };
  }
  return undefined;
}
