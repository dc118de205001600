/** The service worker: it keeps the application's files, and in its memory, while a page is open, the keys of who is signed in. */
import type { KeeperKeys } from "./keeper";

const ANSWER_MS = 1500;
// A worker that hears nothing for half a minute is put to sleep, and forgets.
const AWAKE_MS = 20_000;

let awake: number | undefined;
let tellKeys: (() => Promise<void>) | undefined;

// It fetches the whole application for the days without a network: after the page that is looked at.
const REGISTER_AFTER_MS = 3000;

/** Registered by the built application alone. */
export function registerWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  window.setTimeout(() => {
    // Without it the application works as before, with a network.
    navigator.serviceWorker.register("/sw.js").then(() => tellKeys?.(), (failure: unknown) => console.warn(failure));
  }, REGISTER_AFTER_MS);
}

async function worker(): Promise<ServiceWorker | undefined> {
  if (!("serviceWorker" in navigator)) return undefined;
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration) return undefined;
  if (registration.active) return registration.active;
  return (await Promise.race([navigator.serviceWorker.ready, new Promise<undefined>((resolve) => setTimeout(resolve, 10_000))]))?.active ?? undefined;
}

export async function giveKeys(keys: KeeperKeys): Promise<void> {
  window.clearInterval(awake);
  const tell = async () => (await worker())?.postMessage({ kind: "keep", keys });
  tellKeys = tell;
  awake = window.setInterval(() => void tell(), AWAKE_MS);
  await tell();
}

export async function forgetKeys(): Promise<void> {
  window.clearInterval(awake);
  tellKeys = undefined;
  (await worker())?.postMessage({ kind: "forget" });
}

/** The keys of who was signed in before this page was loaded, while the worker remembers. */
export async function askForKeys(): Promise<KeeperKeys | undefined> {
  const active = await worker();
  if (!active) return undefined;
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event: MessageEvent<KeeperKeys | undefined>) => resolve(event.data);
    setTimeout(() => resolve(undefined), ANSWER_MS);
    active.postMessage({ kind: "ask" }, [channel.port2]);
  });
}
