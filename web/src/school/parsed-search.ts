import { toAsciiDigits } from "@/platform/digits";

/** One field searches by name or by number: whatever has a digit is a number. */
export function parsedSearch(typed: string): { name?: string; number?: string } {
  const text = toAsciiDigits(typed.trim());
  if (text === "") return {};
  return /\d/.test(text) ? { number: text } : { name: text };
}
