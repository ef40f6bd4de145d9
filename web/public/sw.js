// The service worker: what happens when a page arrives while nothing of ours is open.
// Three rules. A push always shows something. Nothing says "acknowledged" unless the server did.
// Only the empty frame of the application is kept for offline use, never anybody's data.

const cacheName = 'watchdesk-frame-1'
const frame = '/index.html'
/** A screen is made of some ninety files; so many cover a few releases. */
const mostAssets = 400

/** Waits this long for an answer before the page itself is opened. */
const patience = 5000

self.addEventListener('install', (event) => {
  // `reload` goes past the browser's cache: the frame names the hashed files of this release.
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.add(new Request(frame, { cache: 'reload' })))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name))),
      )
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (request.mode === 'navigate' && !url.pathname.startsWith('/api/'))
    event.respondWith(open(event))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(event))
})

const ourCache = () => caches.open(cacheName)

/** The network first, so that a new release shows at once; the kept frame when there is none. */
async function open(event) {
  const { request } = event
  try {
    const answer = await fetch(request)
    // Public pages may come with words of their own in them; the frame kept is the empty one.
    const isPublic = /^\/(?:help|e)(?:\/|$)/.test(new URL(request.url).pathname)
    const isPage = answer.ok && (answer.headers.get('content-type') ?? '').startsWith('text/html')
    if (isPage && !isPublic) event.waitUntil(keepFrame(answer.clone()))
    return answer
  } catch (error) {
    const kept = await caches.match(frame)
    if (kept) return kept
    throw error
  }
}

/** The frame of this release, and no more files than needed: looked through once a page, never while it waits for them. */
async function keepFrame(answer) {
  const cache = await ourCache()
  await cache.put(frame, answer)
  const assets = (await cache.keys()).filter(({ url }) => url.includes('/assets/'))
  await Promise.all(assets.slice(0, -mostAssets).map((entry) => cache.delete(entry)))
}

/** Files with a hash in their name never change: those that were kept are not asked for again. */
async function asset(event) {
  const { request } = event
  const cache = await ourCache()
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) event.waitUntil(cache.put(request, answer.clone()))
  return answer
}

function read(event) {
  try {
    return event.data?.json() ?? {}
  } catch {
    return {}
  }
}

self.addEventListener('push', (event) => {
  const page = read(event)
  // The notice first: a browser that sees a push without one may stop delivering them.
  // And the receipt only after it: what was not shown did not reach anybody.
  event.waitUntil(show(page).then(() => receipt(page)))
})

function show(page) {
  const late = Date.parse(page.sendBefore ?? '') < Date.now()
  const title = page.title ?? 'Watchdesk needs you'
  const body = page.body ?? 'Open Watchdesk to see what happened.'
  return self.registration.showNotification(late ? `Old page: ${title}` : title, {
    body: late ? `${body}\nThis arrived late. Somebody else may have been paged since.` : body,
    // One notice for each incident: the next level's page replaces the first one and rings again.
    tag:
      page.incidentNumber === undefined
        ? (page.pageId ?? 'watchdesk')
        : `incident-${page.incidentNumber}`,
    renotify: true,
    requireInteraction: page.urgency !== 'low',
    vibrate: page.urgency === 'low' ? [200] : [400, 200, 400, 200, 800],
    icon: '/icon-192.png',
    badge: '/badge-96.png',
    timestamp: Date.now(),
    data: page,
    actions: page.acknowledgeUrl
      ? [
          { action: 'acknowledge', title: 'Acknowledge' },
          { action: 'open', title: 'Open' },
        ]
      : [],
  })
}

/** Tells the server that this device was reached: proof before the night, not during it. */
async function receipt(page) {
  if (!page.receiptUrl) return
  try {
    await fetch(page.receiptUrl, {
      method: 'POST',
      headers: { 'x-watchdesk': '1' },
      keepalive: true,
    })
  } catch {
    // Without a receipt the server goes on to the next way of reaching this person, which is right.
  }
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const page = event.notification.data ?? {}
  event.waitUntil(
    event.action === 'acknowledge' ? acknowledge(page) : openPage(page.url ?? '/queue'),
  )
})

/** Whatever came back, the page opens and says what the server says; a failure keeps its token. */
async function acknowledge(page) {
  const done = await acknowledged(page)
  if (done) await openPage(page.url ?? '/queue')
  else await openPage(failureAddress(page))
}

async function acknowledged(page) {
  try {
    const answer = await fetch(page.acknowledgeUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-watchdesk': '1' },
      body: JSON.stringify({ token: page.acknowledgeToken }),
      signal: AbortSignal.timeout(patience),
    })
    return answer.ok
  } catch {
    return false
  }
}

/** The page with `notSent=1`, so that it says "Not sent" and offers the button again. */
function failureAddress(page) {
  const url = new URL(page.url ?? '/queue', location.origin)
  url.searchParams.set('notSent', '1')
  return url.href
}

async function openPage(address) {
  const url = new URL(address, location.origin)
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const same = windows.find((client) => new URL(client.url).pathname === url.pathname)
  if (same) {
    await same.focus()
    return same.navigate ? same.navigate(url.href) : undefined
  }
  return self.clients.openWindow(url.href)
}
