/** The letters of QR codes as bytes again: base45 (RFC 9285). */
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/** Nothing for another letter, a length that no bytes give, and groups that stand for more than their bytes. */
export function fromBase45(text: string): Uint8Array<ArrayBuffer> | undefined {
  const places = [...text].map((letter) => LETTERS.indexOf(letter));
  if (places.includes(-1) || places.length % 3 === 1) return undefined;
  const bytes: number[] = [];
  for (let at = 0; at < places.length; at += 3) {
    const [low = 0, middle = 0, high] = places.slice(at, at + 3);
    const value = low + middle * 45 + (high ?? 0) * 45 * 45;
    if (value > (high === undefined ? 0xff : 0xffff)) return undefined;
    if (high !== undefined) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return new Uint8Array(bytes);
}
