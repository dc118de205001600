/** Text of the server as the reader reads it: days in words, digits as he chose. */
import { gregorianDay } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { formatMessage, isolateArabic, type Locale } from "@/platform/messages";
import { messages } from "./messages";

/** A day among digits and hyphens is read in another order in Arabic than it was written in: in words it is not. */
export function said(text: string, locale: Locale): string {
  const inWords = inDigits(
    text.replace(/(?<![\d-])\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\d-])/g, (day) => gregorianDay(day, locale)),
    locale.digits,
  );
  return locale.language === "en" ? isolateArabic(inWords) : inWords;
}

/** A value: the sign of the second round, which stands on class sheets with its key below, in words. */
export function saidValue(value: string, locale: Locale): string {
  return said(value.replace(/(?<=\d)²/g, ` (${formatMessage(messages.after_second_round, locale)})`), locale);
}
