import { Textarea } from '@mantine/core'
import { IconCode, IconMessage2Bolt, IconPaperclip } from '@tabler/icons-react'
import { useId, useRef, useState, type ClipboardEvent, type KeyboardEvent, type Ref } from 'react'
import { usePeople } from '../people/me.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { longPaste, offered, type Trigger } from './completion.ts'
import { ComposerFiles } from './ComposerFiles.tsx'
import { codeBlock } from './composer-keys.ts'
import { fillPlaceholders } from './placeholders.ts'
import { SnippetSheet } from './SnippetSheet.tsx'
import { useSnippets } from './snippets.ts'
import { replaceIn, useCompletion, type Option } from './use-completion.ts'
import type { Uploads } from './uploads.ts'
import classes from './Composers.module.css'

type Props = {
  kind: 'reply' | 'note'
  ref: Ref<HTMLTextAreaElement>
  label: string
  placeholder: string
  text: string
  write: (text: string) => void
  readOnly: boolean
  uploads: Uploads
  values: Record<string, string>
  onFocus: () => void
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void
}

const firstWords = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 80)

/** The field of a composer with its tools: snippets, names, code, files by button, drop and paste. */
export function ComposerField(props: Props) {
  const { kind, text, write, readOnly, uploads, values } = props
  const field = useRef<HTMLTextAreaElement>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const listId = useId()
  const snippets = useSnippets()
  const people = usePeople()
  const [dropping, setDropping] = useState(false)
  const [pasted, setPasted] = useState<string>()
  const [keeping, setKeeping] = useState(false)

  const options = ({ sign, query }: Trigger): Option[] =>
    sign === '/'
      ? offered(snippets, query, ({ title }) => title).map(({ id, title, body }) => ({
          id,
          label: title,
          hint: firstWords(body),
          insert: fillPlaceholders(body, values),
        }))
      : offered(people, query, ({ name }) => name).map(({ id, name }) => ({
          id,
          label: name,
          insert: `@${name} `,
        }))
  const completion = useCompletion({
    signs: kind === 'note' ? ['/', '@'] : ['/'],
    options,
    write,
  })
  const { list, open, chosen } = completion

  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
    const { files } = event.clipboardData
    if (files.length > 0) {
      event.preventDefault()
      uploads.add(files)
      return
    }
    const words = event.clipboardData.getData('text/plain').replaceAll('\r\n', '\n')
    setPasted(longPaste(words) === undefined ? undefined : words)
  }
  const asFile = (): void => {
    if (pasted === undefined) return
    write(text.replace(pasted, ''))
    uploads.add([new File([pasted], 'log.txt', { type: 'text/plain' })])
    setPasted(undefined)
    field.current?.focus()
  }
  const openSnippets = (): void => {
    const at = field.current
    if (!at) return
    const before = at.value.slice(0, at.selectionStart)
    const sign = before === '' || /\s$/.test(before) ? '/' : ' /'
    replaceIn(at, { from: at.selectionStart, to: at.selectionEnd }, sign, write)
    completion.look(at)
  }
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const
  return (
    // Dropping is a second way to what the button "Attach" does.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={classes.field}
      data-dropping={dropping || undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setDropping(true)
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event) => {
        setDropping(false)
        if (event.dataTransfer.files.length === 0) return
        event.preventDefault()
        uploads.add(event.dataTransfer.files)
      }}
    >
      {open && (
        <ul id={listId} role="listbox" aria-label="Suggestions" className={classes.options}>
          {list.map((option) => (
            // The keyboard chooses from within the field.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <li
              key={option.id}
              id={`${listId}-${option.id}`}
              role="option"
              aria-selected={option.id === chosen?.id}
              className={classes.option}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => field.current && completion.pick(field.current, option)}
            >
              <span>{option.label}</span>
              {option.hint && <span>{option.hint}</span>}
            </li>
          ))}
        </ul>
      )}
      <Textarea
        ref={(element) => {
          field.current = element
          if (typeof props.ref === 'function') props.ref(element)
          else if (props.ref) props.ref.current = element
        }}
        id={`${kind}-text`}
        data-composer={kind}
        aria-label={props.label}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={open ? listId : undefined}
        aria-activedescendant={open && chosen ? `${listId}-${chosen.id}` : undefined}
        placeholder={props.placeholder}
        autosize
        minRows={3}
        maxRows={14}
        // What is written while it is on its way would vanish with what was sent.
        readOnly={readOnly}
        value={text}
        onFocus={props.onFocus}
        onBlur={completion.close}
        onPaste={onPaste}
        onChange={(event) => {
          write(event.currentTarget.value)
          completion.look(event.currentTarget)
        }}
        onClick={(event) => completion.look(event.currentTarget)}
        onKeyDown={(event) => {
          if (!completion.onKey(event)) props.onKeyDown(event)
        }}
      />
      {pasted !== undefined && text.includes(pasted) && (
        <p className={classes.offer} role="status">
          <span>{longPaste(pasted)} lines pasted.</span>
          <AppButton size="compact-sm" onClick={asFile}>
            Attach as a file instead
          </AppButton>
        </p>
      )}
      <ComposerFiles list={uploads.list} onRemove={uploads.remove} />
      <div className={classes.tools} role="group" aria-label="Tools">
        <AppButton
          kind="quiet"
          size="compact-sm"
          leftSection={<IconMessage2Bolt {...icon} />}
          disabled={snippets.length === 0 || readOnly}
          onClick={openSnippets}
        >
          Snippet
        </AppButton>
        <AppButton
          kind="quiet"
          size="compact-sm"
          leftSection={<IconCode {...icon} />}
          disabled={readOnly}
          onClick={() => {
            if (!field.current) return
            field.current.focus()
            codeBlock(field.current, write)
          }}
        >
          Code
        </AppButton>
        <AppButton
          kind="quiet"
          size="compact-sm"
          leftSection={<IconPaperclip {...icon} />}
          disabled={readOnly}
          onClick={() => chooser.current?.click()}
        >
          Attach
        </AppButton>
        {text.trim() !== '' && (
          <AppButton kind="quiet" size="compact-sm" onClick={() => setKeeping(true)}>
            Keep as snippet
          </AppButton>
        )}
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label="Attach files"
          onChange={({ currentTarget }) => {
            uploads.add(currentTarget.files ?? [])
            currentTarget.value = ''
            field.current?.focus()
          }}
        />
      </div>
      {keeping && <SnippetSheet text={text} onClose={() => setKeeping(false)} />}
    </div>
  )
}
