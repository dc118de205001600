/** What is not saved yet, over all pages: for the frame, which says it in one calm place. */
import { useSyncExternalStore } from "react";
import { LaterListeners } from "@/platform/after-picture";
import { onReachChange, serverIsReached } from "@/platform/api";

/** One sheet or roll with something that is not saved. */
export interface Unsaved {
  /** Where it is looked at. */
  path: string;
  sending: number;
  waiting: number;
  conflicts: number;
  refused: number;
}

export interface SyncState {
  isReached: boolean;
  unsaved: readonly Unsaved[];
}

let unsaved = new Map<string, Unsaved>();
let state: SyncState = { isReached: true, unsaved: [] };
const listeners = new LaterListeners();

function tell(): void {
  state = { isReached: serverIsReached(), unsaved: [...unsaved.values()] };
  listeners.tell();
}
onReachChange(tell);

export function setUnsaved(name: string, found: Unsaved | undefined): void {
  if (!found && !unsaved.has(name)) return;
  unsaved = new Map(unsaved);
  if (found) unsaved.set(name, found);
  else unsaved.delete(name);
  tell();
}

export function forgetUnsaved(): void {
  unsaved = new Map();
  tell();
}

export function useSyncState(): SyncState {
  return useSyncExternalStore(listeners.subscribe, () => state);
}
