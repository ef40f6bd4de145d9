/** What is said in the community of the demo, and what stands in its help centre. */

export interface TopicWords {
  /** Mail address of who asked. */
  by: string
  daysAgo: number
  category: string
  title: string
  body: string
  tags: string
  /** In order, each so many hours after the question. `solves`: whoever asked says that it helped. */
  answers: { by: string; afterHours: number; body: string; solves?: boolean; votes?: string[] }[]
  /** Somebody complains about the last answer. */
  complains?: { by: string; reason: 'spam' | 'off_topic'; note: string }
  /** Nobody has read their first words yet. */
  waits?: boolean
}

export const topics: TopicWords[] = [
  {
    by: 'diego',
    daysAgo: 60,
    category: 'news',
    title: 'Welcome to the community',
    body: 'Ask anything about running the software. People who run it answer, and so do we when we can.\n\nSay **which version** you run and how you installed it: most answers depend on it.',
    tags: 'welcome',
    answers: [],
  },
  {
    by: 'lee@umbra.test',
    daysAgo: 12,
    category: 'questions',
    title: 'The runner cannot pull images from our registry',
    body: 'Since 17.4 every job ends with:\n\n```\nERROR: Job failed: unauthorized: access forbidden\n```\n\nPulling the same image by hand works. The runner is on a small machine at home.',
    tags: 'runner, registry',
    answers: [
      {
        by: 'ravi.menon@mail.test',
        afterHours: 3,
        body: 'Is the token of the runner older than the upgrade? Ours had to be made anew.',
      },
      {
        by: 'alice',
        afterHours: 20,
        body: 'Since 17.4 the runner asks with its **own** credentials first. Put the login of the registry into `DOCKER_AUTH_CONFIG`:\n\n```\ndocker login registry.example.com\ncat ~/.docker/config.json\n```\n\nand give its content to the variable.',
        solves: true,
        votes: ['lee@umbra.test', 'ravi.menon@mail.test'],
      },
    ],
  },
  {
    by: 'lee@umbra.test',
    daysAgo: 2,
    category: 'questions',
    title: 'How do I keep fewer backups',
    body: 'The disk is full every Sunday. Is there a setting for how many backups stay, or do I write a script?',
    tags: 'backup',
    answers: [],
  },
  {
    by: 'ravi.menon@mail.test',
    daysAgo: 5,
    category: 'ideas',
    title: 'A dark theme for the mails',
    body: 'The white mails wake everybody at night. Could they follow the theme of the device?',
    tags: 'mail, theme',
    answers: [
      {
        by: 'zoe.park@mail.test',
        afterHours: 9,
        body: 'Yes, please. My phone is the only light in the room then.',
        votes: ['lee@umbra.test'],
      },
      {
        by: 'max.adeyemi@mail.test',
        afterHours: 30,
        body: 'I sell a plugin that does this and much more, write to me for a discount.',
      },
    ],
    complains: {
      by: 'zoe.park@mail.test',
      reason: 'spam',
      note: 'The third time this week, always the same plugin.',
    },
  },
  {
    by: 'amina.otieno@lantern.test',
    daysAgo: 0.1,
    category: 'questions',
    title: 'Can pupils share one account',
    body: 'We are a school with 60 pupils and 12 tablets. May three of them sign in with one account, or is there a better way?',
    tags: 'accounts',
    answers: [],
    waits: true,
  },
]

export const articles = [
  {
    by: 'alice',
    daysAgo: 70,
    category: 'Running it',
    title: 'How to upgrade',
    body: '1. Read what is new, above all what was removed.\n2. Make a backup, and look whether it can be read.\n3. Stop the program, install the new version, start it.\n\nNever skip a version that the notes call a *required stop*.',
  },
  {
    by: 'bob',
    daysAgo: 40,
    category: 'Running it',
    title: 'Backups that can be restored',
    body: 'A backup that nobody has restored is a hope.\n\n- Keep seven days: `backup_keep_time: 604800`.\n- Copy it to another machine.\n- Restore it once a month, on a machine of its own.',
  },
  {
    by: 'alice',
    daysAgo: 21,
    category: 'Signing in',
    title: 'When nobody can sign in with SAML',
    body: 'Nearly always the clock or the certificate.\n\n1. Compare the clock of both machines: more than three minutes apart, and every answer is refused.\n2. Look when the certificate of your identity provider ends.\n3. The log says which: look for `SAML`.',
  },
]
