/** Small charts of our own: drawn as SVG, labelled in words and numbers beside them, so that none is needed to read them. */

export interface Piece {
  count: number;
  /** A class of charts.css: its colour and pattern. */
  kind: "done" | "attention" | "refusal" | "quiet" | "plain";
  label: string;
}

const WIDTH = 240;
const HEIGHT = 16;

/** One bar of pieces, from the reader's start. Read out as its words. */
export function PieceBar({ pieces, of, isRightToLeft }: { pieces: readonly Piece[]; of?: number; isRightToLeft: boolean }) {
  const total = Math.max(1, of ?? pieces.reduce((sum, piece) => sum + piece.count, 0));
  const words = pieces
    .filter((piece) => piece.count > 0)
    .map((piece) => `${piece.label} ${piece.count}`)
    .join("، ");
  let at = 0;
  return (
    <svg className="bar" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={words}>
      <rect className="bar-ground" x="0" y="0" width={WIDTH} height={HEIGHT} />
      {pieces.map((piece) => {
        const width = (WIDTH * piece.count) / total;
        const start = at;
        at += width;
        return width === 0 ? null : <rect key={piece.label} className={`bar-${piece.kind}`} x={isRightToLeft ? WIDTH - start - width : start} y="0" width={Math.max(width - 1, 0.5)} height={HEIGHT} />;
      })}
    </svg>
  );
}

/** Columns over time, from the reader's start, each with its number above and its name below. */
export function Columns({ columns, label, isRightToLeft }: { columns: readonly { name: string; share: number; shown: string; about: string }[]; label: string; isRightToLeft: boolean }) {
  const step = 96;
  const width = Math.max(1, columns.length) * step;
  const height = 150;
  const floor = 112;
  const roof = 22;
  return (
    <svg className="columns" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label}>
      <line className="columns-floor" x1="0" x2={width} y1={floor} y2={floor} />
      {columns.map((column, place) => {
        const middle = (isRightToLeft ? columns.length - 1 - place : place) * step + step / 2;
        const tall = Math.max(1, (floor - roof) * column.share);
        return (
          <g key={column.name}>
            <rect className="bar-done" x={middle - 22} y={floor - tall} width="44" height={tall} rx="2" />
            <text x={middle} y={floor - tall - 6} textAnchor="middle" className="columns-number">
              {column.shown}
            </text>
            <text x={middle} y={floor + 17} textAnchor="middle">
              {column.name}
            </text>
            <text x={middle} y={floor + 33} textAnchor="middle" className="columns-about">
              {column.about}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
