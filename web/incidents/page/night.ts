import { useMantineColorScheme } from '@mantine/core'
import { useLayoutEffect } from 'react'

/** Between 21:00 and 07:00 a bright screen hurts; only somebody who chose light gets it then. */
export function isNight(hour: number): boolean {
  return hour >= 21 || hour < 7
}

/** Makes the page dark at night where the scheme is left to the system. */
export function useDarkAtNight(): void {
  const { colorScheme } = useMantineColorScheme()
  useLayoutEffect(() => {
    if (colorScheme !== 'auto' || !isNight(new Date().getHours())) return undefined
    const root = document.documentElement
    const before = root.getAttribute('data-mantine-color-scheme')
    root.setAttribute('data-mantine-color-scheme', 'dark')
    return () => {
      if (before) root.setAttribute('data-mantine-color-scheme', before)
    }
  }, [colorScheme])
}
