/** Days as people type them: in either calendar, with any digits, day first or year first. */
import { toAsciiDigits } from "./digits";

const DAY_IN_MS = 86_400_000;
/** Years of the two calendars do not meet before this one. */
const FIRST_GREGORIAN_YEAR = 1700;
const FIRST_HIJRI_DAY = Date.UTC(622, 6, 19);
const MEAN_HIJRI_YEAR = 354.367;
const MEAN_HIJRI_MONTH = 29.5306;

const ummAlQura = new Intl.DateTimeFormat("en-u-ca-islamic-umalqura-nu-latn", { year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC" });

function hijriOf(time: number): { year: number; month: number; day: number } {
  const parts = ummAlQura.formatToParts(new Date(time));
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value ?? "0");
  return { year: part("year"), month: part("month"), day: part("day") };
}

function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** The Gregorian day of a Hijri one (Umm al-Qura), or undefined when there is none. */
export function gregorianOfHijri(year: number, month: number, day: number): string | undefined {
  const near = FIRST_HIJRI_DAY + Math.round((year - 1) * MEAN_HIJRI_YEAR + (month - 1) * MEAN_HIJRI_MONTH + day - 1) * DAY_IN_MS;
  for (let away = 0; away <= 6; ++away)
    for (const time of [near + away * DAY_IN_MS, near - away * DAY_IN_MS]) {
      const found = hijriOf(time);
      if (found.year === year && found.month === month && found.day === day) return iso(time);
    }
  return undefined;
}

/** The day as the record writes it (2026-09-13), or undefined when what was typed is none. */
export function parseDay(typed: string): string | undefined {
  const match = /^(\d{1,4})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{1,4})$/.exec(toAsciiDigits(typed.trim()));
  if (!match) return undefined;
  const [first, second, third] = [match[1] ?? "", match[2] ?? "", match[3] ?? ""];
  const isYearFirst = first.length === 4;
  if (isYearFirst === (third.length === 4)) return undefined;
  const year = Number(isYearFirst ? first : third);
  const month = Number(second);
  const day = Number(isYearFirst ? third : first);
  if (year < FIRST_GREGORIAN_YEAR) return gregorianOfHijri(year, month, day);
  const time = Date.UTC(year, month - 1, day);
  const back = new Date(time);
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? iso(time) : undefined;
}

/** How a day of the record stands in a field: 13/9/2026. */
export function typedDay(day: string): string {
  const [year, month, date] = day.split("-");
  return year === undefined || month === undefined || date === undefined ? day : `${Number(date)}/${Number(month)}/${year}`;
}

/** What is wrong with a typed day; an empty field is none of it. */
export function problemOfDay(typed: string, min?: string, max?: string): "not_a_day" | "too_early" | "too_late" | undefined {
  if (typed.trim() === "") return undefined;
  const day = parseDay(typed);
  if (day === undefined) return "not_a_day";
  if (min !== undefined && day < min) return "too_early";
  return max !== undefined && day > max ? "too_late" : undefined;
}
