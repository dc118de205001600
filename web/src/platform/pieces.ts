/** Where the pieces of a bar stand, in whole ten-thousandths of its width: a drawing, no number of a result. */
export const WHOLE = 10_000;

export interface Placed {
  /** Which of the counts. */
  place: number;
  /** From the start of the bar, which is at the right in Arabic. */
  from: number;
  width: number;
}

/** Nothing when a number is blanked or there is nobody: half a bar would tell what was blanked. Pieces of nobody are left out. */
export function piecesOf(counts: readonly (number | null)[], of?: number): Placed[] | undefined {
  const total = of ?? counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  if (total === 0 || counts.some((count) => count === null)) return undefined;
  let before = 0;
  return counts.flatMap((count, place) => {
    const from = Math.round((before * WHOLE) / total);
    before += count ?? 0;
    const width = Math.round((before * WHOLE) / total) - from;
    return count === 0 ? [] : [{ place, from, width }];
  });
}
