/** Places and ranges of the grid, by row and column as they are shown. Pure. */
export interface Position {
  row: number;
  column: number;
}

export interface Range {
  first: Position;
  last: Position;
}

export function rangeOf(one: Position, other: Position): Range {
  return {
    first: { row: Math.min(one.row, other.row), column: Math.min(one.column, other.column) },
    last: { row: Math.max(one.row, other.row), column: Math.max(one.column, other.column) },
  };
}

/** The first and the last column of the range in a row; nothing where it has none of that row. */
export function columnsIn(range: Range | undefined, row: number): readonly [number, number] | undefined {
  return range !== undefined && row >= range.first.row && row <= range.last.row ? [range.first.column, range.last.column] : undefined;
}

/** The places of a range, line by line. */
export function linesOf({ first, last }: Range): Position[][] {
  return Array.from({ length: last.row - first.row + 1 }, (_, row) => Array.from({ length: last.column - first.column + 1 }, (_, column) => ({ row: first.row + row, column: first.column + column })));
}

export interface Placed {
  at: Position;
  text: string;
}

/** What was pasted, from the range's beginning on; a single value fills the whole range. */
export function pastedOver(range: Range, pasted: readonly (readonly string[])[]): Placed[] {
  const single = pasted.length === 1 && pasted[0]?.length === 1 ? pasted[0][0] : undefined;
  if (single !== undefined) return linesOf(range).flat().map((at) => ({ at, text: single }));
  return pasted.flatMap((line, row) => line.map((text, column) => ({ at: { row: range.first.row + row, column: range.first.column + column }, text })));
}

/** Each column's uppermost text in all of the column's places beneath; of one row, what stands above it. */
export function filledDown(range: Range, textAt: (at: Position) => string): Placed[] {
  const isOneRow = range.first.row === range.last.row;
  if (isOneRow && range.first.row === 0) return [];
  const source = isOneRow ? range.first.row - 1 : range.first.row;
  return linesOf(range)
    .slice(isOneRow ? 0 : 1)
    .flat()
    .map((at) => ({ at, text: textAt({ row: source, column: at.column }) }));
}
