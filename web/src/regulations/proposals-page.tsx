import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Page } from "@/app/page";
import { answerOf, client, type Schemas } from "@/platform/api";
import { gregorianDay } from "@/platform/dates";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { Nothing, Resource } from "@/platform/resource";
import { messages as helpWords } from "./help-messages";
import { messages } from "./proposal-messages";
import { editionsQuery, parametersQuery } from "./queries";
import "./regulations.css";

type Proposal = Schemas["ParameterProposal"];

/** Where a proposal stands, by word. */
export function ProposalState({ proposal }: { proposal: Proposal }) {
  const t = useText(messages);
  const state = proposal.decision?.outcome ?? "waits";
  return (
    <span className="proposal-state" data-state={state}>
      {state === "waits" && proposal.is_own ? t("waits_for_other") : t(state)}
    </span>
  );
}

function Row({ proposal }: { proposal: Proposal }) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const editions = useQuery(editionsQuery);
  const parameters = useQuery(parametersQuery(proposal.regulation));
  const edition = editions.data?.items.find((each) => each.regulation === proposal.regulation);
  const parameter = parameters.data?.items.find((each) => each.name === proposal.parameter);
  return (
    <li>
      <Link className="row-link clause-link" to={`/parameter-proposals/${proposal.proposal_id}`}>
        <span>
          <strong>{parameter ? inDigits(pick(parameter.label_ar, parameter.label_en), locale.digits) : ""}</strong>
          <span className="row-about clause-summary">
            {inDigits(proposal.values.join("، "), locale.digits)} · {t("first_day")} {gregorianDay(proposal.first_day, locale)} · {edition ? inDigits(pick(edition.title_ar, edition.title_en), locale.digits) : ""}
          </span>
        </span>
        <span className="clause-counts">
          <ProposalState proposal={proposal} />
          <span className="row-about">{proposal.proposed_by}</span>
        </span>
      </Link>
    </li>
  );
}

export default function ProposalsPage() {
  const t = useText(messages);
  const help = useText(helpWords);
  const query = useInfiniteQuery({
    queryKey: ["parameter-proposals"],
    queryFn: ({ pageParam }) => answerOf(client.GET("/v1/parameter-proposals", { params: { query: pageParam === "" ? {} : { after: pageParam } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
  return (
    <Page
      help={help("proposals")}
      title={t("title")}
      about={t("help")}
      actions={
        <Button component={Link} to="/parameter-proposals/new">
          {t("propose")}
        </Button>
      }
    >
      <Resource query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Nothing>{t("none")}</Nothing>;
          return (
            <ul className="rows">
              {items.map((proposal) => (
                <Row key={proposal.proposal_id} proposal={proposal} />
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
