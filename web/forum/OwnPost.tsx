import { Textarea, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { AppButton } from '../ui/AppButton.tsx'
import { deletePost, editPost, useForumAct, type TopicPost, type TopicWhole } from './queries.ts'
import reading from '../ui/Reading.module.css'

type Props = { topic: TopicWhole; post: TopicPost; onDone: () => void }

/** It cannot be taken back, so it asks once; what others answered stays. */
export function DeletePost({ post }: { post: TopicPost }) {
  const [isAsking, setAsking] = useState(false)
  const act = useForumAct()
  if (!isAsking) return <AppButton onClick={() => setAsking(true)}>Delete</AppButton>
  return (
    <>
      <AppButton
        autoFocus
        busy={act.isPending}
        onClick={() =>
          act.mutate({
            run: () => deletePost(post.id),
            words: 'Deleted. What others answered stays.',
          })
        }
      >
        Delete for good
      </AppButton>
      <AppButton onClick={() => setAsking(false)}>Keep it</AppButton>
    </>
  )
}

/** One's own words in place of the post, to be said better. */
export function EditPost({ topic, post, onDone }: Props) {
  const [body, setBody] = useState(post.body)
  const [title, setTitle] = useState(topic.title)
  const act = useForumAct()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (act.isPending || body.trim() === '') return
    act.mutate({
      run: () => editPost(post, body, post.isQuestion ? title : undefined),
      words: 'Changed. It says that it was.',
      next: onDone,
    })
  }
  return (
    <form onSubmit={submit} className={reading.form}>
      {post.isQuestion && (
        <TextInput
          label="Title"
          value={title}
          maxLength={160}
          onChange={({ currentTarget }) => setTitle(currentTarget.value)}
        />
      )}
      <Textarea
        label="Your words"
        description="The team keeps what it said before. Nobody gets a mail about it."
        autosize
        autoFocus
        minRows={4}
        maxRows={20}
        value={body}
        onChange={({ currentTarget }) => setBody(currentTarget.value)}
      />
      <div className={reading.buttons}>
        <AppButton type="submit" kind="primary" busy={act.isPending}>
          Save
        </AppButton>
        <AppButton onClick={onDone}>Leave it</AppButton>
      </div>
    </form>
  )
}
