/** Serials of documents as people type them: "TQ-2026-000014-74" with any digits, blanks and hyphens. */
import { toAsciiDigits } from "@/platform/digits";

const LETTERS = /^tq/i;
const PASSED_OVER = /[\s\u200e\u200f\u2066-\u2069\u2010-\u2015\u2212-]/g;

/** As the register writes it; nothing for what can be none: its last two digits check the others (ISO 7064, MOD 97-10). */
export function serialOf(typed: string): string | undefined {
  const digits = toAsciiDigits(typed).replace(PASSED_OVER, "").replace(LETTERS, "");
  if (!/^\d{12,18}$/.test(digits) || BigInt(digits) % 97n !== 1n) return undefined;
  const [year, number, check] = [digits.slice(0, 4), digits.slice(4, -2), digits.slice(-2)];
  const isOne = /^2/.test(year) && BigInt(number) > 0n && (number.length === 6 || !number.startsWith("0"));
  return isOne ? `TQ-${year}-${number}-${check}` : undefined;
}
