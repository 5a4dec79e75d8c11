// Service worker: opens the pages of logging without a connection, as they were when last seen. Network first: a page of
// the store never takes the place of one that can be had. Forms are kept by lomakejono.js, not here.

const VARASTO = "lahipalvelut-1";
const SIVUT = /^\/($|lahipalvelut\/(omat\/|paivat\/\d+\/($|peru\/|siirra\/)))/;
// What is under the old session must not open after signing out, nor to another who signs in; an invitation does that too.
const TYHJENNA = /^\/tili\/(login|logout|kutsu)\//;
const SIVUJA = 60;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (TYHJENNA.test(url.pathname)) {
    event.waitUntil(caches.delete(VARASTO));
  } else if (request.method === "GET" && (request.mode === "navigate" ? SIVUT.test(url.pathname) : url.pathname.startsWith("/static/"))) {
    event.respondWith(verkosta(event));
  }
});

async function verkosta(event) {
  const { request } = event;
  try {
    const response = await fetch(request);
    // A redirect leads elsewhere: to signing in, for one.
    if (response.ok && !response.redirected) event.waitUntil(talleta(request, response.clone()));
    return response;
  } catch (virhe) {
    const talletettu = await caches.match(request, { cacheName: VARASTO, ignoreVary: true });
    if (talletettu) return talletettu;
    throw virhe;
  }
}

async function talleta(request, response) {
  const varasto = await caches.open(VARASTO);
  await varasto.put(request, response);
  const avaimet = await varasto.keys();
  await Promise.all(avaimet.slice(0, Math.max(0, avaimet.length - SIVUJA)).map((avain) => varasto.delete(avain)));
}
