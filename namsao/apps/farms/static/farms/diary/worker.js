// Lets the diary open without network. VERSION, FILES and PAGE stand before this: see views/offline.py.
// It keeps style sheets and scripts, and one page: the diary of whoever opened it last. It answers nothing else.
const KEPT_FILES = `diary-files-${VERSION}`
const KEPT_PAGE = 'diary-page'
const OWNER = 'X-Diary-User'
const PATIENCE_MS = 5000

self.addEventListener('install', (event) => {
  event.waitUntil(prepare())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(takeOver())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const address = new URL(request.url)
  if (request.method !== 'GET' || address.origin !== self.location.origin) return
  if (request.mode === 'navigate' && address.pathname === PAGE) event.respondWith(page(event))
  else if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => Response.redirect(PAGE)))
  else if (address.pathname.startsWith('/static/')) event.respondWith(file(request))
})

async function prepare () {
  const kept = await caches.open(KEPT_FILES)
  await kept.addAll(FILES.map((name) => new Request(name, { cache: 'reload' })))
  await fetch(PAGE, { cache: 'no-store' }).then(keep)
  await self.skipWaiting()
}

async function takeOver () {
  for (const name of await caches.keys()) if (name.startsWith('diary-files-') && name !== KEPT_FILES) await caches.delete(name)
  await self.clients.claim()
}

// Only an answer that names its owner is kept, in place of the one before. A sign-in page in its place means
// that nobody is signed in: then nothing may be kept either.
async function keep (answer) {
  if (answer.type === 'opaqueredirect' || answer.redirected) await caches.delete(KEPT_PAGE)
  else if (answer.ok && answer.headers.has(OWNER)) await (await caches.open(KEPT_PAGE)).put(PAGE, answer.clone())
  return answer
}

// The network's answer; the kept page when there is none in time, or only a broken server's.
async function page (event) {
  const asked = fetch(event.request).then(keep)
  event.waitUntil(asked.catch(() => {}))
  const kept = await caches.match(PAGE, { cacheName: KEPT_PAGE })
  if (!kept) return asked
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, kept))
  const answer = await Promise.race([asked, late]).catch(() => kept)
  return answer.status >= 500 ? kept : answer
}

async function file (request) {
  const kept = await caches.match(request, { cacheName: KEPT_FILES })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await (await caches.open(KEPT_FILES)).put(request, answer.clone())
  return answer
}
