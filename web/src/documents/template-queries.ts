/** What the pages of templates read. */
import { queryOptions } from "@tanstack/react-query";
import { answerOf, client, type Schemas } from "@/platform/api";
import type { Country } from "./template-content";

const HOUR = 3_600_000;

export const templateQuery = (templateId: string) =>
  queryOptions({ queryKey: ["document-templates", templateId], queryFn: () => answerOf(client.GET("/v1/document-templates/{template_id}", { params: { path: { template_id: templateId } } })) });

/** With its emblem. A version is never changed; what became of it stands in the template. */
export const versionQuery = (templateId: string, versionId: string) =>
  queryOptions({
    queryKey: ["document-template-version", templateId, versionId],
    queryFn: () => answerOf(client.GET("/v1/document-templates/{template_id}/versions/{version_id}", { params: { path: { template_id: templateId, version_id: versionId } } })),
    staleTime: HOUR,
    enabled: versionId !== "",
  });

export const partsQuery = (country: Country) =>
  queryOptions({ queryKey: ["document-template-parts", country], queryFn: () => answerOf(client.GET("/v1/document-template-parts", { params: { query: { country } } })), staleTime: HOUR });

type Place = Schemas["DocumentTemplatePlaces"]["items"][number];

async function allOf(read: (after: string | undefined) => Promise<Schemas["DocumentTemplatePlaces"]>): Promise<Place[]> {
  const places: Place[] = [];
  let after: string | undefined;
  do {
    const page = await read(after);
    places.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return places;
}

export const directoratesQuery = queryOptions({
  queryKey: ["document-template-places"],
  queryFn: () => allOf((after) => answerOf(client.GET("/v1/document-template-places", { params: { query: { limit: 200, ...(after === undefined ? {} : { after }) } } }))),
});

export const schoolsQuery = (directorateId: string) =>
  queryOptions({
    queryKey: ["document-template-places", directorateId],
    queryFn: () => allOf((after) => answerOf(client.GET("/v1/document-template-places/{directorate_id}/schools", { params: { path: { directorate_id: directorateId }, query: { limit: 200, ...(after === undefined ? {} : { after }) } } }))),
    enabled: directorateId !== "",
  });

export interface PagePicture {
  picture: Blob;
  pages: number;
}

export async function previewPicture(body: Schemas["DocumentTemplatePreviewRequest"], signal?: AbortSignal): Promise<PagePicture> {
  const asked = client.POST("/v1/document-template-previews", { body, parseAs: "blob", ...(signal ? { signal } : {}) });
  const picture = await answerOf(asked);
  const { response } = await asked;
  return { picture, pages: Number(response.headers.get("Taqwim-Pages") ?? "1") };
}
