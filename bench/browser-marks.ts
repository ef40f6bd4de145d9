/** Put into the page before anything else: it notes when keys were handled and when things were on the screen. */

export interface KeyMark {
  key: string
  /** From the first listener to after the last one, React's own drawing in it, in milliseconds. */
  handled: number
  /** Another row had the focus when the last listener returned: before the next frame. */
  focusMoved: boolean
  /** From the press to the end of the frame that shows what it did. */
  painted: number
}

export interface Marks {
  /** From the start of the navigation to the first row of the queue on the screen. */
  firstRow: number
  keys: KeyMark[]
  /** From a press to the thing it was waited for with `waitFor`, on the screen. */
  shown: number[]
  /** The next press is the beginning of waiting for this selector. */
  waitFor: string | undefined
}

declare global {
  interface Window {
    marks: Marks
  }
}

/** Runs in the page. */
export function markEverything() {
  const marks: Marks = { firstRow: Number.NaN, keys: [], shown: [], waitFor: undefined }
  window.marks = marks
  // A message is delivered right after the frame that was asked for here has been handed over.
  const afterPaint = (then: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', then, { once: true })
      port1.start()
      port2.postMessage(null)
    })
  const whenThere = (selector: string, then: () => void) => {
    if (document.querySelector(selector)) return afterPaint(then)
    const observer = new MutationObserver(() => {
      if (!document.querySelector(selector)) return
      observer.disconnect()
      afterPaint(then)
    })
    observer.observe(document, { childList: true, subtree: true })
  }
  whenThere('[role="row"][data-number]', () => (marks.firstRow = performance.now()))
  const focused = () => document.activeElement?.getAttribute('data-number')
  window.addEventListener(
    'keydown',
    (event) => {
      const [began, before] = [performance.now(), focused()]
      const { waitFor } = marks
      marks.waitFor = undefined
      // Added now it stands behind every listener of the application.
      window.addEventListener(
        'keydown',
        () => {
          const handled = performance.now() - began
          const focusMoved = focused() !== before
          afterPaint(() => {
            const painted = performance.now() - event.timeStamp
            marks.keys.push({ key: event.key, handled, focusMoved, painted })
          })
        },
        { once: true },
      )
      if (waitFor) whenThere(waitFor, () => marks.shown.push(performance.now() - event.timeStamp))
    },
    true,
  )
}
