import { TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { components } from '../../api/types.ts'
import { formErrors, problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { SaveBar } from '../ui/SaveBar.tsx'
import { colourOf, judge } from './colour.ts'
import { Logo, type LogoChange } from './Logo.tsx'
import { changePortal } from './queries.ts'
import classes from './Portal.module.css'

type Portal = components['schemas']['Portal']

/** At this host, whatever host customers have. */
const hereOf = (address: string): string => {
  const { pathname, search } = new URL(address)
  return `${pathname}${search}`
}

/** Name, logo and colour. What cannot be read is said while one types, and mended where it is used. */
export function BrandForm({ portal }: { portal: Portal }) {
  const queries = useQueryClient()
  // What somebody else saves meanwhile shows wherever nothing was typed, and what was typed stays.
  const [typed, setTyped] = useState<{ name?: string; colour?: string }>({})
  const { name = portal.name ?? '', colour = portal.colour ?? '' } = typed
  const [logo, setLogo] = useState<LogoChange>()
  const chosen = colourOf(colour)
  const wrongColour = colour.trim() !== '' && chosen === null
  const save = useMutation({
    mutationFn: () =>
      changePortal({
        ...(typed.name !== undefined && { name: name.trim() || null }),
        ...(typed.colour !== undefined && { colour: chosen }),
        ...(logo && { logo: logo.base64 }),
      }),
    async onSuccess({ words }) {
      toast(words || 'Customers see it from now on.')
      await queries.invalidateQueries({ queryKey: ['portal'] })
      discard()
    },
  })
  const problem = save.error ? problemOf(save.error) : undefined
  const wrong = problem ? formErrors(problem) : {}
  const dirty =
    name !== (portal.name ?? '') || colour !== (portal.colour ?? '') || logo !== undefined
  const discard = (): void => {
    setTyped({})
    setLogo(undefined)
  }
  return (
    <section className={classes.block} aria-labelledby="brand">
      <h2 id="brand" className={classes.heading}>
        Brand
      </h2>
      <TextInput
        label="Name"
        description="What the pages call the company. Empty: as in the playbook."
        maxLength={80}
        value={name}
        error={wrong['name']}
        onChange={({ currentTarget }) => setTyped({ ...typed, name: currentTarget.value })}
      />
      <Logo
        address={portal.logoUrl && hereOf(portal.logoUrl)}
        change={logo}
        error={wrong['logo']}
        onChange={setLogo}
      />
      <TextInput
        label="Colour"
        description="As #rrggbb. Empty: the usual one."
        value={colour}
        error={wrongColour ? 'A colour is # and six digits of 0 to 9 and a to f.' : wrong['colour']}
        onChange={({ currentTarget }) => setTyped({ ...typed, colour: currentTarget.value })}
        leftSection={
          <span
            className={classes.swatch}
            style={chosen ? { background: chosen } : undefined}
            aria-hidden="true"
          />
        }
      />
      <p
        className={classes.verdict}
        role="status"
        data-bad={chosen !== null && !judge(chosen).readable}
      >
        {chosen && judge(chosen).words}
      </p>
      {problem && <Problem tried="It was not saved." problem={problem} />}
      {portal.colour && (
        <div className={classes.presses}>
          <AppButton onClick={() => setTyped({ ...typed, colour: '' })}>
            Back to the usual colour
          </AppButton>
        </div>
      )}
      <SaveBar
        dirty={dirty && !wrongColour}
        saving={save.isPending}
        onSave={() => save.mutate()}
        onDiscard={discard}
      />
    </section>
  )
}
