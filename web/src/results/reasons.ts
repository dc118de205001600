/** Reasons as the server tells them: in order, each with the depth at which it stands. */

export interface Reason {
  depth: number;
  clause: string;
  article: string;
  title: string;
  text: string;
  finding?: string;
  steps: string[];
}

export interface Pair {
  name: string;
  value: string;
}

export interface Told {
  title: string;
  decision: string;
  facts: Pair[];
  reasons: Reason[];
  changes: string[];
  assumed: Pair[];
}

export interface ReasonNode {
  reason: Reason;
  parts: ReasonNode[];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const pairs = (value: unknown): Pair[] =>
  list(value)
    .filter(isRecord)
    .map((pair) => ({ name: text(pair["name"]), value: text(pair["value"]) }));

/** Reads what the description of the API leaves open; what has another form becomes empty, never a fault. */
export function readTold(value: unknown): Told {
  const told = isRecord(value) ? value : {};
  return {
    title: text(told["title"]),
    decision: text(told["decision"]),
    facts: pairs(told["facts"]),
    reasons: list(told["reasons"])
      .filter(isRecord)
      .map((reason) => ({
        depth: typeof reason["depth"] === "number" ? reason["depth"] : 0,
        clause: text(reason["clause"]),
        article: text(reason["article"]),
        title: text(reason["title"]),
        text: text(reason["text"]),
        ...(typeof reason["finding"] === "string" ? { finding: reason["finding"] } : {}),
        steps: list(reason["steps"]).map(text),
      })),
    changes: list(told["changes"]).map(text),
    assumed: pairs(told["assumed"]),
  };
}

/** The list as a tree: what stands deeper belongs to what stands before it. */
export function reasonTree(reasons: readonly Reason[]): ReasonNode[] {
  const top: ReasonNode[] = [];
  const open: ReasonNode[] = [];
  for (const reason of reasons) {
    const node = { reason, parts: [] };
    while (open.length > 0 && (open.at(-1)?.reason.depth ?? 0) >= reason.depth) open.pop();
    (open.at(-1)?.parts ?? top).push(node);
    open.push(node);
  }
  return top;
}
