/** A week: weekdays downwards, periods along. */
import type { ReactNode } from "react";
import { defineMessages, useText } from "@/platform/messages";
import { messages as words } from "./words";
import "./desk/desk.css";
import "./week-table.css";

export const messages = defineMessages({
  day: { about: "Head of the column of weekdays", ar: "اليوم", en: "Day" },
  period: { about: "Head of a column: which period of the day", ar: "الحصة {period, number}", en: "Period {period, number}" },
});

export const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export function WeekTable({ label, weekdays, periods, cell }: { label: string; weekdays: readonly Weekday[]; periods: number; cell: (weekday: Weekday, period: number) => ReactNode }) {
  const t = useText(messages);
  const w = useText(words);
  const columns = Array.from({ length: periods }, (_, place) => place + 1);
  return (
    <div className="week-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="week">
        <thead>
          <tr>
            <th scope="col">{t("day")}</th>
            {columns.map((period) => (
              <th key={period} scope="col">
                {t("period", { period })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WEEKDAYS.filter((each) => weekdays.includes(each)).map((weekday) => (
            <tr key={weekday}>
              <th scope="row">{w(weekday)}</th>
              {columns.map((period) => (
                <td key={period}>{cell(weekday, period)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
