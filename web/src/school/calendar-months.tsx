/** The year month by month: each day with what it is, Gregorian large and Umm al-Qura small beside it. */
import type { Schemas } from "@/platform/api";
import { gregorianDay, hijriDay } from "@/platform/dates";
import { localeTag, useLocale, useText, type Locale } from "@/platform/messages";
import { monthsBetween, weekdayOf } from "./calendar-days";
import { messages } from "./setup-messages";
import { WEEKDAYS } from "./week-table";
import { messages as words } from "./words";
import "./calendar-months.css";

type Calendar = Schemas["Calendar"];
type DayKind = "school" | "holiday" | "weekend" | "out";

export function dayKind(calendar: Pick<Calendar, "terms" | "weekdays" | "days">, day: string): DayKind {
  if (!calendar.terms.some((term) => term.first_day <= day && day <= term.last_day)) return "out";
  const named = calendar.days.find((each) => each.day === day);
  if (named) return named.kind === "holiday" ? "holiday" : "school";
  return calendar.weekdays.includes(weekdayOf(day)) ? "school" : "weekend";
}

function part(day: string, locale: Locale, calendar: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(`${localeTag(locale)}-ca-${calendar}`, { ...options, timeZone: "UTC" }).format(new Date(`${day}T12:00:00Z`));
}

export function MonthsOfYear({ calendar }: { calendar: Calendar }) {
  const t = useText(messages);
  const w = useText(words);
  const locale = useLocale();
  return (
    <>
      <ul className="months-legend">
        {(["school", "holiday", "weekend", "out"] as const).map((kind) => (
          <li key={kind}>
            <span className={`months-sample months-${kind}`} aria-hidden="true" /> {t(`mark_${kind}`)}
          </li>
        ))}
      </ul>
      <div className="months">
        {monthsBetween(calendar.first_day, calendar.last_day).map(({ month, days }) => {
          const first = days[0] ?? "";
          const last = days.at(-1) ?? "";
          const hijri = [...new Set([part(first, locale, "islamic-umalqura", { month: "long" }), part(last, locale, "islamic-umalqura", { month: "long" })])].join(" / ");
          const lead = WEEKDAYS.indexOf(weekdayOf(first));
          const cells = [...Array.from({ length: lead }, () => undefined), ...days];
          const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => cells.slice(7 * week, 7 * week + 7));
          return (
            <table key={month} className="month">
              <caption>
                {part(first, locale, "gregory", { month: "long", year: "numeric" })} <span className="desk-quiet">{hijri}</span>
              </caption>
              <thead>
                <tr>
                  {WEEKDAYS.map((weekday) => (
                    <th key={weekday} scope="col" abbr={w(weekday)}>
                      {part(`2026-11-${22 + WEEKDAYS.indexOf(weekday)}`, locale, "gregory", { weekday: "narrow" })}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {weeks.map((week, place) => (
                  <tr key={place}>
                    {week.map((day, column) => {
                      if (day === undefined) return <td key={column} />;
                      const kind = dayKind(calendar, day);
                      const label = calendar.days.find((each) => each.day === day)?.label;
                      return (
                        <td key={column} className={`months-${kind}`} title={`${gregorianDay(day, locale)} – ${hijriDay(day, locale)}${label ? ` – ${label}` : ""}`}>
                          {part(day, locale, "gregory", { day: "numeric" })}
                          <small>{part(day, locale, "islamic-umalqura", { day: "numeric" })}</small>
                          {kind === "holiday" && <span className="unseen">{t("mark_holiday")}</span>}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          );
        })}
      </div>
    </>
  );
}
