/** Where the parts of a bar stand, in whole ten-thousandths of its width: a drawing, no number of a result. */
export interface Part {
  name: "passed" | "second_chance" | "not_passed";
  count: number;
  /** From the start of the bar, which is at the right in Arabic. */
  from: number;
  width: number;
}

/** Nothing when a number is blanked or there is nobody: half a bar would tell what was blanked. */
export function barOf(counts: { passed: number | null; second_chance: number | null; not_passed: number | null }): Part[] | undefined {
  const names = ["passed", "second_chance", "not_passed"] as const;
  const total = names.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
  if (total === 0 || names.some((name) => counts[name] === null)) return undefined;
  let before = 0;
  return names.flatMap((name) => {
    const count = counts[name] ?? 0;
    const from = Math.round((before * 10_000) / total);
    before += count;
    const width = Math.round((before * 10_000) / total) - from;
    return count === 0 ? [] : [{ name, count, from, width }];
  });
}
