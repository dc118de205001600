// The application's files at hand without a network; nothing of /v1 is ever kept here. tools/pack.mjs puts the list of files
// before these lines: `SHELL`, its version in `VERSION`.
const CACHE = `taqwim-${VERSION}`;
const PATIENCE_MS = 3000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SHELL)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("taqwim-") && name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

// A page: as the server has it now, and as it was when the server cannot be reached.
async function pageOf(request) {
  const cached = () => caches.match("/", { cacheName: CACHE, ignoreVary: true });
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const asked = fetch(request).catch(() => undefined);
  const answered = await Promise.race([asked, patience]);
  if (answered?.ok) return answered;
  return (await cached()) ?? (await asked) ?? Response.error();
}

async function fileOf(request) {
  return (await caches.match(request, { cacheName: CACHE, ignoreVary: true })) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && !url.pathname.startsWith("/v1/")) event.respondWith(pageOf(request));
  else if (SHELL.includes(url.pathname)) event.respondWith(fileOf(request));
});

// Who is signed in, as keys that can be used and not read: in memory alone, until he signs out or this worker sleeps.
let keys;
self.addEventListener("message", (event) => {
  const { kind } = event.data;
  if (kind === "keep") keys = event.data.keys;
  else if (kind === "forget") keys = undefined;
  else if (kind === "ask") event.ports[0]?.postMessage(keys);
});
