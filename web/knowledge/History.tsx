import { problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { toast } from '../shell/toasts.ts'
import { MessageBody } from '../tickets/MessageBody.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { restoreVersion, useArticleAct, type ArticleWhole } from './queries.ts'
import reading from '../ui/Reading.module.css'
import classes from './Knowledge.module.css'

/** Everything the article ever said, newest first: who, when, and a way back to it. */
export function History({ article, writes }: { article: ArticleWhole; writes: boolean }) {
  const act = useArticleAct()
  const { number, publishedVersion, source } = article
  return (
    <section aria-labelledby="history">
      <h2 id="history" className={classes.category}>
        History
      </h2>
      {act.error && <Problem tried="Nothing was restored." problem={problemOf(act.error)} />}
      <ul className={`${reading.list} ${classes.history}`}>
        {article.versions.map((version, at) => (
          <li key={version.version} className={reading.item}>
            <details>
              <summary>
                Version {version.version}
                {version.version === publishedVersion && ', which everybody reads'} ·{' '}
                {version.author} · <LocalTime at={version.createdAt} />
                {version.note && ` · ${version.note}`}
              </summary>
              <h3 className={reading.title}>{version.title}</h3>
              <MessageBody body={version.body} />
            </details>
            {writes && source === 'app' && at > 0 && (
              <AppButton
                busy={act.isPending}
                onClick={() =>
                  act.mutate(() => restoreVersion(number, version.version), {
                    onSuccess: () =>
                      void toast(`Version ${version.version} is the newest again, as a draft.`),
                  })
                }
              >
                Restore version {version.version}
              </AppButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
