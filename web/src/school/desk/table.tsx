/** Tables and long lists of the desk: dense rows on a desktop, one card a row on a phone. */
import { Button } from "@mantine/core";
import { useInfiniteQuery, type UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useText } from "@/platform/messages";
import { ProblemAlert } from "@/platform/problem-alert";
import { Loading, messages as resourceMessages } from "@/platform/resource";
import type { Part } from "./all-parts";
import { messages } from "./messages";
import "./desk.css";

export interface Column<Row> {
  /** Nothing over a column of buttons. */
  head: string;
  cell: (row: Row) => ReactNode;
  isNumber?: boolean;
  /** A drawing of numbers that stand beside it. */
  isPicture?: boolean;
  /** What names the row, read out with each of its cells. */
  isName?: boolean;
}

export function Table<Row>({ label, columns, rows, keyOf, rowClass }: { label: string; columns: readonly Column<Row>[]; rows: readonly Row[]; keyOf: (row: Row) => string; rowClass?: (row: Row) => string | undefined }) {
  const t = useText(messages);
  return (
    <div className="desk-scroll">
      <table className="desk-table" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.head} scope="col" className={column.isNumber ? "desk-figure" : undefined}>
                {column.head.trim() === "" ? <span className="unseen">{t("actions")}</span> : column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className={rowClass?.(row)}>
              {columns.map((column) =>
                column.isName ? (
                  <th key={column.head} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.head} data-head={column.isPicture ? "" : column.head.trim()} className={column.isPicture ? "desk-picture" : column.isNumber ? "desk-figure" : undefined}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A list that the server gives part by part. */
export function useParts<Item>(queryKey: readonly unknown[], read: (after: string | undefined) => Promise<Part<Item>>, enabled = true) {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Part<Item>) => last.next ?? undefined,
    enabled,
  });
}

type Parts<Item> = UseInfiniteQueryResult<{ pages: Part<Item>[] }, unknown>;

export function PartList<Item>({ query, empty, children }: { query: Parts<Item>; empty: ReactNode; children: (items: readonly Item[]) => ReactNode }) {
  const t = useText(messages);
  const again = useText(resourceMessages);
  if (query.isPending) return <Loading lines={8} />;
  if (query.isError && query.data === undefined)
    return (
      <>
        <ProblemAlert failure={query.error} />
        <Button variant="light" loading={query.isFetching} onClick={() => void query.refetch()}>
          {again("retry")}
        </Button>
      </>
    );
  const items = query.data.pages.flatMap((part) => part.items);
  return (
    <>
      {items.length === 0 ? empty : children(items)}
      {query.isFetchNextPageError && <ProblemAlert failure={query.error} />}
      {query.hasNextPage && (
        <div className="desk-more">
          <Button variant="light" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      )}
    </>
  );
}
