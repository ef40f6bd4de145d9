import { Person } from '../ui/Person.tsx'
import { usePresent, useSayPresence, writingWords, type Doing } from './presence.ts'
import classes from './Presence.module.css'

const signs: Record<Doing, 'viewing' | 'replying' | 'noting'> = {
  reading: 'viewing',
  replying: 'replying',
  noting: 'noting',
}

/** Who else looks at this ticket, and who writes. It informs and never stands in the way. */
export function Presence({ number }: { number: number }) {
  useSayPresence(number)
  const people = usePresent(number)
  const words = writingWords(people)
  return (
    <span className={classes.presence}>
      {people.length > 0 && (
        <ul className={classes.people} aria-label="Also here">
          {people.map(({ id, name, doing }) => (
            <li key={id}>
              <Person id={id} name={name} size={24} compact presence={signs[doing]} />
            </li>
          ))}
        </ul>
      )}
      <span role="status">{words}</span>
    </span>
  )
}
