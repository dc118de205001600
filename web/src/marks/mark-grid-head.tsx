/** The head of the mark sheet: its columns, and under those that repeat their days. */
import { memo } from "react";
import { gregorianDay } from "@/platform/dates";
import { digitsOfName, inDigits } from "@/platform/digits";
import { useLocale, usePick, useText } from "@/platform/messages";
import { messages } from "./messages";
import type { SheetColumn } from "./parse-entry";
import type { FigureName } from "./totals";

/** "١٥/١١" */
function shortDay(day: string): string {
  return `${Number(day.slice(8))}/${Number(day.slice(5, 7))}`;
}

interface HeadProps {
  columns: readonly SheetColumn[];
  /** How often each column stands there. */
  shownOf: ReadonlyMap<string, number>;
  /** The usual day of each repetition. */
  days: ReadonlyMap<string, string>;
  names: readonly FigureName[];
}

export const Head = memo(function Head({ columns, shownOf, days, names }: HeadProps) {
  const t = useText(messages);
  const pick = usePick();
  const locale = useLocale();
  const hasRepeats = columns.some((column) => column.repeats > 1);
  const rows = hasRepeats ? 2 : 1;
  // Where each stands once the lines are laid by themselves; number and name come first.
  const shown = columns.map((column) => shownOf.get(column.key) ?? 1);
  const firsts = shown.map((_, index) => 3 + shown.slice(0, index).reduce((sum, count) => sum + count, 0));
  const firstTotal = 3 + shown.reduce((sum, count) => sum + count, 0);
  return (
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col" className="mark-number" rowSpan={rows} style={{ gridArea: `1 / 1 / span ${rows}` }}>
          {t("number")}
        </th>
        <th role="columnheader" scope="col" className="mark-name" rowSpan={rows} style={{ gridArea: `1 / 2 / span ${rows}` }}>
          {t("student")}
        </th>
        {columns.map((column, index) => (
          <th
            role="columnheader"
            scope={column.repeats > 1 ? "colgroup" : "col"}
            key={column.key}
            colSpan={shown[index]}
            rowSpan={column.repeats > 1 ? 1 : rows}
            style={{ gridArea: `1 / ${firsts[index]} / span ${column.repeats > 1 ? 1 : rows} / span ${shown[index]}` }}
          >
            <span>{digitsOfName(pick(column.label_ar, column.label_en), locale.digits)}</span>
            {column.maximum !== undefined && <small>{t("of_maximum", { maximum: inDigits(column.maximum, locale.digits) })}</small>}
            {column.is_minimum && (
              <small>
                <span aria-hidden="true">×</span>
                <span className="unseen">{t("minimum_skill")}</span>
              </small>
            )}
          </th>
        ))}
        {names.map((name, index) => (
          <th role="columnheader" scope="col" key={name} className="mark-total" data-own={index === 0 || undefined} rowSpan={rows} style={{ gridArea: `1 / ${firstTotal + index} / span ${rows}` }}>
            {t(`figure_${name}`)}
          </th>
        ))}
      </tr>
      {hasRepeats && (
        <tr role="row" className="mark-occurrences">
          {columns.flatMap((column, at) =>
            column.repeats === 1
              ? []
              : Array.from({ length: shown[at] ?? 1 }, (_, index) => {
                  const key = `${column.key}/${index + 1}`;
                  const day = days.get(key);
                  return (
                    <th role="columnheader" scope="col" key={key} style={{ gridArea: `2 / ${(firsts[at] ?? 3) + index}` }} title={day && gregorianDay(day, locale)}>
                      {inDigits(day ? shortDay(day) : t("measure", { number: index + 1 }), locale.digits)}
                    </th>
                  );
                }),
          )}
        </tr>
      )}
    </thead>
  );
});
