/** What stands at a JSON pointer (RFC 6901), such as a refusal names a field with; nothing where there is nothing. */
export function partAt(whole: unknown, pointer: string): unknown {
  let part = whole;
  for (const step of pointer.split("/").slice(1)) {
    if (typeof part !== "object" || part === null) return undefined;
    part = (part as Record<string, unknown>)[step.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return part;
}

/** Whether what was refused stands as it was sent: the field itself, or all of it when the refusal names none that was sent. */
export function isAsRefused(sent: unknown, now: unknown, field: string): boolean {
  const refused = partAt(sent, field);
  const [then, since] = refused === undefined ? [sent, now] : [refused, partAt(now, field)];
  return JSON.stringify(then) === JSON.stringify(since);
}
