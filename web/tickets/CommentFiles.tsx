import { IconFile } from '@tabler/icons-react'
import { sizeWords } from '../connectors/mail-words.ts'
import type { Comment } from './words.ts'
import classes from './CommentFiles.module.css'

type File = Comment['files'][number]

const drawn = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])

function Chip({ file }: { file: File }) {
  return (
    <a className={classes.chip} href={file.url} target="_blank" rel="noreferrer">
      <IconFile size={16} stroke={1.75} aria-hidden="true" />
      <span className={classes.name}>{file.name}</span>
      <span className={classes.size}>{sizeWords(file.bytes)}</span>
    </a>
  )
}

function Picture({ file }: { file: File }) {
  return (
    <a className={classes.picture} href={file.url} target="_blank" rel="noreferrer">
      <img src={file.url} alt="" loading="lazy" />
      <span className={classes.name}>{file.name}</span>
      <span className={classes.size}>{sizeWords(file.bytes)}</span>
    </a>
  )
}

/** What came with a message: pictures small, everything else as a chip, each with its size. */
export function CommentFiles({ files }: { files: File[] }) {
  if (files.length === 0) return null
  // A picture with an id of its own stands in the mail already.
  const isPicture = (file: File): boolean => drawn.has(file.contentType) && file.contentId === null
  return (
    <ul className={classes.files} aria-label="Files">
      {files.map((file) => (
        <li key={file.id}>{isPicture(file) ? <Picture file={file} /> : <Chip file={file} />}</li>
      ))}
    </ul>
  )
}
