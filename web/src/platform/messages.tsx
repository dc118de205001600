/** Words of the interface: Arabic is the source, English its translation; both are ICU MessageFormat. */
import { IntlMessageFormat } from "intl-messageformat";
import { createContext, useContext, useMemo } from "react";
import type { Message } from "./message";

export { defineMessages, type Message } from "./message";

export type MessageValues = Readonly<Record<string, string | number>>;
export type Language = "ar" | "en";
export type Digits = "arab" | "latn";

export interface Locale {
  language: Language;
  digits: Digits;
}

/** "ar-u-nu-arab": what Intl is asked with. */
export function localeTag({ language, digits }: Locale): string {
  return `${language === "ar" ? "ar-SA" : "en-GB"}-u-nu-${digits}`;
}

/** Arabic within an English sentence, by itself: a number that follows would else be read as part of it, on its wrong side. */
export function isolateArabic(text: string): string {
  return text.replace(/[\u0600-\u06ff]+(?:[ \u200c-]+[\u0600-\u06ff]+)*/g, (arabic) => `\u2068${arabic}\u2069`);
}

function isolatedValues(values: MessageValues | undefined): MessageValues | undefined {
  return values && Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === "string" && !value.includes("\u2068") ? isolateArabic(value) : value]));
}

// Both languages are everywhere; to ask the browser for them takes a slow one long.
IntlMessageFormat.resolveLocale = (tags) => new Intl.Locale(typeof tags === "string" ? tags : (tags[0] ?? "ar"));

const formats = new Map<string, IntlMessageFormat>();

export function formatMessage(message: Message, locale: Locale, values?: MessageValues): string {
  const text = locale.language === "ar" ? message.ar : message.en;
  if (values === undefined && !text.includes("{")) return text;
  const key = `${localeTag(locale)} ${text}`;
  let format = formats.get(key);
  if (!format) {
    format = new IntlMessageFormat(text, localeTag(locale), undefined, { ignoreTag: true });
    formats.set(key, format);
  }
  return String(format.format(locale.language === "en" ? isolatedValues(values) : values));
}

export const LocaleContext = createContext<Locale>({ language: "ar", digits: "arab" });

export function useLocale(): Locale {
  return useContext(LocaleContext);
}

/** `const t = useText(messages); t("signed_by", { name })` */
export function useText<Names extends string>(
  messages: Record<Names, Message>,
): (name: Names, values?: MessageValues) => string {
  const locale = useLocale();
  return useMemo(() => (name, values) => formatMessage(messages[name], locale, values), [messages, locale]);
}

/** Of two names that the server gives, the one of the reader's language, else the one that is there. */
export function usePick(): (arabic: string | undefined, english: string | undefined) => string {
  const { language } = useLocale();
  return (arabic, english) => (language === "ar" ? arabic || english : english || arabic) ?? "";
}
