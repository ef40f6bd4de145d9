import { CloseButton } from '@mantine/core'
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type RefObject,
} from 'react'
import { serverNow, useServerTime } from '../ui/clock.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { dismissToast, toastStore, undoLast, type Toast } from './toasts.ts'
import { useKeys } from './use-keys.ts'
import classes from './Toasts.module.css'

const reading = 6000

function usePlainTimeout(toast: Toast, held: boolean): void {
  const { id, tone, undo } = toast
  const until = undo?.until
  useEffect(() => {
    if (tone === 'problem' || (held && until === undefined)) return undefined
    const left = until === undefined ? reading : Math.max(0, until - serverNow())
    const timer = setTimeout(() => dismissToast(id), left)
    return () => clearTimeout(timer)
  }, [id, tone, until, held])
}

/** How high the messages stand: on a phone the frame keeps so much room free, so that nothing stays under them. */
function useRoom(region: RefObject<HTMLDivElement | null>): void {
  useLayoutEffect(() => {
    const { style } = document.documentElement
    const observer = new ResizeObserver(([entry]) => {
      const height = entry?.contentRect.height ?? 0
      if (height > 0) style.setProperty('--wd-messages', `calc(${height}px + var(--wd-s-4))`)
      else style.removeProperty('--wd-messages')
    })
    if (region.current) observer.observe(region.current)
    return () => {
      observer.disconnect()
      style.removeProperty('--wd-messages')
    }
  }, [region])
}

function UndoBar({ undo }: { undo: NonNullable<Toast['undo']> }) {
  const seconds = useServerTime((now) => Math.max(0, Math.ceil((undo.until - now) / 1000)))
  const [share] = useState(() => Math.max(0, (undo.until - serverNow()) / undo.length))
  return (
    <>
      <span className={classes.seconds} aria-hidden="true">
        {seconds} s
      </span>
      <span
        className={classes.bar}
        aria-hidden="true"
        style={{ animationDuration: `${share * undo.length}ms`, width: `${share * 100}%` }}
      />
    </>
  )
}

function ToastLine({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false)
  usePlainTimeout(toast, held)
  const { undo } = toast
  return (
    <div
      className={classes.toast}
      data-tone={toast.tone}
      // A finger does not rest on what it reads, and a message that came under a mouse is not read yet.
      onPointerMove={({ pointerType }) => pointerType === 'mouse' && setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={classes.message}>{toast.message}</span>
      {undo && (
        <>
          <AppButton
            kind="quiet"
            keys="Z"
            onClick={() => {
              dismissToast(toast.id)
              void undo.run()
            }}
          >
            Undo
          </AppButton>
          <UndoBar undo={undo} />
        </>
      )}
      <CloseButton aria-label={`Close: ${toast.message}`} onClick={() => dismissToast(toast.id)} />
    </div>
  )
}

/** Short messages above the bottom edge. Polite for screen readers; `Z` presses the newest undo. */
export function Toasts() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read)
  const region = useRef<HTMLDivElement>(null)
  useRoom(region)
  useKeys([{ key: 'Z', label: 'Undo', scope: 'Everywhere', run: () => void undoLast() }])
  return (
    <div
      ref={region}
      className={classes.region}
      role="status"
      aria-live="polite"
      aria-label="Messages"
    >
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </div>
  )
}
