/** Every message of the application, as users of both languages need it. */
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import type { Message } from "./messages";

const files = import.meta.glob<{ messages?: Record<string, Message> }>(["../**/*.{ts,tsx}", "!../**/*.test.{ts,tsx}"], { eager: true });
const found = Object.entries(files).flatMap(([file, module]) => Object.entries(module.messages ?? {}).map(([name, message]) => ({ place: `${file} ${name}`, message })));

const ARABIC_FORMS = ["zero", "one", "two", "few", "many", "other"];

function plurals(elements: readonly MessageFormatElement[]): string[][] {
  return elements.flatMap((element) => {
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [];
    const inner = Object.values(element.options).flatMap((option) => plurals(option.value));
    return element.type === TYPE.plural ? [Object.keys(element.options), ...inner] : inner;
  });
}

function argumentsOf(elements: readonly MessageFormatElement[]): string[] {
  const names = elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound || element.type === TYPE.tag) return [];
    const inner = element.type === TYPE.plural || element.type === TYPE.select ? Object.values(element.options).flatMap((option) => argumentsOf(option.value)) : [];
    return [element.value, ...inner];
  });
  return [...new Set(names)].sort();
}

describe("messages", () => {
  it("are found", () => expect(found.length).toBeGreaterThan(80));

  it.each(found)("$place", ({ message }) => {
    expect(message.about).not.toBe("");
    const arabic = parse(message.ar, { ignoreTag: true });
    const english = parse(message.en, { ignoreTag: true });
    for (const forms of plurals(arabic)) for (const form of ARABIC_FORMS) expect(forms).toContain(form);
    for (const forms of plurals(english)) expect(forms).toContain("other");
    expect(argumentsOf(arabic)).toEqual(argumentsOf(english));
    for (const text of [message.ar, message.en]) {
      expect(text).not.toMatch(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
      expect(text).not.toMatch(/!|！/);
    }
  });
});
