import type { Words } from './words.ts'

/** The server itself: upgrades, sign-in, storage, speed. */
export const server: Words[] = [
  {
    subject: 'Upgrade to {version} stops at a migration',
    problem:
      'The upgrade of {host} stops with\n\n    PG::CheckViolation: check constraint "not_null_project_id" is violated by some row\n\nWe are in the maintenance window until 06:00.',
    ask: 'Do not roll back yet. Could you run the query below and tell us how many rows it finds?\n\n    select count(*) from ci_builds where project_id is null',
    facts: 'It says {count}.',
    note: 'Left over from projects deleted before 15.x. Safe to delete, confirmed with the database team.',
    answer:
      'Those {count} rows belong to projects that no longer exist. Delete them with the statement we sent by the secure link, then run the migration again: it takes about four minutes on your size. Leave the old version on the standby until you have signed in once.',
  },
  {
    subject: 'LDAP sync removes administrators',
    problem:
      'After the nightly sync three of our administrators are ordinary users. We put them back each morning.',
    answer:
      'The group named in `admin_group` was moved in your directory, and an empty answer counts as "nobody". Set admin_group to the new place; the check command prints who would be administrator before anything is changed.',
  },
  {
    subject: 'Sign-in with SAML fails for new people',
    problem: 'Existing people sign in, new ones get "Email has already been taken".',
    ask: 'Is the address of one of the new people already used as a secondary address of somebody else?',
    facts: 'Yes, a shared mailbox had them all as secondary addresses. I had no idea.',
    answer:
      'Then the shared account must give those addresses up first: Admin, Users, open it, remove the secondary ones. After that each of them can sign in and gets an account of their own.',
  },
  {
    subject: 'Pushes larger than {count} MB are refused',
    problem: 'HTTP 413 on `git push` from the office, over SSH it works.',
    answer:
      'The 413 comes from the load balancer in front of {host}, not from us: it allows {count} MB per request. Raise client_max_body_size there, or send large histories over SSH.',
  },
  {
    subject: 'Repository of {project} is read-only',
    problem:
      'Since this morning: "The repository is temporarily read-only". Nobody has touched it.',
    ask: 'Was a move between storages started, perhaps by an automation? It shows under Admin, Projects.',
    facts: 'There is one from last night that says "started" and nothing after it.',
    answer:
      'The move was cut off when the storage node restarted. Mark it as failed with the console command below and the project is writable at once; nothing was lost, the old copy is whole.',
  },
  {
    subject: 'Background jobs grow to {count} thousand',
    problem:
      'The queue of background jobs on {host} grows since Monday and mails arrive hours late.',
    note: 'One webhook to a dead host, 30 s timeout each. Ask product to trip the breaker sooner.',
    answer:
      'Most of them are webhooks of one project to a host that answers nothing, each waiting 30 seconds. Disable that webhook (link in the list we attach) and the queue drains in about twenty minutes.',
  },
  {
    subject: 'Backup takes longer than the night',
    problem: 'Our backup of {host} needs eleven hours now and runs into working hours.',
    answer:
      'Artifacts and registry make up 82 % of it. Leave them out of the archive (SKIP=registry,artifacts), keep them in object storage with versioning, and the rest takes under two hours.',
  },
  {
    subject: 'Mail to replies is not read any more',
    problem: 'Answers that our people send to notification mails no longer appear as comments.',
    answer:
      'The mailbox asks for modern sign-in since the first of the month, and the password is refused. Register the application as described in the administration guide and put the tenant and client ids in; the mails that waited are read then.',
  },
  {
    subject: 'Search finds nothing newer than last week',
    problem:
      'Code search on {host} shows results, but nothing that was pushed after last Thursday.',
    answer:
      'Indexing stands still because one shard is read-only: its disk passed 95 % on Thursday. Free space, set the index writable again, then resume indexing; it catches up within the hour.',
  },
  {
    subject: 'Certificate of the registry ends in {count} days',
    problem:
      'Monitoring warns about the certificate of the registry. The one of the web is renewed by itself, this one is not.',
    answer:
      'Automatic renewal covers the names in external_url only. Add registry_external_url to the list of alternative names and reconfigure: the next renewal takes both.',
  },
  {
    subject: 'Database replica is {count} minutes behind',
    problem: 'The replica lags since the weekend and people see their own comments late.',
    ask: 'Does a long query run on the replica? `select pid, now() - query_start, query from pg_stat_activity order by 2 desc limit 3`',
    facts: 'There is an analytics query from Friday evening, still running.',
    answer:
      'That query holds the replay back. End it, and set max_standby_streaming_delay to 30 s on the replica that serves people; give analytics a replica of its own.',
  },
  {
    subject: 'HTTP 502 on large merge requests',
    problem:
      'Merge requests of {project} with more than {count} files show 502, smaller ones are fine.',
    answer:
      'The worker is ended after 60 seconds while it renders the diff. Collapse generated files with .gitattributes (`linguist-generated`), and raise the limit to 90 s until {version}, which loads the diff in parts.',
  },
]
