import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMay } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { Loading, Problem } from '../shell/states.tsx'
import { toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { ArticleEditor } from './ArticleEditor.tsx'
import { stateOf } from './article-words.ts'
import { History } from './History.tsx'
import { articleQuery, publishVersion, useArticleAct, type ArticleWhole } from './queries.ts'
import reading from '../ui/Reading.module.css'

const route = getRouteApi('/staff/articles/$number')

function Publication({ article }: { article: ArticleWhole }) {
  const act = useArticleAct()
  const { number, version, publishedVersion, source, sourcePath } = article
  const set = (to: number | null, words: string) => (): void =>
    act.mutate(() => publishVersion(number, to), { onSuccess: () => void toast(words) })
  return (
    <div className={reading.buttons}>
      <span className={reading.facts}>
        {stateOf(article)}
        {sourcePath && `. Its text stands in the file ${sourcePath}: change it there.`}
      </span>
      {source === 'app' && publishedVersion !== version && (
        <AppButton busy={act.isPending} onClick={set(version, 'Everybody can read it now.')}>
          Publish version {version}
        </AppButton>
      )}
      {source === 'app' && publishedVersion !== null && (
        <AppButton busy={act.isPending} onClick={set(null, 'Nobody outside reads it any more.')}>
          Unpublish
        </AppButton>
      )}
      {publishedVersion !== null && (
        <a href={article.path} className={reading.link}>
          Public page
        </a>
      )}
      {act.error && <Problem tried="Nothing changed." problem={problemOf(act.error)} />}
    </div>
  )
}

function Existing({ number }: { number: number }) {
  const { data: article, error, refetch } = useQuery(articleQuery(number))
  const writes = useMay('knowledge.write')
  if (!article) {
    if (!error) return <Loading rows={3} rowHeight={120} label="Loading the article" />
    return (
      <Problem
        tried="Couldn't load this article."
        problem={problemOf(error)}
        retry={() => void refetch()}
      />
    )
  }
  return (
    <>
      {writes && <Publication article={article} />}
      {writes && article.source === 'app' && (
        <ArticleEditor key={article.version} article={article} />
      )}
      <History article={article} writes={writes} />
    </>
  )
}

/** One article: its words, whether everybody reads it, and everything it ever said. */
export function ArticlePage() {
  const { number } = route.useParams()
  const isNew = number === 'new'
  return (
    <Screen
      title={isNew ? 'New article' : `Article ${number}`}
      before={
        <Link to="/articles" className={reading.link}>
          Help centre
        </Link>
      }
    >
      <div className={`${reading.page} ${reading.column}`}>
        {isNew ? <ArticleEditor article={undefined} /> : <Existing number={Number(number)} />}
      </div>
    </Screen>
  )
}
