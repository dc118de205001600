/** Days in both calendars. The record's days are Gregorian text (2026-01-12); Umm al-Qura stands beside. */
import { localeTag, type Locale } from "./messages";

function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag + JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(tag, options);
    formatters.set(key, found);
  }
  return found;
}

/** "١٢ يناير ٢٠٢٦" */
export function gregorianDay(day: string, locale: Locale): string {
  return formatter(`${localeTag(locale)}-ca-gregory`, { dateStyle: "long", timeZone: "UTC" }).format(noonOf(day));
}

/** "٢٣ رجب ١٤٤٧ هـ". The sign of the Arabic letter ع in English names is in none of our fonts. */
export function hijriDay(day: string, locale: Locale): string {
  return formatter(`${localeTag(locale)}-ca-islamic-umalqura`, { dateStyle: "long", timeZone: "UTC" }).format(noonOf(day)).replace("\u02bb", "'");
}

/** A moment of the record (UTC) on the reader's clock. */
export function moment(instant: string, locale: Locale): string {
  return formatter(`${localeTag(locale)}-ca-gregory`, { dateStyle: "medium", timeStyle: "short" }).format(new Date(instant));
}

/** Today where the reader is, as the record writes days. */
export function today(now: Date = new Date()): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
