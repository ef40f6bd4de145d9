import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest, longest first. A file that stands here and is short does no harm. */
const LONGEST = [
  'test/crash/mail',
  'test/browser/states',
  'test/crash/kill',
  'test/stories/race-burst',
  'test/browser/mail-admin',
  'test/browser/ticket-tools',
  'test/stories/nobody-sees-more',
  'test/browser/composer',
  'test/browser/',
  'test/stories/',
  'server/platform/embedded-postgres',
  'test/',
]

/** So that two workers end together: a long file begun last would keep one of them waiting. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const bySize = await super.sort(files)
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((path) => moduleId.includes(`/${path}`))
      return at < 0 ? LONGEST.length : at
    }
    return bySize.toSorted((a, b) => rank(a) - rank(b))
  }
}
