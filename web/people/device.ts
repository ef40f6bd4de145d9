// Decides what a person is told about their own device: how to install, and what may stay silent.

export type Device = 'iphone' | 'android' | 'computer'

/** The kind of device, from the browser's own words; a tablet counts as a phone of its maker. */
export function deviceOf(userAgent: string, touchPoints: number): Device {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'iphone'
  // An iPad says that it is a Mac; a Mac has no touch screen.
  if (/Macintosh/.test(userAgent) && touchPoints > 1) return 'iphone'
  return /Android/.test(userAgent) ? 'android' : 'computer'
}

/** How to install the app on this device: the exact next step. */
export const installSteps: Record<Device, string> = {
  iphone:
    'In Safari press Share, then "Add to Home Screen", and open Watchdesk from there. iPhones allow push only to installed apps.',
  android:
    'In the browser menu press "Install app" or "Add to Home screen". Then set its battery use to "Unrestricted", or the phone may hold pages back.',
  computer:
    'Optional here: in the address bar press "Install". A computer that sleeps is not woken by push; add a phone too.',
}

/** What may keep a page from ringing on this device. */
export const silenceWords: Record<Device, string> = {
  iphone:
    'Nothing from the web rings through Silent or a Focus. Allow Watchdesk in the Focus you sleep with, and keep a second way.',
  android:
    'Do Not Disturb silences push unless you allow it: Settings, Notifications, Watchdesk, "Override Do Not Disturb".',
  computer: 'Push is heard only while the browser runs and the computer is awake.',
}
