/** A sample paper with a template, as the server draws it: follows what is typed, and keeps the last picture until the next is there. */
import { Button, NativeSelect } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { Schemas } from "@/platform/api";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Loading } from "@/platform/resource";
import { downloadBlob } from "@/school/desk/download";
import { scopeToSend, type Parts, type Scope } from "./template-content";
import { previewPicture } from "./template-queries";
import { messages } from "./templates-messages";

const TYPING_MS = 400;
const WIDTH = 900;

/** The value once it has stood still for a moment. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** The address of a picture in memory, given back when another takes its place. */
function useAddress(picture: Blob | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (picture === undefined) return;
    const made = URL.createObjectURL(picture);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return address;
}

export function TemplatePreview({ scope, content, parts }: { scope: Scope; content: Schemas["WriteDocumentTemplateRequest"]; parts: Parts }) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const shown = useMemo(() => parts.kinds.filter((each) => scope.kinds.length === 0 || scope.kinds.includes(each.kind)), [parts, scope.kinds]);
  const [wantedKind, setKind] = useState("");
  const [wantedLanguage, setLanguage] = useState<"ar" | "en">(locale.language);
  const [page, setPage] = useState(1);
  const [fileFailure, setFileFailure] = useState<unknown>();
  const kind = shown.find((each) => each.kind === wantedKind) ?? shown[0];
  const language = kind?.languages.includes(wantedLanguage) ? wantedLanguage : (kind?.languages[0] ?? "ar");
  const asked = JSON.stringify({ ...scopeToSend(scope), ...content, kind: kind?.kind ?? "", language, digits: language === "ar" ? "arabic_indic" : "western" });
  const settled = useSettled(asked);
  const query = useQuery({
    queryKey: ["document-template-preview", settled, page],
    queryFn: ({ signal }) => previewPicture({ ...(JSON.parse(settled) as Schemas["DocumentTemplatePreviewRequest"]), format: "png", page, width: WIDTH }, signal),
    placeholderData: keepPreviousData,
    enabled: kind !== undefined,
    gcTime: 60_000,
    retry: false,
  });
  const address = useAddress(query.data?.picture);
  const pages = query.data?.pages ?? 1;
  const at = Math.min(page, pages);
  const isComing = query.isFetching || settled !== asked;
  const download = () => {
    setFileFailure(undefined);
    previewPicture({ ...(JSON.parse(asked) as Schemas["DocumentTemplatePreviewRequest"]), format: "pdf" })
      .then(({ picture }) => downloadBlob(`${kind?.kind ?? "paper"}-template.pdf`, picture))
      .catch(setFileFailure);
  };
  return (
    <section className="template-preview" aria-label={t("preview")}>
      <h2>{t("preview")}</h2>
      <div className="template-preview-choice">
        <NativeSelect
          label={t("preview_kind")}
          value={kind?.kind ?? ""}
          onChange={(event) => {
            setKind(event.currentTarget.value);
            setPage(1);
          }}
          data={shown.map((each) => ({ value: each.kind, label: pick(each.title_ar, each.title_en) }))}
        />
        <NativeSelect
          label={t("preview_language")}
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value === "en" ? "en" : "ar")}
          data={(kind?.languages ?? []).map((each) => ({ value: each, label: t(each === "ar" ? "arabic" : "english") }))}
        />
      </div>
      <p className="template-preview-state" role="status">
        {isComing && address !== undefined ? t("preview_coming") : ""}
      </p>
      <ProblemAlert failure={query.error ?? fileFailure} />
      {address === undefined ? query.isError ? null : <Loading lines={8} /> : <img className="template-page" src={address} alt={t("preview_alt", { title: kind ? pick(kind.title_ar, kind.title_en) : "", page: at, pages })} />}
      <p className="row-about">{t("preview_about")}</p>
      <div className="template-actions">
        {pages > 1 && (
          <>
            <Button variant="default" size="xs" disabled={at === 1} onClick={() => setPage(at - 1)}>
              {t("page_before")}
            </Button>
            <Button variant="default" size="xs" disabled={at === pages} onClick={() => setPage(at + 1)}>
              {t("page_after")}
            </Button>
          </>
        )}
        <Button variant="subtle" size="xs" onClick={download}>
          {t("preview_file")}
        </Button>
      </div>
    </section>
  );
}
