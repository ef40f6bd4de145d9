// Decides how the page looks after a mail in its frame: the height it needs, the pictures it waits for.

/** Taller mails scroll in their frame. */
const TALLEST = 20_000

export type MailFrame = {
  /** Fetches the pictures from elsewhere, by our own address for each. */
  showPictures(addressOf: (source: string) => string): void
  stop(): void
}

/**
 * Follows a frame whose document has loaded. The document is ours and of our origin, and nothing in
 * it can run, so the page may look inside; null where it is not a mail (an error, signed out).
 */
export function followMail(
  frame: HTMLIFrameElement,
  inlineAddressOf: (contentId: string) => string,
  onHeight: (pixels: number) => void,
): MailFrame | null {
  const inner = frame.contentDocument
  if (!inner?.querySelector('.mail')) return null
  const measure = () => onHeight(Math.min(Math.ceil(inner.documentElement.offsetHeight), TALLEST))
  const observer = new ResizeObserver(measure)
  observer.observe(inner.documentElement)
  // Not every browser reports sizes across documents; a fold and a picture are what changes them.
  inner.addEventListener('toggle', measure, true)
  inner.addEventListener('load', measure, true)
  // Shortcuts work while the focus is in a mail.
  const pass = (event: KeyboardEvent) => {
    const isOurs = frame.dispatchEvent(new KeyboardEvent(event.type, { ...keysOf(event) }))
    if (!isOurs) event.preventDefault()
  }
  inner.addEventListener('keydown', pass)
  fill(inner, 'data-content-id', inlineAddressOf)
  measure()
  return {
    showPictures: (addressOf) => fill(inner, 'data-remote-src', addressOf),
    stop() {
      observer.disconnect()
      inner.removeEventListener('toggle', measure, true)
      inner.removeEventListener('load', measure, true)
      inner.removeEventListener('keydown', pass)
    },
  }
}

function fill(inner: Document, attribute: string, addressOf: (value: string) => string) {
  for (const picture of inner.querySelectorAll<HTMLImageElement>(`img[${attribute}]:not([src])`)) {
    picture.loading = 'lazy'
    picture.src = addressOf(picture.getAttribute(attribute) ?? '')
  }
}

const keysOf = ({ key, code, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent) => ({
  key,
  code,
  ctrlKey,
  metaKey,
  shiftKey,
  altKey,
  bubbles: true,
  cancelable: true,
})
