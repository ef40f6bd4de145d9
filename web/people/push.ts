/** Whether this browser, as it is open now, can be woken by push. */
export type PushAbility = 'ready' | 'ask' | 'denied' | 'install' | 'insecure' | 'unsupported'

const standalone = (): boolean =>
  matchMedia('(display-mode: standalone)').matches || Reflect.get(navigator, 'standalone') === true

/** Whether Watchdesk is open as an installed app. */
export const isInstalled = standalone

/** What stands between this device and a push; 'ready' when permission is given. */
export function pushAbility(isIphone: boolean): PushAbility {
  if (!window.isSecureContext) return 'insecure'
  if (isIphone && !standalone()) return 'install'
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
    return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  return Notification.permission === 'granted' ? 'ready' : 'ask'
}

function bytes(key: string): Uint8Array<ArrayBuffer> {
  const plain = atob(key.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (character) => character.codePointAt(0) ?? 0)
}

const sameKey = (one: ArrayBuffer | null | undefined, other: Uint8Array): boolean =>
  one !== null &&
  one !== undefined &&
  new Uint8Array(one).every((byte, index) => byte === other[index])

async function registration(): Promise<ServiceWorkerRegistration> {
  await navigator.serviceWorker.register('/sw.js')
  return navigator.serviceWorker.ready
}

/**
 * Asks for permission and subscribes this browser with the server's public key. Returns the
 * subscription as the server wants it. Throws an Error with words for people.
 */
export async function subscribePush(pushKey: string): Promise<string> {
  if ((await Notification.requestPermission()) !== 'granted')
    throw new Error('Notifications are not allowed for Watchdesk on this device.')
  const worker = await registration()
  const key = bytes(pushKey)
  const old = await worker.pushManager.getSubscription()
  // A subscription made for another key can never be used by this server.
  if (old && !sameKey(old.options.applicationServerKey, key)) await old.unsubscribe()
  const subscription = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: key,
  })
  return JSON.stringify(subscription)
}

/** The endpoint under which this browser is subscribed now; undefined where it is not. */
export async function pushEndpoint(): Promise<string | undefined> {
  const worker = await navigator.serviceWorker?.getRegistration()
  const subscription = await worker?.pushManager?.getSubscription()
  return subscription?.endpoint
}

/** Ends this browser's own subscription, when it is the named one. */
export async function unsubscribePush(endpoint: string): Promise<void> {
  const worker = await navigator.serviceWorker?.getRegistration()
  const subscription = await worker?.pushManager?.getSubscription()
  if (subscription?.endpoint === endpoint) await subscription.unsubscribe()
}
