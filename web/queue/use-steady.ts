import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from 'react'

/**
 * While `hold`, the row in hand stays where it is on the screen, whatever enters above it: other rows,
 * the head of a band, the banner of the page. Its place in the document is compared, so that
 * somebody's own scrolling is not undone. Returns what to call when another row is in hand.
 */
export function useSteady(
  grid: RefObject<HTMLElement | null>,
  hold: boolean,
  inHand: () => number | undefined,
): () => void {
  const anchor = useRef<{ number: number; y: number }>(undefined)
  const steady = useCallback(() => {
    const number = hold ? inHand() : undefined
    const row = grid.current?.querySelector(`[data-number="${number}"]`)
    if (!row || number === undefined) {
      anchor.current = undefined
      return
    }
    const y = row.getBoundingClientRect().top + window.scrollY
    const before = anchor.current
    if (before?.number === number && y !== before.y) window.scrollBy(0, y - before.y)
    anchor.current = { number, y }
  }, [grid, hold, inHand])
  // After every drawing of the list, and when something else on the page has become taller.
  useLayoutEffect(steady)
  useEffect(() => {
    const observer = new ResizeObserver(steady)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [steady])
  return steady
}
