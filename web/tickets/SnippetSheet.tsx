import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { problemOf } from '../problem.ts'
import { toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import { useKeepSnippet } from './snippets.ts'
import classes from './Sheets.module.css'

/** Keeps what was written for everybody, under a title; names in it can be made places to fill. */
export function SnippetSheet({ text, onClose }: { text: string; onClose: () => void }) {
  const [title, setTitle] = useState('')
  const [body, setBody] = useState(text)
  const keep = useKeepSnippet()
  const problem = keep.error ? problemOf(keep.error) : undefined
  return (
    <BottomSheet opened onClose={onClose} title="Keep this as a snippet" width={560}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          keep.mutate(
            { title, body },
            {
              onSuccess: () => {
                toast(`“${title.trim()}” is a snippet now. Type / to use it.`)
                onClose()
              },
            },
          )
        }}
      >
        <TextInput
          label="Title"
          data-autofocus
          required
          value={title}
          error={problem?.sentence}
          onChange={({ currentTarget }) => setTitle(currentTarget.value)}
        />
        <Textarea
          label="Text"
          description="{{customer_name}}, {{ticket_number}} and {{agent_name}} fill themselves in; any other name in double braces is asked for."
          autosize
          minRows={4}
          maxRows={14}
          required
          value={body}
          onChange={({ currentTarget }) => setBody(currentTarget.value)}
        />
        <AppButton kind="primary" type="submit" busy={keep.isPending || undefined}>
          Keep the snippet
        </AppButton>
      </form>
    </BottomSheet>
  )
}
