// Keeps form pages for a dead network. Registered by these pages alone, with the scopes /forms/ and /desk/forms/: nothing else is ever
// answered or kept here, least of all /sign and what asks the server to do something.
//
// A page is asked of the network first; the last answer stands in when there is none. It is kept with its headers, so that its own
// content security policy and nonce go with it. What was filled in meanwhile is not here: the page itself keeps it (app/src/forms/kept.rs).
// Signing out clears all of it (app/src/ui/browser.rs, and Clear-Site-Data in app/src/accounts/sign_out.rs).
"use strict";

const PAGES = "kontor-forms-pages";
const FILES = "kontor-forms-files";
const MOST_PAGES = 80; // with their photos
const MOST_FILES = 200;
const PATIENCE = 5000; // milliseconds: a line that is almost dead is dead

const isPage = (url) => /^\/(desk\/)?forms\/(?!new$)[^/]+$/.test(url.pathname);
const isPhoto = (url) => /^\/forms\/[^/]+\/photos\/[0-9a-f]{64}$/.test(url.pathname);
const isFile = (url) => /^\/(pkg|fonts)\/[^?]+$/.test(url.pathname) || /^\/[a-z0-9-]+\.(svg|png|webmanifest)$/.test(url.pathname);
// As cargo-leptos writes a hash into a name: what it names never changes.
const isHashed = (url) => /\.[A-Za-z0-9_-]{22}\./.test(url.pathname);

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (isPage(url)) event.respondWith(page(event, url));
  } else if (isFile(url)) {
    event.respondWith(isHashed(url) ? kept(event, FILES) : fresh(event, FILES));
  } else if (isPhoto(url)) {
    event.respondWith(kept(event, PAGES));
  }
});

// A form page that is open tells its address and the files it was drawn with: it may have come before this worker.
self.addEventListener("message", (event) => {
  const { keep, files } = event.data ?? {};
  if (typeof keep !== "string" || !Array.isArray(files)) return;
  const url = new URL(keep, self.location.origin);
  if (url.origin !== self.location.origin || !isPage(url)) return;
  event.waitUntil(Promise.allSettled([keepPage(url), keepFiles(files)]));
});

async function page(event, url) {
  try {
    const answer = await Promise.race([fetch(event.request), after(PATIENCE)]);
    event.waitUntil(store(url, answer.clone()));
    return answer;
  } catch (gone) {
    const last = await (await caches.open(PAGES)).match(plain(url));
    if (last) return last;
    // Too slow, and nothing kept: the browser waits for it, or says what it says without a network.
    return fetch(event.request);
  }
}

/** Only what the server shows to this person under this very address; what it no longer shows is not shown from here either. */
async function store(url, answer) {
  const cache = await caches.open(PAGES);
  if (answer.status === 200 && !answer.redirected && answer.type === "basic") {
    await cache.delete(plain(url)); // the newest is last
    await cache.put(plain(url), answer);
    await bound(cache, MOST_PAGES);
  } else if (answer.status === 404 || answer.status === 403) {
    await cache.delete(plain(url));
  }
}

async function keepPage(url) {
  const answer = await fetch(plain(url), { credentials: "same-origin", redirect: "manual", headers: { accept: "text/html" } });
  await store(url, answer);
}

async function keepFiles(files) {
  const cache = await caches.open(FILES);
  for (const name of files) {
    const url = new URL(name, self.location.origin);
    if (url.origin !== self.location.origin || !isFile(url) || (await cache.match(url.href))) continue;
    const answer = await fetch(url.href, { credentials: "same-origin" });
    if (answer.status === 200) await cache.put(url.href, answer);
  }
  await bound(cache, MOST_FILES);
}

/** What is kept first. */
async function kept(event, name) {
  const cache = await caches.open(name);
  const last = await cache.match(event.request.url);
  return last ?? fresh(event, name);
}

/** The network first. */
async function fresh(event, name) {
  const cache = await caches.open(name);
  try {
    const answer = await fetch(event.request);
    if (answer.status === 200 && answer.type === "basic") event.waitUntil(cache.put(event.request.url, answer.clone()));
    return answer;
  } catch (gone) {
    const last = await cache.match(event.request.url);
    if (last) return last;
    throw gone;
  }
}

async function bound(cache, most) {
  const all = await cache.keys();
  for (const old of all.slice(0, Math.max(0, all.length - most))) await cache.delete(old);
}

/** Without what only says how the last form went. */
function plain(url) {
  return url.origin + url.pathname;
}

function after(milliseconds) {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("no answer in time")), milliseconds));
}
