import { Quoted } from '../ui/Conversation.tsx'
import { linkPieces, messageBlocks, type Block } from './message-text.ts'
import classes from './MessageBody.module.css'

function Pieces({ text }: { text: string }) {
  return linkPieces(text).map((piece, index) =>
    piece.kind === 'link' ? (
      <a
        key={index}
        className={classes.link}
        href={piece.text}
        target="_blank"
        rel="noreferrer noopener"
      >
        {piece.text}
      </a>
    ) : (
      <span key={index}>{piece.text}</span>
    ),
  )
}

function OneBlock({ block }: { block: Block }) {
  if (block.kind === 'code') {
    return (
      // A wide log scrolls sideways; the keyboard must be able to do that too.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      <pre tabIndex={0} aria-label="Code">
        <code>{block.text}</code>
      </pre>
    )
  }
  if (block.kind === 'quote') {
    return (
      <Quoted>
        <blockquote className={classes.text}>
          <Pieces text={block.text} />
        </blockquote>
      </Quoted>
    )
  }
  return (
    <p className={classes.text}>
      <Pieces text={block.text} />
    </p>
  )
}

/** The plain text of a message with its code, links and folded quotes. Never HTML of somebody else's. */
export function MessageBody({ body }: { body: string }) {
  return messageBlocks(body).map((block, index) => <OneBlock key={index} block={block} />)
}
