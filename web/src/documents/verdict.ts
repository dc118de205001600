/** What can be said of a document that somebody shows, by the public list. */
import type { PublicKey, PublicList } from "./public-list";
import { check, contentOf, type Content, type SignedContent } from "./signed-content";

export type Verdict =
  | { kind: "stands"; content: Content }
  | { kind: "replaced"; content: Content; day: string; by: string }
  | { kind: "revoked"; content: Content; day: string }
  /** Signed with a key that was reported stolen: the register alone decides. */
  | { kind: "key_stolen"; content: Content; day: string }
  | { kind: "changed"; content: Content | undefined }
  | { kind: "key_unknown"; content: Content | undefined }
  /** This browser does not know such signatures: the server has to say. */
  | { kind: "cannot_tell"; content: Content | undefined };

interface Known {
  school: PublicList["schools"][number];
  key: PublicKey;
}

export function keyOf(list: PublicList, keyId: string): Known | undefined {
  for (const school of list.schools) for (const key of school.keys) if (key.key_id === keyId) return { school, key };
  return undefined;
}

export async function verdictOf(signed: SignedContent, list: PublicList): Promise<Verdict> {
  const content = contentOf(signed.text);
  const known = keyOf(list, signed.keyId);
  if (!known) return { kind: "key_unknown", content };
  const found = await check(signed, known.key.public_key);
  if (found === "cannot_tell") return { kind: "cannot_tell", content };
  // Signed, and no content that is known here: nothing can be shown, so nothing is called genuine.
  if (found === "changed" || !content) return { kind: "changed", content };
  if (known.key.end_kind === "stolen") return { kind: "key_stolen", content, day: known.key.ended_on ?? known.key.made_on };
  const ended = known.school.ended.find((each) => each.serial === content.serial);
  if (ended) return ended.replaced_by === null ? { kind: "revoked", content, day: ended.day } : { kind: "replaced", content, day: ended.day, by: ended.replaced_by };
  return { kind: "stands", content };
}
