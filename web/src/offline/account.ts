/** The keeper of who is signed in, and what has to happen with it when he comes and goes. */
import type { Session } from "@/access/session";
import { today } from "@/platform/dates";
import { queries } from "@/platform/query-client";
import { Keeper, forgetOtherDays, keysOf, type KeeperKeys } from "./keeper";
import { forgetUnsaved } from "./state";
import { askForKeys, forgetKeys, giveKeys } from "./worker";

let keeper: Keeper | undefined;

export function theKeeper(): Keeper | undefined {
  return keeper;
}

/** Whatever cannot be kept is kept less: a full disk or a private window must not stop anybody's work. */
export async function trying<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (failure) {
    console.warn("offline:", failure);
    return undefined;
  }
}

/** Today's classes are kept for who enters something there; others need none. */
export function ownClasses({ grants }: Session): ReadonlySet<string> {
  const found = (grants ?? []).filter(({ permissions }) => "mark_record" in permissions || "attendance_record" in permissions);
  return new Set(found.flatMap(({ class_id }) => (class_id === undefined ? [] : [class_id])));
}

async function begin(keys: KeeperKeys): Promise<Keeper> {
  keeper = new Keeper(keys);
  await giveKeys(keys);
  for (const [name, value] of await keeper.all("list")) {
    const { data, at } = value as { data: unknown; at: number };
    const key = JSON.parse(name) as unknown[];
    if ((queries.getQueryState(key)?.dataUpdatedAt ?? 0) < at) queries.setQueryData(key, data, { updatedAt: at });
  }
  return keeper;
}

/** Somebody has signed in: his key is made, what others read is gone. The session is given back without its secret. */
export async function comeIn(session: Session): Promise<Session> {
  const { offline_secret: secret, ...rest } = session;
  if (secret === undefined) return rest;
  await trying(async () => {
    await forgetOtherDays(today());
    const keys = await keysOf(secret);
    if (!keys) return;
    if (keeper && keeper.keys.owner !== keys.owner) queries.clear();
    const begun = await begin(keys);
    await begun.forgetNamesOfOthers();
    if (ownClasses(rest).size > 0) await begun.put("session", "session", rest, today());
  });
  return rest;
}

/** Without a network: the session of who was signed in here today, if this browser still holds his key. */
export async function comeBack(): Promise<Session | undefined> {
  return trying(async () => {
    await forgetOtherDays(today());
    const keys = await askForKeys();
    if (!keys) return undefined;
    const begun = await begin(keys);
    return (await begun.all("session"))[0]?.[1] as Session | undefined;
  });
}

/** Names and keys go; what is not saved stays, for nobody but him. */
export async function goOut(): Promise<void> {
  queries.clear();
  forgetUnsaved();
  const gone = keeper;
  keeper = undefined;
  await trying(async () => {
    await forgetKeys();
    await gone?.forgetNames();
  });
}
