import type { Schemas } from "@/platform/api";
import { gregorianDay, hijriDay, today } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { messages } from "./messages";
import { placesOnLine } from "./time-line";

type DatedValue = Schemas["DatedValue"];

const MOST_DRAWN = 5;
const MOST_LETTERS = 14;

/** The values of a parameter as they followed each other: drawn, and as a list that says all of it. */
export function TimeLine({ label, values, lastDay }: { label: string; values: readonly DatedValue[]; lastDay: string }) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const now = today();
  const places = placesOnLine(
    values.map((value) => value.from),
    lastDay < now ? lastDay : now,
  );
  const isShort = values.every((value) => pick(value.shown_ar, value.shown_en).length <= MOST_LETTERS);
  // Time runs as the language is written.
  const across = (place: number) => `${locale.language === "ar" ? 96 - place * 0.92 : 4 + place * 0.92}%`;
  return (
    <div className="time-line">
      {values.length <= MOST_DRAWN && (
        <svg className="time-line-drawing" role="img" aria-label={t("line_of", { label })} width="100%" height="56">
          <line className="time-line-axis" x1={across(0)} x2={across(100)} y1="30" y2="30" />
          {values.map((value, index) => {
            const isAssumed = value.status === "assumed";
            const x = across(places[index] ?? 0);
            return (
              <g key={value.from} data-status={value.status}>
                {isAssumed ? <circle className="time-line-open" cx={x} cy="30" r="5" /> : <circle className="time-line-point" cx={x} cy="30" r="5" />}
                {isShort && (
                  <text x={x} y="16" textAnchor={index === 0 ? "start" : "middle"} className="time-line-value">
                    {inDigits(pick(value.shown_ar, value.shown_en), locale.digits)}
                  </text>
                )}
                <text x={x} y="51" textAnchor={index === 0 ? "start" : "middle"} className="time-line-year">
                  {inDigits(value.from.slice(0, 4), locale.digits)}
                </text>
              </g>
            );
          })}
        </svg>
      )}
      <ol className="dated-values">
        {values.map((value) => (
          <li key={value.from}>
            <strong className="dated-value">{inDigits(pick(value.shown_ar, value.shown_en), locale.digits)}</strong>
            <span>
              {t("from", { day: gregorianDay(value.from, locale) })} <span className="row-about">{t("hijri", { day: hijriDay(value.from, locale) })}</span>
            </span>
            <span className="status" data-status={value.status}>
              {t(`status_${value.status}`)}
            </span>
            {value.source !== "" && (
              <span className="row-about">
                {t("source")}: {inDigits(value.source, locale.digits)}
              </span>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
