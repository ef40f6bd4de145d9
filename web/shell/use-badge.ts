import { useEffect } from 'react'
import type { Worst } from './worst.ts'

function showIcon(name: 'icon' | 'icon-emergency'): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (link && !link.href.endsWith(`/${name}.svg`)) link.href = `/${name}.svg`
}

/** Where an installed app may not carry a number, its icon says nothing; the title still does. */
async function showNumber(count: number): Promise<void> {
  if (!('setAppBadge' in navigator)) return
  try {
    await (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge())
  } catch {
    // Refused by the system's settings: that is somebody's choice.
    return
  }
}

/** The icon of the tab and of the installed app say the same as the title. Used once, by the shell. */
export function useBadge(worst: Worst): void {
  const kind = worst?.kind
  const count = worst?.count ?? 0
  useEffect(() => showIcon(kind === 'emergency' ? 'icon-emergency' : 'icon'), [kind])
  useEffect(() => void showNumber(count), [count])
  useEffect(
    () => () => {
      showIcon('icon')
      void showNumber(0)
    },
    [],
  )
}
