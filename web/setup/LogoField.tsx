import { FileButton } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { problemToast, toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import classes from './Setup.module.css'

const key = ['portal-settings']

async function inBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''))
}

/** The logo of the customers' pages; saved the moment it is chosen, as everything with bytes. */
export function LogoField() {
  const queries = useQueryClient()
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => take(api.GET('/api/v1/portal/settings')),
  })
  const save = useMutation({
    mutationFn: async (file: File | null) =>
      take(
        api.PATCH('/api/v1/portal/settings', { body: { logo: file && (await inBase64(file)) } }),
      ),
    onSuccess: async (_, file) => {
      await queries.invalidateQueries({ queryKey: key })
      toast(file ? 'The logo stands on the customers’ pages.' : 'The logo is gone.')
    },
    onError: (error) => problemToast(`The logo was not kept: ${problemOf(error).sentence}`),
  })
  return (
    <fieldset className={classes.group}>
      <legend>Logo (optional)</legend>
      <div className={classes.line}>
        {data?.logoUrl && (
          <img src={new URL(data.logoUrl).pathname} alt="Your logo" className={classes.logo} />
        )}
        <FileButton
          accept="image/png,image/jpeg,image/webp"
          onChange={(file) => file && save.mutate(file)}
        >
          {(props) => (
            <AppButton {...props} busy={save.isPending}>
              {data?.logoUrl ? 'Choose another' : 'Choose a picture'}
            </AppButton>
          )}
        </FileButton>
        {data?.logoUrl && (
          <AppButton kind="quiet" busy={save.isPending} onClick={() => save.mutate(null)}>
            Remove
          </AppButton>
        )}
        <span className={classes.hint}>PNG, JPEG or WebP, at most 100 kB.</span>
      </div>
    </fieldset>
  )
}
