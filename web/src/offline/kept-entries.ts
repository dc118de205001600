/** The unsaved cells of a sheet outlive the page: kept as they are typed, taken up again by the next page of the same person. */
import { createContext, useContext, useEffect, useRef, type RefObject } from "react";
import type { CellStore } from "@/marks/cell-store";
import type { CellState } from "@/marks/sheet-cells";
import { theKeeper, trying } from "./account";
import { setUnsaved } from "./state";

/** A sheet with unsaved cells, as it is kept. Names of students are not in it. */
export interface KeptSheet<Typed, Parcel> {
  schoolId: string;
  sheetId: string;
  parcel?: Parcel;
  typed: [string, Typed][];
  states: [string, CellState][];
}

interface Kept<Typed, Parcel> {
  schoolId: string;
  sheetId: string;
  /** The sheet has been read: its cells are there to be written over. */
  isRead: boolean;
  store: CellStore;
  parcel: RefObject<Parcel | undefined>;
  collected: RefObject<Map<string, Typed>>;
  send: () => Promise<void>;
}

const PREFIX = "sheet ";
export const nameOfSheet = (sheetId: string) => PREFIX + sheetId;

/** Sheets that a page has open: those it sends by itself. */
const openSheets = new Map<string, number>();
const openListeners = new Set<() => void>();

export function isOpenSheet(sheetId: string): boolean {
  return (openSheets.get(sheetId) ?? 0) > 0;
}

export function onOpenSheets(listener: () => void): () => void {
  openListeners.add(listener);
  return () => openListeners.delete(listener);
}

function changeOpen(sheetId: string, by: number): void {
  openSheets.set(sheetId, (openSheets.get(sheetId) ?? 0) + by);
  for (const listener of openListeners) listener();
}

/** True within what sends kept sheets that no page has open. */
export const IsSender = createContext(false);

export function useKeptEntries<Typed, Parcel>({ schoolId, sheetId, isRead, store, parcel, collected, send }: Kept<Typed, Parcel>): void {
  const isSender = useContext(IsSender);
  const hasTakenUp = useRef(false);
  const isKept = useRef(false);

  useEffect(() => {
    if (isSender) return undefined;
    changeOpen(sheetId, 1);
    return () => changeOpen(sheetId, -1);
  }, [isSender, sheetId]);

  useEffect(() => {
    if (!isRead || hasTakenUp.current) return;
    hasTakenUp.current = true;
    void trying(async () => {
      const found = (await theKeeper()?.all("entries"))?.find(([name]) => name === nameOfSheet(sheetId))?.[1] as KeptSheet<Typed, Parcel> | undefined;
      if (!found) return;
      isKept.current = true;
      parcel.current ??= found.parcel;
      for (const [key, typed] of found.typed) if (!collected.current.has(key)) collected.current.set(key, typed);
      store.update((old) => {
        const next = new Map(old);
        for (const [key, state] of found.states)
          if ((next.get(key)?.state.kind ?? "saved") === "saved") next.set(key, { server: next.get(key)?.server, state: state.kind === "sending" && state.text !== undefined ? { kind: "waiting", text: state.text } : state });
        return next;
      });
      await send();
    });
  }, [collected, isRead, parcel, send, sheetId, store]);

  useEffect(() => {
    const name = nameOfSheet(sheetId);
    const keep = () => {
      const states: [string, CellState][] = [];
      for (const [key, { state }] of store.current) if (state.kind !== "saved") states.push([key, state]);
      const { sending, waiting, conflict, refused } = store.counts;
      setUnsaved(name, states.length === 0 ? undefined : { path: `/schools/${schoolId}/sheets/${sheetId}`, sending, waiting, conflicts: conflict, refused });
      const keeper = theKeeper();
      if (!keeper || (states.length === 0 && !isKept.current)) return;
      // Before what is kept has been taken up there is nothing to say about it.
      if (states.length === 0 && !hasTakenUp.current) return;
      isKept.current = states.length > 0;
      const kept: KeptSheet<Typed, Parcel> = { schoolId, sheetId, typed: [...collected.current], states, ...(parcel.current === undefined ? {} : { parcel: parcel.current }) };
      void trying(() => (states.length > 0 ? keeper.put("entries", name, kept) : keeper.remove("entries", name)));
    };
    // What one gesture changed is kept together, before anything else happens on the page.
    let isDue = false;
    const keepSoon = () => {
      if (isDue) return;
      isDue = true;
      queueMicrotask(() => {
        isDue = false;
        keep();
      });
    };
    keep();
    return store.subscribeAll(keepSoon);
  }, [collected, parcel, schoolId, sheetId, store]);
}
