/** Reasons as the server tells them: in order, each with the depth at which it stands and the parameters that it read. */

export interface Reason {
  depth: number;
  /** Where its clause stands in the trace: "3.0.2". Empty in results that were stored before traces had paths. */
  path: string;
  clause: string;
  article: string;
  title: string;
  text: string;
  finding?: "met" | "not_met" | "undetermined";
  /** What it is about, a subject or a term: code and name; both empty where it is about the year. */
  item: string;
  itemName: string;
  steps: string[];
  /** Names of parameters, to be found in `Told.parameters`. */
  parameters: string[];
}

export interface Pair {
  name: string;
  value: string;
}

export interface ToldParameter {
  name: string;
  label: string;
  value: string;
  from: string;
  isAssumed: boolean;
  clause: string;
}

export interface Told {
  title: string;
  decision: string;
  facts: Pair[];
  reasons: Reason[];
  parameters: ToldParameter[];
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

function finding(value: unknown): Reason["finding"] {
  return value === "met" || value === "not_met" || value === "undetermined" ? value : undefined;
}

/** Reads what the description of the API leaves open; what has another form becomes empty, never a fault. */
export function readTold(value: unknown): Told {
  const told = isRecord(value) ? value : {};
  return {
    title: text(told["title"]),
    decision: text(told["decision"]),
    facts: pairs(told["facts"]),
    reasons: list(told["reasons"])
      .filter(isRecord)
      .map((reason) => {
        const found = finding(reason["finding"]);
        return {
          depth: typeof reason["depth"] === "number" ? reason["depth"] : 0,
          path: text(reason["path"]),
          clause: text(reason["clause"]),
          article: text(reason["article"]),
          title: text(reason["title"]),
          text: text(reason["text"]),
          ...(found === undefined ? {} : { finding: found }),
          item: text(reason["item"]),
          itemName: text(reason["item_name"]),
          steps: list(reason["steps"]).map(text),
          parameters: list(reason["parameters"]).map(text),
        };
      }),
    parameters: list(told["parameters"])
      .filter(isRecord)
      .map((parameter) => ({
        name: text(parameter["name"]),
        label: text(parameter["label"]),
        value: text(parameter["value"]),
        from: text(parameter["from"]),
        isAssumed: parameter["status"] === "assumed",
        clause: text(parameter["clause"]),
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

/** All of a tree in the order of the list. */
export function flattened(nodes: readonly ReasonNode[]): ReasonNode[] {
  return nodes.flatMap((node) => [node, ...flattened(node.parts)]);
}

/** What the regulation looked at for one item, a subject or a term: each clause about it with all that it rests on. */
export function nodesAbout(nodes: readonly ReasonNode[], item: string): ReasonNode[] {
  return nodes.flatMap((node) => (node.reason.item === item ? [node] : nodesAbout(node.parts, item)));
}

/** One number by its path in the trace, with the clauses above it, the outermost first. */
export function nodeAt(nodes: readonly ReasonNode[], path: string): { node: ReasonNode; above: ReasonNode[] } | undefined {
  for (const node of nodes) {
    if (node.reason.path === path) return { node, above: [] };
    const found = nodeAt(node.parts, path);
    if (found) return { node: found.node, above: [node, ...found.above] };
  }
  return undefined;
}

/** The code of what a row of the result is about; none for a row such as the average. */
export function itemOfFact(told: Told, fact: Pair): string | undefined {
  return told.reasons.find((reason) => reason.itemName === fact.name && reason.item !== "")?.item;
}

/** What a clause rests on, and the provisos that it looked at and that did not apply. Where a clause itself is not met, those not met are why. */
export function partsOf({ reason, parts }: ReasonNode): { grounds: ReasonNode[]; looked: ReasonNode[] } {
  if (reason.finding === "not_met") return { grounds: [...parts], looked: [] };
  const isLooked = (part: ReasonNode) => part.reason.finding === "not_met";
  return { grounds: parts.filter((part) => !isLooked(part)), looked: parts.filter(isLooked) };
}

export interface FactGroup {
  name: string;
  values: string[];
}

/** Rows of the same name stand together: what is missing, notes. */
export function groupedFacts(facts: readonly Pair[]): FactGroup[] {
  const groups = new Map<string, string[]>();
  for (const { name, value } of facts) groups.set(name, [...(groups.get(name) ?? []), value]);
  return [...groups].map(([name, values]) => ({ name, values }));
}

/** Who, which class and year, which regulation, without the record's own number of the student. */
export function shownTitle(title: string): string {
  return title.replace(/ \(\d{10,}\)/, "");
}

/** The same without the name, for a page that bears it already. */
export function titleAfterName(title: string): string {
  return title.replace(/^.*? \(\d{10,}\)[،,] /, "");
}

/** How people call a clause, where a reason of the result names it. */
export function articleOf(told: Told, clause: string): string {
  return told.reasons.find((reason) => reason.clause === clause)?.article ?? "";
}

/** The reasons as plain text, for a letter or a message: a line each, set in by their depth. */
export function reasonsAsText(nodes: readonly ReasonNode[], inset = ""): string {
  return nodes
    .map(({ reason, parts }) => {
      const line = `${inset}${reason.text || reason.title}${reason.article === "" ? "" : ` (${reason.article})`}`;
      const steps = reason.steps.map((step) => `${inset}  - ${step}`);
      return [line, ...steps, ...(parts.length === 0 ? [] : [reasonsAsText(parts, `${inset}  `)])].join("\n");
    })
    .join("\n");
}

export interface Changed {
  name: string;
  before: string;
  after: string;
}

/** Rows of two versions beside each other that do not say the same; a row that one of them has not is empty there. */
export function changedFacts(before: readonly Pair[], after: readonly Pair[]): Changed[] {
  const names = [...new Set([...before, ...after].map((pair) => pair.name))];
  const said = (pairs: readonly Pair[], name: string) =>
    pairs
      .filter((pair) => pair.name === name)
      .map((pair) => pair.value)
      .join("؛ ");
  return names.map((name) => ({ name, before: said(before, name), after: said(after, name) })).filter((row) => row.before !== row.after);
}

/** Clauses that speak differently in two versions, by clause and item in their order. */
export function changedReasons(before: readonly Reason[], after: readonly Reason[]): { article: string; title: string; itemName: string; before: string; after: string }[] {
  const key = (reason: Reason) => `${reason.clause}|${reason.item}`;
  const keys = [...new Set([...after, ...before].map(key))];
  const told = (reasons: readonly Reason[], wanted: string) =>
    reasons
      .filter((reason) => key(reason) === wanted)
      .map((reason) => reason.text)
      .join(" ");
  return keys.flatMap((wanted) => {
    const one = told(before, wanted);
    const other = told(after, wanted);
    const reason = [...after, ...before].find((each) => key(each) === wanted);
    return one === other || reason === undefined ? [] : [{ article: reason.article, title: reason.title, itemName: reason.itemName, before: one, after: other }];
  });
}
