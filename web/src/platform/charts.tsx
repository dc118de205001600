/** Small charts of our own: drawn as SVG, each beside the words and numbers that it draws, so that none is needed to read them. */
import { useLocale } from "./messages";
import { piecesOf, WHOLE } from "./pieces";
import "./charts.css";

export interface Piece {
  /** null: blanked. */
  count: number | null;
  /** A class of charts.css: its colour. */
  kind: "done" | "attention" | "refusal" | "quiet" | "plain";
}

/** One bar of pieces, from the reader's start; its numbers stand beside it. Without a bar where a number is blanked. */
export function PieceBar({ pieces, of }: { pieces: readonly Piece[]; of?: number }) {
  const { language } = useLocale();
  const placed = piecesOf(pieces.map(({ count }) => count), of);
  if (placed === undefined) return null;
  return (
    <svg className="bar" viewBox={`0 0 ${WHOLE} 100`} preserveAspectRatio="none" aria-hidden="true">
      <rect className="bar-ground" x="0" y="0" width={WHOLE} height="100" />
      {placed.map(({ place, from, width }) => (
        <rect key={place} className={`bar-piece bar-${pieces[place]?.kind ?? "plain"}`} x={language === "ar" ? WHOLE - from - width : from} y="0" width={width} height="100" />
      ))}
    </svg>
  );
}

/** A number of the record ("64.09", of "100") as the length of a bar; its text stands beside it. */
export function MarkBar({ mark, of }: { mark: string; of: string }) {
  return <PieceBar pieces={[{ count: Number(mark), kind: "plain" }]} of={Number(of)} />;
}

export interface Column {
  key: string;
  name: string;
  /** 0 to 1: how tall it is. */
  share: number;
  shown: string;
  about: string;
}

/** Columns over time, from the reader's start, each with its number above and its name below. A table beside it says the same. */
export function Columns({ columns }: { columns: readonly Column[] }) {
  const { language } = useLocale();
  const step = 96;
  const width = Math.max(1, columns.length) * step;
  const height = 150;
  const floor = 112;
  const roof = 22;
  return (
    <svg className="columns" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      <line className="columns-floor" x1="0" x2={width} y1={floor} y2={floor} />
      {columns.map((column, place) => {
        const middle = (language === "ar" ? columns.length - 1 - place : place) * step + step / 2;
        const tall = Math.max(1, (floor - roof) * column.share);
        return (
          <g key={column.key}>
            <rect className="bar-plain" x={middle - 22} y={floor - tall} width="44" height={tall} rx="2" />
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
