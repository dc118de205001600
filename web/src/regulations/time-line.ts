/** Where dated values stand on a line of time, in hundredths of its length from its beginning. */

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}

const LEAST_GAP = 18;

/** In the order of the days given, which is that of time; `end` is the last day that is shown. Labels keep a gap between them. */
export function placesOnLine(days: readonly string[], end: string): number[] {
  const first = dayNumber(days[0] ?? end);
  const length = Math.max(dayNumber(end) - first, 1);
  const places = days.map((day) => Math.min(100, ((dayNumber(day) - first) / length) * 100));
  const gap = Math.min(LEAST_GAP, 100 / Math.max(days.length, 1));
  for (let i = 1; i < places.length; i += 1) places[i] = Math.max(places[i] ?? 0, (places[i - 1] ?? 0) + gap);
  // What was pushed over the end comes back, and pushes those before it.
  let limit = 100 - gap / 2;
  for (let i = places.length - 1; i > 0; i -= 1) {
    places[i] = Math.min(places[i] ?? 0, limit);
    limit = (places[i] ?? 0) - gap;
  }
  return places.map((place) => Math.round(place * 10) / 10);
}

/** The value that binds on a day: the last one that has begun; before all of them, none. */
export function inForceOn<One extends { from: string }>(values: readonly One[], day: string): One | undefined {
  return values.filter((value) => value.from <= day).at(-1);
}
