import type { Tone } from "@/school/desk/parts";
import type { Honour } from "./honours-queries";

const TONES: Record<Honour["state"], Tone> = { waiting: "attention", consented: "plain", declined: "refusal", issued: "done", withdrawn: "quiet" };

export const toneOf = (state: Honour["state"]): Tone => TONES[state];
