import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { remember } from '../shell/remember.ts'

/** Set while somebody is signed in on this device: then a closed door means that a session ended. */
export const insideKey = 'watchdesk-inside'

/** Goes where the person wanted to be, with nothing left of whoever was here before. */
export function useEnter(): (to?: string) => void {
  const queries = useQueryClient()
  const router = useRouter()
  return (to = '/queue') => {
    remember(insideKey, 'yes')
    queries.clear()
    router.history.push(to)
  }
}
