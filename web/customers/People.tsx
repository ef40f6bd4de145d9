import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../people/me.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { ContactCard } from './ContactCard.tsx'
import { NewContact } from './ContactForm.tsx'
import { peopleOfQuery, type Organization } from './queries.ts'
import classes from './Customers.module.css'

/** Everybody who is a contact of an organization, and the way to each of them. */
export function People({ organization }: { organization: Organization }) {
  const { id, contacts, contactLimit } = organization
  const list = useInfiniteQuery(peopleOfQuery(id))
  const mayWrite = useMay('customers.write')
  const [opened, setOpened] = useState<string>()
  const [adds, setAdds] = useState(false)
  const people = list.data?.pages.flatMap((page) => page.contacts) ?? []
  return (
    <section className={classes.block} aria-label="People">
      <h2 className={classes.heading}>People</h2>
      <p className={classes.faint}>
        {contactLimit
          ? `${contacts} of ${contactLimit} contacts`
          : contacts === 1
            ? '1 contact'
            : `${contacts} contacts`}
      </p>
      <ul className={classes.list}>
        {people.map((one) => (
          <li key={one.id}>
            <button type="button" className={classes.person} onClick={() => setOpened(one.id)}>
              <span className={classes.name}>{one.name}</span>{' '}
              <span className={classes.faint}>
                {one.email}
                {one.isBlocked && ', blocked'}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className={classes.presses}>
        {list.hasNextPage && (
          <AppButton busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more people
          </AppButton>
        )}
        {mayWrite && <AppButton onClick={() => setAdds(true)}>Add a contact</AppButton>}
      </div>
      {adds && <NewContact organization={organization} onClose={() => setAdds(false)} />}
      {opened && <ContactCard id={opened} onClose={() => setOpened(undefined)} />}
    </section>
  )
}
