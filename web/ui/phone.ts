import { useMediaQuery } from '@mantine/hooks'

/** True on a phone-sized window; the same border as every style sheet uses. */
export function usePhone(): boolean {
  return (
    useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false }) ?? false
  )
}
