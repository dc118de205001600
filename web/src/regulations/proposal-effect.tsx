import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import { answerOf, client, type Schemas } from "@/platform/api";
import { inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Nothing } from "@/platform/resource";
import { messages } from "./proposal-messages";

type Row = Schemas["EffectOnSchool"];
const NUMBERS = ["total", "unchanged", "decision_changed", "details_changed", "refused"] as const;
const HEADINGS = { total: "total", unchanged: "unchanged", decision_changed: "decision_changed", details_changed: "details_changed", refused: "refused_facts" } as const;

type State = { kind: "none" } | { kind: "running" | "stopped" | "done"; rows: Row[] } | { kind: "failed"; rows: Row[]; failure: unknown };

function Rows({ rows }: { rows: readonly Row[] }) {
  const t = useText(messages);
  const pick = usePick();
  const { digits } = useLocale();
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t("school")}</th>
            {NUMBERS.map((name) => (
              <th key={name} scope="col" className="number">
                {t(HEADINGS[name])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.school_id}>
              <th scope="row">
                {pick(row.name_ar, row.name_en)}
                {row.moves.map((move, index) => (
                  <span key={index} className="row-about clause-summary">
                    {inDigits(t("move", { from: pick(move.from.ar, move.from.en), to: pick(move.to.ar, move.to.en), count: move.count }), digits)}
                  </span>
                ))}
              </th>
              {NUMBERS.map((name) => {
                const number = row[name];
                return (
                  <td key={name} className="number">
                    {number === null ? <span className="blanked">{t("blanked")}</span> : inDigits(String(number), digits)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the value would have changed, page after page of schools until the end or until it is stopped. */
export function ProposalEffect({ proposalId }: { proposalId: string }) {
  const t = useText(messages);
  const [state, setState] = useState<State>({ kind: "none" });
  const run = useRef(0);
  const start = async () => {
    const mine = ++run.current;
    const rows: Row[] = [];
    setState({ kind: "running", rows });
    try {
      let after: string | null = "";
      while (after !== null) {
        const page: Schemas["ParameterProposalEffect"] = await answerOf(
          client.GET("/v1/parameter-proposals/{proposal_id}/effect", { params: { path: { proposal_id: proposalId }, query: after === "" ? {} : { after } } }),
        );
        if (run.current !== mine) return;
        rows.push(...page.items);
        after = page.next;
        setState({ kind: after === null ? "done" : "running", rows: [...rows] });
      }
    } catch (failure) {
      if (run.current === mine) setState({ kind: "failed", rows, failure });
    }
  };
  const stop = () => {
    run.current += 1;
    setState((now) => (now.kind === "running" ? { kind: "stopped", rows: now.rows } : now));
  };
  return (
    <>
      <h2>{t("effect")}</h2>
      <p className="row-about">{t("effect_help")}</p>
      <div className="propose-actions">
        {state.kind === "running" ? (
          <Button variant="light" onClick={stop}>
            {t("stop")}
          </Button>
        ) : (
          <Button variant="light" onClick={() => void start()}>
            {state.kind === "none" ? t("try") : t("try_again")}
          </Button>
        )}
      </div>
      <p role="status" className="row-about">
        {state.kind === "running" ? t("trying", { count: state.rows.length }) : state.kind === "stopped" ? t("stopped") : ""}
      </p>
      {state.kind === "failed" && <ProblemAlert failure={state.failure} />}
      {state.kind !== "none" && state.rows.length > 0 && <Rows rows={state.rows} />}
      {state.kind === "done" && state.rows.length === 0 && <Nothing>{t("no_effect_rows")}</Nothing>}
    </>
  );
}
