import { Button, type ButtonProps } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'
import { KeyCaps } from './KeyCaps.tsx'

/**
 * primary: the one next press of a screen. plain: any other. quiet: without an edge. emergency:
 * outlined red, for the emergency entry only. note: amber outline, for what only the team sees.
 */
export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'emergency' | 'note'

type Props = Omit<ButtonProps, 'color' | 'variant' | 'gradient' | 'autoContrast'> &
  Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps | 'color'> & {
    kind?: ButtonKind
    /** The shortcut that does the same; shown beside the words. */
    keys?: string
    /** Waiting for the server: keeps its place and words, cannot be pressed again. */
    busy?: boolean
  }

const looks: Record<ButtonKind, Pick<ButtonProps, 'variant' | 'color'>> = {
  primary: { variant: 'filled', color: 'accent' },
  plain: { variant: 'default' },
  quiet: { variant: 'subtle', color: 'accent' },
  emergency: { variant: 'outline', color: 'late' },
  note: { variant: 'outline', color: 'team' },
}

/** Every button: coloured by what it means, verbs as words, the shortcut beside them. */
export function AppButton({ kind = 'plain', keys, busy, onClick, ...props }: Props) {
  return (
    <Button
      type="button"
      rightSection={keys && <KeyCaps keys={keys} onFill={kind === 'primary'} />}
      {...looks[kind]}
      {...props}
      aria-disabled={busy || props['aria-disabled']}
      // Disabling would drop the focus to the page; so a busy button only stops listening.
      onClick={busy ? (event) => event.preventDefault() : onClick}
    />
  )
}
