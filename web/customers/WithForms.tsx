import { Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { problemOf } from '../problem.ts'
import { Loading, Problem } from '../shell/states.tsx'
import { usePhone } from '../ui/phone.ts'
import type { Forms } from './forms.ts'
import { customerFormsQuery } from './queries.ts'

type Props = { title: string; onClose: () => void; children: (forms: Forms) => ReactNode }

/** A form that needs the plans and own fields of the playbook: until they are there, it says so in its place. */
export function WithForms({ title, onClose, children }: Props) {
  const phone = usePhone()
  const { data, error, refetch } = useQuery(customerFormsQuery)
  if (data) return children(data)
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={phone ? '100%' : 480}
      title={title}
      transitionProps={{ duration: 160 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {error ? (
        <Problem
          tried="Couldn't load what the form asks for."
          problem={problemOf(error)}
          retry={() => void refetch()}
        />
      ) : (
        <Loading rows={6} label="Loading the form" />
      )}
    </Drawer>
  )
}
