/** The places of the rail, by what a person's appointments permit. */
import type { Grant } from "@/access/session";
import type { messages } from "./messages";

export interface Place {
  path: string;
  label: keyof typeof messages;
}

export function placesOf(grants: readonly Grant[]): Place[] {
  const places: Place[] = [{ path: "/", label: "home" }];
  const schools = new Set<string>();
  for (const grant of grants)
    if (grant.school_id !== undefined && grant.permissions["student_read"] === "school" && !schools.has(grant.school_id)) {
      schools.add(grant.school_id);
      places.push({ path: `/schools/${grant.school_id}/classes`, label: "school_classes" });
    }
  return places;
}
