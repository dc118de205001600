/** A day that is typed in either calendar with any digits, or picked; both calendars stand beneath it. */
import { TextInput } from "@mantine/core";
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { gregorianDay, hijriDay } from "./dates";
import { inDigits } from "./digits";
import { defineMessages, useLocale, useText } from "./messages";
import { parseDay, problemOfDay, typedDay } from "./typed-day";
import "./day-field.css";

export const messages = defineMessages({
  not_a_day: { about: "Beneath a field for a date; the example is one day", ar: "اكتب اليوم والشهر والسنة بالميلادي أو الهجري، مثل ١٣/٩/٢٠٢٦.", en: "Write day, month and year, Gregorian or Hijri, such as 13/9/2026." },
  too_early: { about: "Beneath a field for a date that has a first day", ar: "لا يُقبل يوم قبل {day}.", en: "No day before {day} is accepted." },
  too_late: { about: "Beneath a field for a date that has a last day", ar: "لا يُقبل يوم بعد {day}.", en: "No day after {day} is accepted." },
  open_calendar: { about: "Button that opens the calendar beside a date field; {label} is the field's name", ar: "اختر {label} من التقويم", en: "Pick {label} from the calendar" },
});

interface Shared {
  label: ReactNode;
  error?: ReactNode;
  description?: ReactNode;
  required?: boolean;
  /** Small, with the Hijri day alone beneath: in a bar above a table. */
  isCompact?: boolean;
  className?: string;
}

/** As it is typed: `value` is that text. For forms that read it when they are sent; others take DayField. */
export function DayText({ id, label, value, error, description, required, isCompact = false, className, min, max, onChange, onBlur, problem }: Shared & { id?: string; value: string; onChange: (text: string) => void; onBlur?: () => void; min?: string | undefined; max?: string | undefined; problem?: string | undefined }) {
  const t = useText(messages);
  const locale = useLocale();
  const own = useId();
  const input = useRef<HTMLInputElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const day = parseDay(value);
  // The browser sends no form with a day that cannot be read, and says so in our words.
  useEffect(() => input.current?.setCustomValidity(problem ?? ""), [problem]);
  return (
    <div className={className}>
      <TextInput
        ref={input}
        id={id ?? own}
        label={label}
        value={value}
        error={error}
        description={description}
        required={required ?? false}
        size={isCompact ? "xs" : "sm"}
        dir="ltr"
        className="day-field"
        autoComplete="off"
        rightSectionWidth={40}
        rightSection={
          <button type="button" className="day-pick" aria-label={t("open_calendar", { label: typeof label === "string" ? label : "" })} onClick={() => picker.current?.showPicker()}>
            <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
              <path d="M3 5h14v12H3zM3 8.5h14M6.5 3v3.5M13.5 3v3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
            </svg>
          </button>
        }
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={onBlur}
      />
      <input ref={picker} type="date" className="day-picker" tabIndex={-1} aria-hidden="true" min={min} max={max} value={day ?? ""} onChange={(event) => event.currentTarget.value !== "" && onChange(inDigits(typedDay(event.currentTarget.value), locale.digits))} />
      {day !== undefined && (
        <span className="day-beneath">
          {isCompact ? "" : `${gregorianDay(day, locale)} – `}
          {hijriDay(day, locale)}
        </span>
      )}
    </div>
  );
}

/** As the record writes it (2026-09-13): `value` is a day or empty, and so is what `onChange` is told while nothing can be read. */
export function DayField({ value, min, max, error, onChange, ...shared }: Shared & { value: string; min?: string | undefined; max?: string | undefined; onChange: (day: string) => void }) {
  const t = useText(messages);
  const locale = useLocale();
  // What was typed stands as long as it is what the day came from; a day set from outside takes its place.
  const [typed, setTyped] = useState<{ text: string; days: readonly string[] }>();
  const [wasLeft, setLeft] = useState(false);
  const text = typed?.days.includes(value) ? typed.text : value === "" ? "" : inDigits(typedDay(value), locale.digits);
  const wrong = problemOfDay(text, min, max);
  const problem = wrong && t(wrong, { day: gregorianDay((wrong === "too_early" ? min : max) ?? value, locale) });
  return (
    <DayText
      {...shared}
      value={text}
      min={min}
      max={max}
      problem={problem}
      error={error ?? (wasLeft ? problem : undefined)}
      onBlur={() => setLeft(true)}
      onChange={(written) => {
        const day = problemOfDay(written, min, max) === undefined ? (parseDay(written) ?? "") : "";
        setTyped({ text: written, days: [value, day] });
        onChange(day);
      }}
    />
  );
}
