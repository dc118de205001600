/**
 * What this browser keeps for one account, encrypted under a key that only a sign-in of this account makes (decision 0012).
 *
 *   entries   what was typed and is not saved yet: stays until it is
 *   list      what was read of today's classes: goes with the day, the sign-out, or another person's sign-in
 *   session   who is signed in, to go on after loading anew without a network: goes with the lists
 *
 * A record's id, its owner's tag and its day are all that can be read without the key.
 */

export type Kind = "entries" | "list" | "session";

/** Made of the account's secret. They can be used, and handed to another context of this browser, but not read out. */
export interface KeeperKeys {
  owner: string;
  seal: CryptoKey;
  name: CryptoKey;
}

interface KeptRecord {
  id: string;
  owner: string;
  kind: Kind;
  /** Of lists and sessions: the day after which they are deleted, by whoever opens the application. */
  day: string;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

const DATABASE = "taqwim";
const STORE = "kept";

const utf8 = new TextEncoder();

function hexOf(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array((hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)));
}

/** Nothing where the browser has no cryptography for pages: then nothing is kept either. */
export async function keysOf(secret: string): Promise<KeeperKeys | undefined> {
  if (globalThis.crypto?.subtle === undefined || globalThis.indexedDB === undefined) return undefined;
  const material = await crypto.subtle.importKey("raw", bytesOf(secret), "HKDF", false, ["deriveKey"]);
  const derivation = (purpose: string) => ({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: utf8.encode(purpose) });
  const seal = await crypto.subtle.deriveKey(derivation("taqwim.kept.seal.1"), material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const name = await crypto.subtle.deriveKey(derivation("taqwim.kept.name.1"), material, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]);
  const owner = hexOf(await crypto.subtle.sign("HMAC", name, utf8.encode("owner")));
  return { owner, seal, name };
}

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });
  return opened;
}

/** One transaction; done when it is on the disk. */
async function transact<Result>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<Result> | undefined): Promise<Result | undefined> {
  const open = await database();
  return new Promise((resolve, reject) => {
    // A power cut right after this must not lose what was typed.
    const transaction = open.transaction(STORE, mode, { durability: mode === "readwrite" ? "strict" : "default" });
    const request = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error ?? new Error("IndexedDB"));
  });
}

async function removeWhere(isUnwanted: (record: KeptRecord) => boolean): Promise<void> {
  await transact("readwrite", (store) => {
    const cursor = store.openCursor();
    cursor.onsuccess = () => {
      const at = cursor.result;
      if (!at) return;
      if (isUnwanted(at.value as KeptRecord)) at.delete();
      at.continue();
    };
    return undefined;
  });
}

/** Names are kept for their day alone: to be called whenever the application starts, and when the day ends. */
export async function forgetOtherDays(today: string): Promise<void> {
  if (globalThis.indexedDB === undefined) return;
  await removeWhere((record) => record.kind !== "entries" && record.day !== today);
}

export class Keeper {
  constructor(readonly keys: KeeperKeys) {}

  async put(kind: Kind, name: string, value: unknown, day = ""): Promise<void> {
    const id = await this.#idOf(kind, name);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: utf8.encode(id) }, this.keys.seal, utf8.encode(JSON.stringify([name, value])));
    const record: KeptRecord = { id, owner: this.keys.owner, kind, day, iv, sealed };
    await transact("readwrite", (store) => store.put(record));
  }

  /** Whatever of that kind this account has here, by its name. What does not open is passed over: it is not ours. */
  async all(kind: Kind): Promise<[string, unknown][]> {
    const records = (await transact("readonly", (store) => store.getAll() as IDBRequest<KeptRecord[]>)) ?? [];
    const found: [string, unknown][] = [];
    for (const record of records) {
      if (record.owner !== this.keys.owner || record.kind !== kind) continue;
      try {
        const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: record.iv, additionalData: utf8.encode(record.id) }, this.keys.seal, record.sealed);
        const read: unknown = JSON.parse(new TextDecoder().decode(plain));
        if (Array.isArray(read) && typeof read[0] === "string") found.push([read[0], read[1]]);
      } catch {
        // Changed by somebody else: worth nothing.
      }
    }
    return found;
  }

  async remove(kind: Kind, name: string): Promise<void> {
    const id = await this.#idOf(kind, name);
    await transact("readwrite", (store) => store.delete(id));
  }

  /** Lists and session of this account go; entries stay until they are saved. */
  async forgetNames(): Promise<void> {
    await removeWhere((record) => record.kind !== "entries" && record.owner === this.keys.owner);
  }

  /** The same of everybody else. */
  async forgetNamesOfOthers(): Promise<void> {
    await removeWhere((record) => record.kind !== "entries" && record.owner !== this.keys.owner);
  }

  async #idOf(kind: Kind, name: string): Promise<string> {
    return hexOf(await crypto.subtle.sign("HMAC", this.keys.name, utf8.encode(`${kind} ${name}`)));
  }
}
