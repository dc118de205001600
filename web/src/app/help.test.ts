/** Help on every page: whoever adds one writes what it is for. */
import { expect, it } from "vitest";

const rooms = import.meta.glob<string>("../*/room.ts", { eager: true, query: "?raw", import: "default" });
const sources = import.meta.glob<string>("../*/*-page.tsx", { eager: true, query: "?raw", import: "default" });

const pages = Object.entries(rooms).flatMap(([room, source]) => [...source.matchAll(/import\("\.\/([\w-]+)"\)/g)].map(([, name]) => `${room.slice(0, -"room.ts".length)}${name ?? ""}.tsx`));

it("finds the pages of all rooms", () => expect(new Set(pages).size).toBeGreaterThan(50));

it.each([...new Set(pages), "../access/sign-in-page.tsx", "../documents/verify-page.tsx"])("%s has help", (file) => {
  const source = sources[file] ?? "";
  expect(source).not.toBe("");
  expect(source).toMatch(/<Help\b|\bhelp=\{|\bhelp_title\b/);
});
