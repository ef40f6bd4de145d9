import { CloseButton } from '@mantine/core'
import { sizeWords } from '../connectors/mail-words.ts'
import type { Upload } from './uploads.ts'
import classes from './Composers.module.css'

function State({ file }: { file: Upload }) {
  if (file.state === 'failed') return <strong role="alert">Not sent. {file.why}</strong>
  if (file.state === 'ready') return <span>{sizeWords(file.bytes)}</span>
  return <progress value={file.share} max={1} aria-label={`Sending ${file.name}`} />
}

/** The files that go with what is being written, each with how far it is. */
export function ComposerFiles({
  list,
  onRemove,
}: {
  list: Upload[]
  onRemove: (key: string) => void
}) {
  if (list.length === 0) return null
  return (
    <ul className={classes.files} aria-label="Files that go with it">
      {list.map((file) => (
        <li key={file.key} className={classes.file} data-state={file.state}>
          <span className={classes.fileName}>{file.name}</span>
          <State file={file} />
          <CloseButton
            size="sm"
            aria-label={`Remove ${file.name}`}
            onClick={() => onRemove(file.key)}
          />
        </li>
      ))}
    </ul>
  )
}
