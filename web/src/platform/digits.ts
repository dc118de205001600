/** Digits as people type and read them. Numbers of the record stay text: a browser's number would round them. */
import type { Digits } from "./messages";

const ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩";
const PERSIAN = "۰۱۲۳۴۵۶۷۸۹";

/** Arabic-Indic and Persian digits become ASCII ones, «٫» a point, «٬» nothing; the rest stays. */
export function toAsciiDigits(text: string): string {
  let result = "";
  for (const letter of text) {
    const arabic = ARABIC_INDIC.indexOf(letter);
    const persian = PERSIAN.indexOf(letter);
    if (arabic >= 0) result += String(arabic);
    else if (persian >= 0) result += String(persian);
    else if (letter === "٫") result += ".";
    else if (letter !== "٬") result += letter;
  }
  return result;
}

/** A number that the server wrote ("64.09", "-1/3", "70%") in the reader's digits, none added and none taken away. */
export function inDigits(text: string, digits: Digits): string {
  if (digits === "latn") return text;
  return text.replace(/[0-9]/g, (digit) => ARABIC_INDIC.charAt(Number(digit))).replace(/\.(?=[٠-٩])/g, "٫").replace(/(?<=[٠-٩] ?)%/g, "٪");
}

/** The digits of a name ("المعيار 1.2") in the reader's: its points divide nothing and stay points. */
export function digitsOfName(text: string, digits: Digits): string {
  return inDigits(text, digits).replace(/٫/g, ".");
}
