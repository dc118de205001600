/** Files that the server makes: drafts and issued documents. */
import { useCallback, useState } from "react";
import { answerOf } from "@/platform/api";
import { downloadBlob } from "@/school/desk/download";

async function fileOf(route: string): Promise<Blob> {
  const read = async () => {
    const response = await fetch(route, { credentials: "same-origin", headers: { "Accept-Language": document.documentElement.lang || "ar" } });
    return response.ok ? { data: await response.blob(), response } : { error: (await response.json()) as unknown, response };
  };
  return answerOf(read());
}

export interface Wanted {
  route: string;
  /** What it is called among the downloads: without a person's name. */
  name: string;
  done: string;
}

export interface Download {
  start: (wanted: Wanted) => void;
  /** The route of the file that is on its way. */
  pending: string | undefined;
  failure: unknown;
  told: string | undefined;
}

/** One file at a time, from the server to the reader's downloads. */
export function useDownload(): Download {
  const [pending, setPending] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [told, setTold] = useState<string>();
  const start = useCallback(({ route, name, done }: Wanted) => {
    setPending(route);
    setFailure(undefined);
    setTold(undefined);
    fileOf(route)
      .then((file) => {
        downloadBlob(name, file);
        setTold(done);
      })
      .catch(setFailure)
      .finally(() => setPending(undefined));
  }, []);
  return { start, pending, failure, told };
}

/** The words of a page's address, put together with what they ask for. */
export function asked(route: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((each): each is [string, string] => each[1] !== undefined && each[1] !== "");
  return given.length === 0 ? route : `${route}?${new URLSearchParams(given).toString()}`;
}
