/** Days of the record as text, counted. */
import { WEEKDAYS, type Weekday } from "./week-table";

const DAY_IN_MS = 86_400_000;
const LONGEST = 400;

const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

export function weekdayOf(day: string): Weekday {
  return WEEKDAYS[new Date(timeOf(day)).getUTCDay()] ?? "sunday";
}

/** Every day from the first to the last, both included; nothing when they are reversed. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let time = timeOf(first); time <= timeOf(last) && days.length < LONGEST; time += DAY_IN_MS) days.push(dayOf(time));
  return days;
}

/** The months that a period touches, each with all its days. */
export function monthsBetween(first: string, last: string): { month: string; days: string[] }[] {
  const months: { month: string; days: string[] }[] = [];
  let [year = 0, month = 1] = first.split("-").map(Number);
  while (months.length < 24) {
    const start = dayOf(Date.UTC(year, month - 1, 1));
    if (start > last) break;
    months.push({ month: start.slice(0, 7), days: daysBetween(start, dayOf(Date.UTC(year, month, 0))) });
    month += 1;
    if (month > 12) {
      month = 1;
      year += 1;
    }
  }
  return months;
}
