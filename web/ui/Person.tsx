import { IconLock, IconPencil } from '@tabler/icons-react'
import { initialsOf, tintOf } from './tint.ts'
import classes from './Person.module.css'

type Props = {
  /** The id decides the tint; without one the name does. */
  id?: string
  name: string
  size?: 20 | 24 | 32
  /** Only the avatar, with the name as its title: for rows where the name has no room. */
  compact?: boolean
  /** What they do here right now: outline, pencil or lock beside the avatar. */
  presence?: 'viewing' | 'replying' | 'noting'
}

const doing = { viewing: 'is looking', replying: 'is writing a reply', noting: 'is writing a note' }

/** A person: initials on their tint, and always the name. */
export function Person({ id, name, size = 24, compact = false, presence }: Props) {
  const tint = tintOf(id ?? name)
  const said = presence ? `${name} ${doing[presence]}` : name
  return (
    <span className={classes.person} title={compact || presence ? said : undefined}>
      <span
        className={classes.avatar}
        data-presence={presence}
        style={{
          width: size,
          height: size,
          background: `var(--wd-person-${tint})`,
          borderColor: `var(--wd-person-${tint}-edge)`,
        }}
        aria-hidden="true"
      >
        {initialsOf(name)}
        {presence === 'replying' && <IconPencil size={12} className={classes.sign} />}
        {presence === 'noting' && <IconLock size={12} className={classes.sign} />}
      </span>
      <span className={compact ? 'wd-visually-hidden' : classes.name}>{compact ? said : name}</span>
    </span>
  )
}
