/** A template's content as it is typed, and as the server takes it. */
import type { Schemas } from "@/platform/api";

export type Version = Schemas["DocumentTemplateVersion"];
export type Parts = Schemas["DocumentTemplateParts"];
export type PhraseKey = Parts["phrases"][number]["key"];
export type Country = Schemas["Country"];

export interface Scope {
  country: Country;
  directorateId: string;
  schoolId: string;
  kinds: readonly string[];
}

export interface Box {
  /** Empty: one more box. */
  place: string;
  titleAr: string;
  titleEn: string;
}

export interface Content {
  phrases: Readonly<Partial<Record<PhraseKey, { ar: string; en: string }>>>;
  accent: string;
  /** base64url; empty: none. */
  emblem: string;
  boxes: readonly Box[];
}

export const NOTHING: Content = { phrases: {}, accent: "", emblem: "", boxes: [] };

export function contentOf(version: Version): Content {
  return {
    phrases: Object.fromEntries(version.phrases.map(({ key, ar, en }) => [key, { ar, en }])),
    accent: version.accent ?? "",
    emblem: version.emblem ?? "",
    boxes: version.signatures.map((each) => ({ place: each.place ?? "", titleAr: each.title_ar, titleEn: each.title_en })),
  };
}

/** As the record is asked: everything that was begun, for the server to say what is missing. */
export function toSend(content: Content): Schemas["WriteDocumentTemplateRequest"] {
  return {
    phrases: Object.entries(content.phrases)
      .map(([key, { ar, en }]) => ({ key, ar: ar.trim(), en: en.trim() }))
      .filter(({ ar, en }) => ar !== "" || en !== ""),
    accent: content.accent.trim() === "" ? null : content.accent.trim(),
    emblem: content.emblem === "" ? null : content.emblem,
    signatures: content.boxes.map((box) => ({ place: box.place === "" ? null : box.place, title_ar: box.titleAr.trim(), title_en: box.titleEn.trim() })),
  };
}

/** For a preview while one types: what is half written waits. */
export function toShow(content: Content): Schemas["WriteDocumentTemplateRequest"] {
  const sent = toSend(content);
  return {
    ...sent,
    phrases: (sent.phrases ?? []).filter(({ ar, en }) => ar !== "" && en !== ""),
    accent: /^#[0-9a-f]{6}$/i.test(sent.accent ?? "") ? (sent.accent ?? null) : null,
    signatures: (sent.signatures ?? []).filter(({ title_ar, title_en }) => title_ar !== "" && title_en !== ""),
  };
}

export function scopeToSend(scope: Scope): Pick<Schemas["MakeDocumentTemplateRequest"], "country" | "directorate_id" | "school_id" | "kinds"> {
  return { country: scope.country, directorate_id: scope.directorateId || null, school_id: scope.schoolId || null, kinds: [...scope.kinds] };
}

export function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** For an <img>: told by its first bytes, as the server does. */
export function pictureAddress(emblem: string): string {
  const base64 = emblem.replaceAll("-", "+").replaceAll("_", "/");
  return `data:image/${base64.startsWith("iVBORw") ? "png" : "svg+xml"};base64,${base64}`;
}
