/** What each room of the application brings: its pages, its places in the rail, what it tells on the first page. */
import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import type { Grant } from "@/access/session";
import type { Message } from "@/platform/messages";

export interface RoomPage {
  /** As the router reads it: "/schools/:schoolId/classes". */
  path: string;
  /** The page's component, fetched when it is first opened. */
  Page: LazyExoticComponent<ComponentType>;
  /** Fetches it, so that it is there when it is opened. */
  fetch: () => Promise<unknown>;
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

export function page(path: string, load: () => Promise<{ default: ComponentType }>): RoomPage {
  return { path, Page: lazy(load), fetch: load };
}
