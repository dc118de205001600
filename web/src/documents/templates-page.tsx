import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import type { Country } from "./template-content";
import { partsQuery } from "./template-queries";
import { messages } from "./templates-messages";
import "./templates.css";

type Summary = Schemas["DocumentTemplateSummary"];

/** For whom a template is, in one line: country, directorate, school; the kinds of papers. */
export function useScopeWords(of: Pick<Summary, "country" | "directorate_ar" | "directorate_en" | "school_ar" | "school_en" | "kinds"> | undefined): string {
  const t = useText(messages);
  const pick = usePick();
  const parts = useQuery({ ...partsQuery((of?.country ?? "KW") as Country), enabled: of !== undefined });
  if (of === undefined) return "";
  const kinds = of.kinds.map((name) => {
    const kind = parts.data?.kinds.find((each) => each.kind === name);
    return kind ? pick(kind.title_ar, kind.title_en) : "…";
  });
  const places = [t(`country_${of.country}`), of.directorate_ar === null ? "" : pick(of.directorate_ar, of.directorate_en ?? ""), of.school_ar === null ? "" : pick(of.school_ar, of.school_en ?? "")];
  return [...places.filter(Boolean), kinds.length === 0 ? t("all_kinds") : kinds.join("، ")].join(" · ");
}

/** Where a version stands, by word. */
export function VersionState({ state, isOwn }: { state: Schemas["TemplateState"]; isOwn: boolean }) {
  const t = useText(messages);
  return (
    <span className="template-state" data-state={state}>
      {t(state === "proof" && isOwn ? "proof_own" : state)}
    </span>
  );
}

function Row({ of }: { of: Summary }) {
  const t = useText(messages);
  const { digits } = useLocale();
  const scope = useScopeWords(of);
  return (
    <li>
      <Link className="row-link template-link" to={`/document-templates/${of.template_id}`}>
        <span>
          <strong>{of.name}</strong>
          <span className="row-about template-scope">{scope}</span>
        </span>
        <span className="template-states">
          <span>{inDigits(of.live_number === null ? t("nothing_live") : t("live_number", { number: of.live_number }), digits)}</span>
          {of.newest_state !== "live" && (
            <span className="row-about">
              {inDigits(t("version", { number: of.newest_number }), digits)}: <VersionState state={of.newest_state} isOwn={of.newest_is_own} />
            </span>
          )}
        </span>
      </Link>
    </li>
  );
}

export default function TemplatesPage() {
  const t = useText(messages);
  const query = useInfiniteQuery({
    queryKey: ["document-templates"],
    queryFn: ({ pageParam }) => answerOf(client.GET("/v1/document-templates", { params: { query: pageParam === "" ? {} : { after: pageParam } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
  return (
    <Page
      help={t("help_list")}
      title={t("place")}
      about={t("about")}
      actions={
        <Button component={Link} to="/document-templates/new">
          {t("make")}
        </Button>
      }
    >
      <Resource query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Nothing>{t("none")}</Nothing>;
          return (
            <ul className="rows">
              {items.map((each) => (
                <Row key={each.template_id} of={each} />
              ))}
            </ul>
          );
        }}
      </Resource>
      {query.hasNextPage && (
        <Button variant="light" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </Page>
  );
}
