import type { Words } from './words.ts'

/** Permissions, licences, questions. */
export const people: Words[] = [
  {
    subject: 'Licence says {count} seats, we have fewer people',
    problem:
      'The licence page counts {count} seats. We have removed people since and the number stays.',
    answer:
      'It shows the highest number since the term began, which is what the contract counts; the number for today is below it. Blocking people lowers today at once, the maximum begins anew with the next term.',
  },
  {
    subject: 'How do we move {project} to another group?',
    problem: 'We have to move {project} with all issues and pipelines. What breaks?',
    answer:
      'Issues, merge requests and pipelines move along, and the old address redirects. Three things do not: the container registry (empty it first or retag), group variables of the old group, and webhooks that name the old path.',
  },
  {
    subject: 'Two-factor is asked for at every push',
    problem: 'Since we made two-factor mandatory our people cannot push over HTTPS.',
    answer:
      'Over HTTPS git cannot ask for a second factor, so it needs a token instead of the password. A personal token with write_repository does it; for servers use deploy tokens.',
  },
  {
    subject: 'Somebody deleted a branch of {project}',
    problem: 'The branch release-{version} is gone. Can it be brought back, and who was it?',
    answer:
      'The commits are still there: under Activity the push event of the deletion names the last commit, and "New branch" from that commit brings it back. The audit log shows who did it; we would protect release-* for maintainers.',
  },
  {
    subject: 'API answers 429 for our dashboard',
    problem: 'Our dashboard asks {host} for {count} projects every minute and now gets 429.',
    answer:
      'That is the limit for each token of 600 a minute. Ask with the GraphQL query below, which brings all {count} projects in two requests, and honour Retry-After.',
  },
  {
    subject: 'Export of {project} never arrives',
    problem: 'We asked for an export three times and get no mail.',
    answer:
      'The export is ready, but its mail was refused by your own server as too large a link target. It can be downloaded for 24 hours under Settings, General, Advanced. We have asked for a shorter link in that mail.',
  },
  {
    subject: 'Push rules do not apply to the web editor',
    problem: 'Our rule for commit messages is enforced on push, not in the web editor.',
    answer:
      'In {version} the web editor checks rules of the project, not those of the group. Set the rule on the project for now; the group rules are honoured from the next minor version on.',
  },
  {
    subject: 'Questions about the new price list',
    problem: 'Could you tell us what changes for {count} seats at renewal?',
    answer:
      'For prices your account manager is the right person; we have put her in copy and closed the loop with her. From the technical side nothing changes for you at renewal.',
  },
  {
    subject: 'Time zone of due dates is wrong',
    problem: 'Due dates of {project} are a day early for our people in Brisbane.',
    answer:
      'They are stored as dates and shown in the zone of the server. Each person can set theirs under Preferences; for mails the zone of the server counts, which you may set to Australia/Brisbane.',
  },
]
