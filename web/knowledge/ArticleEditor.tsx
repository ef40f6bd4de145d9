import { Tabs, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { previewOf, saveArticle, useArticleAct, type ArticleWhole, type Words } from './queries.ts'
import reading from '../ui/Reading.module.css'
import classes from './Knowledge.module.css'

/** As the public page shows it. The server has cleaned it by the rules of customers' mail. */
function Preview({ body }: { body: string }) {
  const { data, error } = useQuery({
    queryKey: ['preview', body],
    queryFn: () => previewOf(body),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
  if (error) return <Problem tried="Couldn't draw the preview." problem={problemOf(error)} />
  return <div className={classes.preview} dangerouslySetInnerHTML={{ __html: data?.html ?? '' }} />
}

/** Writes the next version. What stood there before is kept. */
export function ArticleEditor({ article }: { article: ArticleWhole | undefined }) {
  const newest = article?.versions[0]
  const [words, setWords] = useState<Words>({
    title: newest?.title ?? '',
    body: newest?.body ?? '',
    category: article?.category ?? 'General',
    language: article?.language ?? 'en',
    note: '',
  })
  const navigate = useNavigate()
  const act = useArticleAct<number>()
  const set = (name: keyof Words) => (event: { currentTarget: { value: string } }) =>
    setWords({ ...words, [name]: event.currentTarget.value })
  const save = (publish: boolean): void => {
    if (act.isPending) return
    act.mutate(() => saveArticle(article, words, publish), {
      onSuccess: (number) => {
        toast(publish ? 'Saved. Everybody can read it now.' : 'Saved as a draft.')
        if (!article) void navigate({ to: '/articles/$number', params: { number: String(number) } })
      },
    })
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save(false)
  }
  return (
    <form onSubmit={submit} className={reading.form}>
      <TextInput
        label="Title"
        required
        maxLength={200}
        value={words.title}
        onChange={set('title')}
      />
      <div className={classes.pair}>
        <TextInput
          label="Category"
          maxLength={80}
          value={words.category}
          onChange={set('category')}
        />
        <TextInput
          label="Language"
          description="Its code, such as en or pt-br"
          maxLength={20}
          value={words.language}
          onChange={set('language')}
        />
      </div>
      <Tabs defaultValue="write">
        <Tabs.List aria-label="Text">
          <Tabs.Tab value="write">Write</Tabs.Tab>
          <Tabs.Tab value="preview">Preview</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="write">
          <Textarea
            label="Text, in Markdown"
            required
            autosize
            minRows={12}
            maxRows={40}
            value={words.body}
            onChange={set('body')}
          />
        </Tabs.Panel>
        <Tabs.Panel value="preview">
          <Preview body={words.body} />
        </Tabs.Panel>
      </Tabs>
      <TextInput
        label="What changed"
        description="For your colleagues, in the history. May be empty."
        maxLength={200}
        value={words.note}
        onChange={set('note')}
      />
      {act.error && <Problem tried="Nothing was saved." problem={problemOf(act.error)} />}
      <div className={reading.buttons}>
        <AppButton kind="primary" busy={act.isPending} onClick={() => save(true)}>
          Save and publish
        </AppButton>
        <AppButton type="submit" busy={act.isPending}>
          Save as a draft
        </AppButton>
      </div>
    </form>
  )
}
