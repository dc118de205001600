/** Writes that may wait for the network whole, such as the roll of a day: kept first, then sent with their key until they are answered. */
import { ApiFailure, sendWrite } from "@/platform/api";
import { queries } from "@/platform/query-client";
import { theKeeper, trying } from "./account";
import { setUnsaved } from "./state";

export interface KeptWrite {
  /** A later write of the same name stands in its place: "roll 501 2026-11-22 day". */
  name: string;
  /** Where a person looks at it. */
  path: string;
  /** The route that takes it, by POST. */
  route: string;
  body: unknown;
  key: string;
  /** What is read anew when it has been taken: the beginnings of query keys. */
  changes: readonly (readonly unknown[])[];
}

const waiting = new Map<string, { write: KeptWrite; refused: boolean }>();

function tell(name: string): void {
  const found = waiting.get(name);
  setUnsaved(name, found && { path: found.write.path, sending: 0, waiting: found.refused ? 0 : 1, conflicts: 0, refused: found.refused ? 1 : 0 });
}

async function drop(name: string): Promise<void> {
  waiting.delete(name);
  tell(name);
  await trying(async () => theKeeper()?.remove("entries", name));
}

/** Sent, with its answer, or kept where there is no network; what the server refuses is thrown. */
export async function writeOrKeep<Answer>(write: KeptWrite): Promise<{ answer: Answer | undefined }> {
  await trying(async () => theKeeper()?.put("entries", write.name, write));
  waiting.set(write.name, { write, refused: false });
  let answer: Answer;
  try {
    answer = (await sendWrite(write.route, write.body, write.key)) as Answer;
  } catch (failure) {
    if (failure instanceof ApiFailure && failure.mayWorkLater) {
      tell(write.name);
      return { answer: undefined };
    }
    await drop(write.name);
    throw failure;
  }
  await drop(write.name);
  for (const queryKey of write.changes) void queries.invalidateQueries({ queryKey });
  return { answer };
}

/** Takes up what an earlier page kept. */
export async function takeUpWrites(): Promise<void> {
  for (const [name, value] of (await theKeeper()?.all("entries")) ?? [])
    if (typeof value === "object" && value !== null && "route" in value && !waiting.has(name)) {
      waiting.set(name, { write: value as KeptWrite, refused: false });
      tell(name);
    }
}

let isSending = false;

export async function sendKeptWrites(): Promise<void> {
  if (isSending) return;
  isSending = true;
  try {
    for (const [name, { write, refused }] of waiting) {
      if (refused) continue;
      try {
        await sendWrite(write.route, write.body, write.key);
      } catch (failure) {
        if (!(failure instanceof ApiFailure)) throw failure;
        if (failure.mayWorkLater) return;
        // Typed anew meanwhile: that one counts.
        if (waiting.get(name)?.write === write) waiting.set(name, { write, refused: true });
        tell(name);
        continue;
      }
      if (waiting.get(name)?.write === write) await drop(name);
      for (const queryKey of write.changes) void queries.invalidateQueries({ queryKey });
    }
  } finally {
    isSending = false;
  }
}

export function forgetWrites(): void {
  waiting.clear();
}

/** A refused one, looked at and given up. */
export function giveUpWrite(name: string): Promise<void> {
  return drop(name);
}
