/** Something that the server gives, with its four other states: loading, failed, nothing there; and the try-again. */
import { Button, Skeleton, Stack } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { defineMessages, useText } from "./messages";
import { ProblemAlert } from "./problem-alert";

export const messages = defineMessages({
  loading: { about: "Read out while content comes", ar: "جارٍ التحميل…", en: "Loading…" },
  retry: { about: "Button after a failure", ar: "أعد المحاولة", en: "Try again" },
});

export function Loading({ lines = 4 }: { lines?: number }) {
  const t = useText(messages);
  return (
    <Stack gap="xs" role="status" aria-label={t("loading")} className="loading">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={24} radius="sm" />
      ))}
    </Stack>
  );
}

export function Resource<Content>({ query, children, lines }: { query: UseQueryResult<Content, unknown>; children: (content: Content) => ReactNode; lines?: number }) {
  const t = useText(messages);
  if (query.isPending) return <Loading {...(lines === undefined ? {} : { lines })} />;
  if (query.isError && query.data === undefined)
    return (
      <Stack gap="sm" align="flex-start">
        <ProblemAlert failure={query.error} />
        <Button variant="light" loading={query.isFetching} onClick={() => void query.refetch()}>
          {t("retry")}
        </Button>
      </Stack>
    );
  return <>{children(query.data as Content)}</>;
}

/** A calm line where there is nothing to show, with what to do about it. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="nothing">{children}</p>;
}
