/** What each room of the application brings: its pages, its places in the rail, what it tells on the first page. */
import type { ComponentType } from "react";
import type { Grant } from "@/access/session";
import type { Message } from "@/platform/messages";
import { whenNeeded } from "@/platform/when-needed";

export interface RoomPage {
  /** As the router reads it: "/schools/:schoolId/classes". */
  path: string;
  /** The page's component, fetched when it is first opened. */
  Page: ComponentType;
  /** Fetches it, so that it is there when it is opened. */
  fetch: () => Promise<unknown>;
  /** What it asks the server for first, in the words of its path: asked for while the page itself is on its way. */
  data: readonly string[];
}

export interface Place {
  path: string;
  label: Message;
  /** Smaller stands nearer to the start of the rail. */
  order: number;
}

/** `src/<room>/room.ts` exports one of these as `room`. */
export interface Room {
  pages: readonly RoomPage[];
  /** The places that one appointment opens; the same address is shown once. */
  placesOf?: (grant: Grant) => Place[];
}

export function page(path: string, load: () => Promise<{ default: ComponentType }>, data: readonly string[] = []): RoomPage {
  const { Component, fetch } = whenNeeded(load);
  return { path, Page: Component, fetch, data };
}
