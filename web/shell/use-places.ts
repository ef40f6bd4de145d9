import { useMe } from '../people/me.ts'
import { placesFor } from './navigation.ts'

/** The places of whoever is signed in; until that is known, those of everybody. */
export const usePlaces = () => placesFor(useMe()?.permissions ?? [])
