import { useEffect, useRef, useState } from 'react'
import { announce } from '../shell/announce.ts'
import { AppButton } from '../ui/AppButton.tsx'
import type { Comment } from './words.ts'
import classes from './TicketPage.module.css'

function atBottom(): boolean {
  const { scrollHeight } = document.documentElement
  return window.scrollY + window.innerHeight >= scrollHeight - 160
}

/** Opens a conversation at its newest message, and later tells of new ones without moving anything. */
export function NewBelow({
  number,
  comments,
  myName,
}: {
  number: number
  comments: Comment[]
  myName?: string
}) {
  const seen = useRef<{ number: number; count: number }>(undefined)
  const [fresh, setFresh] = useState(0)
  const last = comments.at(-1)
  useEffect(() => {
    const before = seen.current
    seen.current = { number, count: comments.length }
    if (before?.number !== number) {
      setFresh(0)
      const latest = last && document.querySelector(`#message-${CSS.escape(last.id)}`)
      if (comments.length > 3) latest?.scrollIntoView({ block: 'center' })
      return
    }
    const more = comments.length - before.count
    if (more <= 0) return
    if (last?.author.kind === 'user' && last.author.name === myName) {
      document.querySelector(`#message-${CSS.escape(last.id)}`)?.scrollIntoView({ block: 'center' })
      return
    }
    if (atBottom()) return
    setFresh((count) => count + more)
    announce(`${more} new below`)
  }, [number, comments.length, last, myName])
  useEffect(() => {
    const onScroll = (): void => {
      if (atBottom()) setFresh(0)
    }
    window.addEventListener('scroll', onScroll, { passive: true })
    return () => window.removeEventListener('scroll', onScroll)
  }, [])
  if (fresh === 0 || !last) return null
  return (
    <div className={classes.newBelow}>
      <AppButton
        kind="primary"
        onClick={() => {
          const latest = document.querySelector<HTMLElement>(`#message-${CSS.escape(last.id)}`)
          latest?.scrollIntoView({ block: 'center' })
          latest?.focus({ preventScroll: true })
          setFresh(0)
        }}
      >
        {fresh} new ↓
      </AppButton>
    </div>
  )
}
