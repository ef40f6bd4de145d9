/** The one that somebody has right now. */
export const underWay = {
  organization: 'northwind',
  subject: 'Merge requests cannot be merged, error 500',
  problem:
    'Merging answers 500 in every project since about half an hour. 40 teams are waiting, our release train leaves in two hours.',
  talk: [
    {
      minutesAgo: 17,
      from: 'staff',
      text: 'Hello Dana, I have this and I am in the call. Does it happen for a merge request without approvals as well?',
    },
    {
      minutesAgo: 14,
      from: 'customer',
      text: 'Yes, for all of them. We upgraded the day before yesterday, it worked until today.',
    },
    {
      minutesAgo: 10,
      from: 'note',
      text: 'Looks like the background migration of merge_request_diffs holds a lock. Asked the database team in #development.',
    },
    {
      minutesAgo: 6,
      from: 'staff',
      text: 'I see a lock on one table. Please run the query that I have just put into the call, and send me what it prints.',
    },
    {
      minutesAgo: 3,
      from: 'customer',
      text: 'pid 48112, "ALTER TABLE merge_request_diffs", running for 34 minutes.',
    },
  ],
} as const

/** The one that has just come in. */
export const justNow = {
  organization: 'helios',
  subject: 'Turbine control pipelines are stopped, plant at half load',
  problem:
    'No deployment reaches the plant: every job ends with "certificate signed by unknown authority". Two turbines run at half load until this is solved.',
} as const
