import { Radio, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import { domainOf } from './mail-words.ts'
import classes from './Mail.module.css'
import parts from './Parts.module.css'

type Props = { address: string; onClose: () => void }

/** Keeps further mail of one sender, or of everybody at their domain, in quarantine. */
export function BanDialog({ address, onClose }: Props) {
  const queries = useQueryClient()
  const domain = domainOf(address)
  const [pattern, setPattern] = useState(address)
  const [reason, setReason] = useState('')
  const ban = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/banned-senders', {
          body: { pattern, ...(reason.trim() && { reason: reason.trim() }) },
        }),
      ),
    onSuccess: () => {
      toast(`Mail of ${pattern} waits in quarantine from now on.`)
      onClose()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['mail'] }),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!ban.isPending) ban.mutate()
  }
  return (
    <BottomSheet opened onClose={onClose} title="Ban this sender">
      <form onSubmit={submit} className={parts.form}>
        <Radio.Group label="Whose mail" value={pattern} onChange={setPattern}>
          <div className={parts.choices}>
            <Radio value={address} label={`Only ${address}`} />
            {domain && <Radio value={domain} label={`Everybody at ${domain.slice(1)}`} />}
          </div>
        </Radio.Group>
        <TextInput
          label="Why"
          description="Your colleagues read this where the mail waits."
          maxLength={500}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        {ban.error && <Problem tried="Nobody was banned." problem={problemOf(ban.error)} />}
        <div className={classes.buttons}>
          <AppButton type="submit" kind="primary" busy={ban.isPending}>
            {ban.isPending ? 'Banning…' : 'Ban'}
          </AppButton>
          <AppButton onClick={onClose}>Cancel</AppButton>
        </div>
      </form>
    </BottomSheet>
  )
}
