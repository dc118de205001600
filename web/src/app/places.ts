/** The places of the rail, by what a person's appointments permit. */
import type { Grant } from "@/access/session";
import type { Place } from "@/platform/pages";
import { messages } from "./messages";
import { rooms } from "./rooms";

export function placesOf(grants: readonly Grant[]): Place[] {
  const places = new Map<string, Place>([["/", { path: "/", label: messages.home, order: 0 }]]);
  for (const grant of grants) for (const place of rooms.flatMap((room) => room.placesOf?.(grant) ?? [])) places.set(place.path, place);
  return [...places.values()].sort((one, other) => one.order - other.order);
}
