import type { Words } from './words.ts'

export const forum: Words[] = [
  {
    subject: 'CI variables are masked twice',
    problem: 'In the free plan my variables show as [MASKED][MASKED]. Is that a bug?',
    answer:
      'It is: the value is registered twice when it comes from an include. There is an issue for it, and until then a different name for one of them helps.',
  },
  {
    subject: 'Best way to keep forks in sync?',
    problem: 'I maintain a fork of {project}. What do you use to keep it in sync?',
    answer:
      'Pull mirroring if the plan has it, otherwise a scheduled pipeline with two lines of git. I have put mine into a snippet below.',
  },
  {
    subject: 'Runner on a Raspberry Pi',
    problem:
      'Does runner {version} run on armv7? The package installs but the service stops at once.',
    answer:
      'It does, but the helper image needs the tag arm-latest. Set helper_image in config.toml and it stays up.',
  },
  {
    subject: 'How to squash on merge by default',
    problem: 'Where is the setting? The docs show an older screen.',
    answer:
      'Settings, Merge requests, "Squash commits when merging". I have corrected the page, thank you for telling us.',
  },
  {
    subject: 'Pages with a domain of my own',
    problem: 'The certificate stays in "verifying" for {count} hours.',
    answer:
      'The TXT record needs the underscore name, without the domain at the end: most registrars add it themselves.',
  },
  {
    subject: 'Importing {count} issues from a spreadsheet',
    problem: 'The import says "0 issues imported" without a reason.',
    answer:
      'The file was saved with semicolons. Save it with commas, the header must be exactly title,description.',
  },
  {
    subject: 'Dark mode makes diffs unreadable',
    problem: 'Removed lines are red on dark red.',
    answer:
      'Choose "Solarized dark" for syntax until the contrast fix is out; there is a merge request open for it.',
  },
]

export const trackers: Words[] = [
  {
    subject: 'Helm chart {version}: webservice restarts without a reason',
    problem:
      'After the upgrade of the chart the webservice pods restart every {count} minutes with exit code 137.',
    answer:
      'The default memory limit was lowered by mistake. Fixed in the next chart; until then set webservice.resources.limits.memory to 4G.',
  },
  {
    subject: 'Omnibus: reconfigure fails on openSUSE',
    problem: 'reconfigure stops at "runit_service[alertmanager]" on {version}.',
    answer:
      'The service directory changed in that distribution. Merged, and it ships with the next package.',
  },
  {
    subject: 'Runner: cache key with a slash is ignored',
    problem: 'A key such as feature/{project} makes an empty cache.',
    answer: 'Slashes are escaped now; see the merge request linked here.',
  },
  {
    subject: 'Docs: the page on backups names a removed option',
    problem: 'STRATEGY=copy is described, and gone since {version}.',
    answer: 'Thank you. The page is corrected and online.',
  },
  {
    subject: 'Charts: ingress class cannot be set for the registry',
    problem: 'registry.ingress.class is not honoured in {version}.',
    answer: 'It was read from the wrong level. Fixed, with a test for it.',
  },
  {
    subject: 'Keyboard focus is lost after closing the issue form',
    problem: 'With a screen reader the focus goes to the top of the page.',
    answer: 'Focus goes back to the button that opened the form; released with {version}.',
  },
]

export const other: Words[] = [
  {
    subject: 'Documentation: how to move the registry to object storage',
    problem: 'We answered this {count} times this month. Write the page.',
    answer: 'Page written and reviewed, linked from the upgrade guide.',
  },
  {
    subject: 'Fix: clearer words when the licence has ended',
    problem: 'Customers read "402" and call us. Words for the screen.',
    answer: 'Merged: the screen now says what ended, when, and who can renew it.',
  },
  {
    subject: 'Website: support hours for the Asia-Pacific region',
    problem: 'The page shows last year\u2019s hours.',
    answer: 'Corrected and published.',
  },
  {
    subject: 'Feature: show the queue of background jobs to administrators',
    problem: 'Would have saved {count} tickets this quarter.',
    answer: 'Accepted by the product team, first part merged.',
  },
  {
    subject: 'Training: reading a slow query log together',
    problem: 'For the two who join on Monday.',
    answer: 'Held and recorded; the examples are in the team folder.',
  },
]

export const security: Words[] = [
  {
    subject: 'Possible token leak in CI logs',
    problem:
      'I believe tokens of other people can be read in public job logs of {project}. Whom do I tell?',
    answer: '',
  },
  {
    subject: 'Phishing page that looks like your sign-in',
    problem: 'A page under a name like yours asks for passwords. Address in the attached text.',
    answer: '',
  },
  {
    subject: 'My account was blocked',
    problem: 'I can no longer sign in since I ran a scan of my own project. Please unblock me.',
    answer: '',
  },
  {
    subject: 'Questionnaire about your security practices',
    problem:
      'Please fill in the attached questionnaire with {count} questions by the end of the month.',
    answer: '',
  },
  {
    subject: 'Missing header on a marketing page',
    problem: 'X-Frame-Options is missing on a page. Is there a bounty?',
    answer: '',
  },
  {
    subject: 'Is version {version} affected by the latest OpenSSL problem?',
    problem: 'Our auditor asks whether {version} contains the affected library.',
    answer: '',
  },
  {
    subject: 'Copyright notice for a repository',
    problem: 'A repository of one of your users contains our source code without permission.',
    answer: '',
  },
]

export const hackerone: Words[] = [
  {
    subject: 'Stored script in the wiki through a crafted link',
    problem:
      'A link with a tab in its scheme is not cleaned. Steps and a recording are attached; it needs one click of the victim.',
    note: 'Reproduced on the current version. Medium: needs a click and a role in the project.',
    answer:
      'Thank you for the clear report. We could reproduce it and have passed it to the team; a fix is planned for the next security release. We update you here at least once a month.',
  },
  {
    subject: 'Private project names can be guessed through search timing',
    problem: 'The answer takes about {count} ms longer when a private project of that name exists.',
    answer:
      'We can measure the difference as well. It is accepted as low; a constant-time path is being written.',
  },
  {
    subject: 'Guest can read confidential issue titles by webhook',
    problem: 'A guest who may edit a webhook of a fork receives titles of confidential issues.',
    note: 'Serious. Confidential issue opened, due in 30 days.',
    answer:
      'Confirmed, and rated high. The fix is written and in review; we will ask you to check it before the release.',
  },
  {
    subject: 'Server-side request to internal addresses by import',
    problem: 'The importer follows a redirect to 169.254.169.254.',
    answer:
      'The guard is applied again after each redirect now. Bounty was decided today, thank you.',
  },
  {
    subject: 'Rate limit of password reset can be passed by',
    problem: 'With a changing header the limit begins anew each time.',
    answer: 'Triaged as low. The header is no longer trusted without a proxy being configured.',
  },
]
