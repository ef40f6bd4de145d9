import { useEffect, useState, type ComponentType } from 'react'

/**
 * A component whose code is fetched a moment after the page stands. Unlike React's `lazy` it shows
 * in the same frame once fetched; a suspended one waits a third of a second even then.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let fetched: ComponentType<P> | undefined
  return function Later(props: P) {
    const [Fetched, setFetched] = useState(() => fetched)
    useEffect(() => {
      if (Fetched) return undefined
      let gone = false
      void load().then((component) => {
        fetched = component
        if (!gone) setFetched(() => component)
      })
      return () => {
        gone = true
      }
    }, [Fetched])
    return Fetched ? <Fetched {...props} /> : null
  }
}
