import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMay } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { Empty, Loading, Offline, Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { TimeAgo } from '../ui/LocalTime.tsx'
import { articlesQuery, type Article } from './queries.ts'
import { stateOf } from './article-words.ts'
import reading from '../ui/Reading.module.css'
import classes from './Knowledge.module.css'

function Item({ article }: { article: Article }) {
  return (
    <li className={reading.item}>
      <Link
        to="/articles/$number"
        params={{ number: String(article.number) }}
        className={reading.title}
      >
        {article.title}
      </Link>
      <span className={reading.facts}>
        {stateOf(article)} · {article.language}
        {article.sourcePath && ` · from ${article.sourcePath}`} · <TimeAgo at={article.updatedAt} />
      </span>
    </li>
  )
}

/** The help centre as those see it who write it, by category. */
export function ArticlesPage() {
  const { data, error, refetch } = useQuery(articlesQuery)
  const navigate = useNavigate()
  const writes = useMay('knowledge.write')
  const problem = error ? problemOf(error) : undefined
  const begin = (): void => void navigate({ to: '/articles/$number', params: { number: 'new' } })
  const categories = Map.groupBy(data?.articles ?? [], ({ category }) => category)
  return (
    <Screen
      title="Help centre"
      actions={
        <>
          <a href="/help/articles" className={reading.link}>
            Public page
          </a>
          {writes && (
            <AppButton kind="primary" onClick={begin}>
              Write an article
            </AppButton>
          )}
        </>
      }
    >
      <div className={reading.page}>
        {!data && !problem && <Loading rows={5} rowHeight={56} label="Loading the articles" />}
        {!data && problem && (
          <Problem
            tried="Couldn't load the articles."
            problem={problem}
            retry={() => void refetch()}
          />
        )}
        {data && <Offline problem={problem}>What you see is the last we heard.</Offline>}
        {data?.articles.length === 0 && (
          <Empty title="Nothing is written yet">
            What you answer twice is worth an article: whoever asks next finds it before they write.
          </Empty>
        )}
        {[...categories].map(([category, articles]) => (
          <section key={category}>
            <h2 className={classes.category}>{category}</h2>
            <ul className={reading.list}>
              {articles.map((article) => (
                <Item key={article.number} article={article} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Screen>
  )
}
