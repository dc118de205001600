/** What a template changes, as it is typed: emblem, colour, phrases, who signs. */
import { Button, FileButton, Input, NativeSelect, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { pictureAddress, toBase64Url, type Box, type Content, type Parts, type Scope } from "./template-content";
import { messages } from "./templates-messages";

interface Fields {
  parts: Parts;
  scope: Scope;
  content: Content;
  /** Where the server's problem stands: "/phrases/0/ar". */
  wrong: string;
  onChange: (content: Content) => void;
}

function EmblemField({ parts, content, wrong, onChange }: Fields) {
  const t = useText(messages);
  const { digits } = useLocale();
  const id = useId();
  const [isLarge, setLarge] = useState(false);
  const take = async (file: File | null) => {
    if (file === null) return;
    setLarge(file.size > parts.most_emblem_bytes);
    if (file.size <= parts.most_emblem_bytes) onChange({ ...content, emblem: toBase64Url(new Uint8Array(await file.arrayBuffer())) });
  };
  return (
    <Input.Wrapper id={id} label={t("emblem")} description={inDigits(t("emblem_about", { most: String(parts.most_emblem_bytes / 1000) }), digits)} error={isLarge ? t("emblem_large") : wrong === "/emblem"}>
      <div className="template-emblem">
        {content.emblem !== "" && <img src={pictureAddress(content.emblem)} alt={t("emblem_shown")} />}
        <FileButton accept=".png,.svg,image/png,image/svg+xml" onChange={(file) => void take(file)}>
          {({ onClick }) => (
            <Button id={id} variant="default" size="xs" onClick={onClick}>
              {t("emblem_choose")}
            </Button>
          )}
        </FileButton>
        {content.emblem !== "" && (
          <Button variant="subtle" size="xs" onClick={() => onChange({ ...content, emblem: "" })}>
            {t("emblem_take_off")}
          </Button>
        )}
      </div>
    </Input.Wrapper>
  );
}

function AccentField({ content, wrong, onChange }: Fields) {
  const t = useText(messages);
  return (
    <div className="template-accent">
      <TextInput dir="ltr" label={t("accent")} description={t("accent_about", { example: "#0B5F5C" })} value={content.accent} maxLength={7} error={wrong === "/accent"} autoComplete="off" onChange={(event) => onChange({ ...content, accent: event.currentTarget.value })} />
      <input type="color" aria-label={t("accent_pick")} value={/^#[0-9a-f]{6}$/i.test(content.accent) ? content.accent : "#000000"} onChange={(event) => onChange({ ...content, accent: event.currentTarget.value.toUpperCase() })} />
    </div>
  );
}

function PhraseFields({ parts, scope, content, wrong, onChange }: Fields) {
  const t = useText(messages);
  const written = Object.entries(content.phrases).filter(([, text]) => text.ar.trim() !== "" || text.en.trim() !== "");
  return (
    <>
      {parts.phrases
        .filter((each) => each.key !== "directorate" || scope.directorateId !== "")
        .map(({ key, most_letters, usual_ar, usual_en }) => {
          const text = content.phrases[key] ?? { ar: "", en: "" };
          const at = `/phrases/${written.findIndex(([name]) => name === key)}`;
          const phrase = t(`phrase_${key}`);
          const typed = (change: Partial<typeof text>) => onChange({ ...content, phrases: { ...content.phrases, [key]: { ...text, ...change } } });
          return (
            <div key={key} className="template-pair">
              <TextInput dir="rtl" lang="ar" label={t("in_arabic", { phrase })} placeholder={usual_ar} value={text.ar} maxLength={most_letters} error={wrong === `${at}/ar`} onChange={(event) => typed({ ar: event.currentTarget.value })} />
              <TextInput dir="ltr" lang="en" label={t("in_english", { phrase })} placeholder={usual_en} value={text.en} maxLength={most_letters} error={wrong === `${at}/en`} onChange={(event) => typed({ en: event.currentTarget.value })} />
            </div>
          );
        })}
    </>
  );
}

function BoxFields({ parts, scope, content, wrong, onChange }: Fields) {
  const t = useText(messages);
  const pick = usePick();
  const places = new Map<string, { title_ar: string; title_en: string }>();
  for (const kind of parts.kinds)
    if (scope.kinds.length === 0 || scope.kinds.includes(kind.kind)) for (const box of kind.signatures) if (!places.has(box.place)) places.set(box.place, box);
  const { boxes } = content;
  const changed = (at: number, change: Partial<Box>) => onChange({ ...content, boxes: boxes.map((each, index) => (index === at ? { ...each, ...change } : each)) });
  const free = [...places.keys()].filter((place) => boxes.every((each) => each.place !== place));
  const mayAddOne = scope.kinds.length > 0;
  const boxOf = (place: string): Box => ({ place, titleAr: places.get(place)?.title_ar ?? "", titleEn: places.get(place)?.title_en ?? "" });
  return (
    <>
      {boxes.map((box, index) => {
        const number = index + 1;
        return (
          <div key={index} className="template-box">
            <NativeSelect
              label={t("box", { number })}
              value={box.place}
              error={wrong === `/signatures/${index}/place`}
              onChange={(event) => changed(index, boxOf(event.currentTarget.value))}
              data={[...[...places].filter(([place]) => place === box.place || free.includes(place)).map(([place, title]) => ({ value: place, label: pick(title.title_ar, title.title_en) })), ...(mayAddOne || box.place === "" ? [{ value: "", label: t("box_more") }] : [])]}
            />
            <TextInput dir="rtl" lang="ar" label={t("title_ar", { number })} value={box.titleAr} maxLength={60} error={wrong === `/signatures/${index}/title_ar`} onChange={(event) => changed(index, { titleAr: event.currentTarget.value })} />
            <TextInput dir="ltr" lang="en" label={t("title_en", { number })} value={box.titleEn} maxLength={60} error={wrong === `/signatures/${index}/title_en`} onChange={(event) => changed(index, { titleEn: event.currentTarget.value })} />
            <div className="template-actions">
              {index > 0 && (
                <Button variant="subtle" size="xs" onClick={() => onChange({ ...content, boxes: [...boxes.slice(0, index - 1), box, ...boxes.slice(index - 1, index), ...boxes.slice(index + 1)] })}>
                  {t("box_up", { number })}
                </Button>
              )}
              <Button variant="subtle" size="xs" onClick={() => onChange({ ...content, boxes: boxes.filter((_, at) => at !== index) })}>
                {t("box_remove", { number })}
              </Button>
            </div>
          </div>
        );
      })}
      {boxes.length < parts.most_signatures && (free.length > 0 || mayAddOne) && (
        <Button variant="default" size="xs" onClick={() => onChange({ ...content, boxes: [...boxes, boxOf(free[0] ?? "")] })}>
          {t("box_add")}
        </Button>
      )}
    </>
  );
}

export function ContentFields(fields: Fields) {
  const t = useText(messages);
  return (
    <>
      <h2>{t("look")}</h2>
      <EmblemField {...fields} />
      <AccentField {...fields} />
      <h2>{t("phrases")}</h2>
      <p className="row-about">{t("phrases_about")}</p>
      <PhraseFields {...fields} />
      <h2>{t("signatures")}</h2>
      <p className="row-about">{t("signatures_about")}</p>
      <BoxFields {...fields} />
    </>
  );
}
