/** How far an amendment is, and how much of it is still open. */
import type { Schemas } from "@/platform/api";
import { useText } from "@/platform/messages";
import { State, type Tone } from "@/school/desk/parts";
import { messages } from "./amendments-messages";

export type AmendmentState = Schemas["Amendment"]["state"];

const TONES: Record<AmendmentState, Tone> = { filed: "plain", checked: "attention", decided: "attention", schools_informed: "attention", applied: "done", refused: "refusal" };

export function AmendmentStateOf({ state, open, unmet = 0 }: { state: AmendmentState; open: number; unmet?: number }) {
  const t = useText(messages);
  const rest = open > 0 ? t("still_open", { count: open }) : unmet > 0 ? t("lacks", { count: unmet }) : "";
  return (
    <span className="standing">
      <State tone={TONES[state]}>{t("state_name", { state })}</State>
      {rest !== "" && <span className="desk-quiet"> {rest}</span>}
    </span>
  );
}
