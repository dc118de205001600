/** The public keys and the documents that stand no more, as the server gives them to everybody: kept in this browser with its
 * moment, so that documents are verified without a network. No name of a person is in it. */
import { answerOf, client, type Schemas } from "@/platform/api";

export type PublicList = Schemas["PublicDocumentList"];
export type PublicKey = Schemas["PublicDocumentKey"];

const CACHE = "document-list";
const ROUTE = "/v1/document-list";

async function kept(): Promise<PublicList | undefined> {
  try {
    const found = await (await caches.open(CACHE)).match(ROUTE);
    return found && ((await found.json()) as PublicList);
  } catch {
    // A browser that keeps nothing for pages, or what was kept is broken.
    return undefined;
  }
}

async function keep(list: PublicList): Promise<void> {
  try {
    await (await caches.open(CACHE)).put(ROUTE, new Response(JSON.stringify(list), { headers: { "Content-Type": "application/json" } }));
  } catch {
    // Without it this page needs the network each time.
  }
}

export interface ListOfNow {
  list: PublicList;
  /** Of the server just now; else the one that was kept. */
  isFresh: boolean;
}

/** The server's list, else the one that was fetched last; the failure when there is neither. */
export async function publicList(): Promise<ListOfNow> {
  try {
    const list = await answerOf(client.GET(ROUTE));
    await keep(list);
    return { list, isFresh: true };
  } catch (failure) {
    const list = await kept();
    if (!list) throw failure;
    return { list, isFresh: false };
  }
}
