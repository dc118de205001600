import { describe, expect, it } from "vitest";
import { contentOf, NOTHING, pictureAddress, scopeToSend, toBase64Url, toSend, toShow, type Version } from "./template-content";

const version: Version = {
  version_id: "7",
  number: 1,
  state: "draft",
  phrases: [{ key: "foot", ar: "هاتف", en: "Phone" }],
  accent: "#0B5F5C",
  signatures: [{ place: "head", title_ar: "مديرة", title_en: "Principal" }],
  has_emblem: true,
  emblem: "PHN2Zz4",
  written_at: "2026-11-23T06:00:00.000Z",
  written_by: "x",
  is_own: true,
  steps: [],
};

describe("a template's content", () => {
  it("is sent as it was read", () => {
    const { phrases, accent, signatures, emblem } = version;
    expect(toSend(contentOf(version))).toEqual({ phrases, accent, signatures, emblem });
    expect(toSend(NOTHING)).toEqual({ phrases: [], accent: null, emblem: null, signatures: [] });
  });

  it("is saved with what was begun, and shown without", () => {
    const half = { ...NOTHING, accent: "#0B5", phrases: { closing: { ar: "خاتمة", en: " " }, foot: { ar: "", en: "" } }, boxes: [{ place: "head", titleAr: "مديرة", titleEn: "" }] };
    expect(toSend(half).phrases).toEqual([{ key: "closing", ar: "خاتمة", en: "" }]);
    expect(toSend(half).accent).toBe("#0B5");
    expect(toShow(half)).toEqual({ phrases: [], accent: null, emblem: null, signatures: [] });
    expect(toShow(contentOf(version)).accent).toBe("#0B5F5C");
  });

  it("has its place and its picture as the server and the browser read them", () => {
    expect(scopeToSend({ country: "KW", directorateId: "", schoolId: "", kinds: [] })).toEqual({ country: "KW", directorate_id: null, school_id: null, kinds: [] });
    expect(toBase64Url(new Uint8Array([0xfb, 0xff, 0xfe]))).toBe("-__-");
    expect(toBase64Url(new Uint8Array([0x89]))).toBe("iQ");
    expect(pictureAddress("iVBORw0KGgo_-A")).toBe("data:image/png;base64,iVBORw0KGgo/+A");
    expect(pictureAddress("PHN2Zz4")).toBe("data:image/svg+xml;base64,PHN2Zz4");
  });
});
