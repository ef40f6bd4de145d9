import type { EmergencyWords } from './emergency.ts'

/** The first half of the three months. */
export const earlyEmergencies: EmergencyWords[] = [
  {
    organization: 'northwind',
    subject: 'All pushes fail with HTTP 500',
    problem:
      'Every push answers HTTP 500 since 07:40. About 300 developers are blocked and a release is due at noon.',
    takenBy: 'level1',
    afterSeconds: 74,
    talk: [
      {
        minute: 3,
        from: 'staff',
        text: 'I am on the call. First question: is the disk of the storage node full? `df -h /var/opt` on gitaly-2.',
      },
      { minute: 5, from: 'customer', text: '100 %. Somebody put database dumps there.' },
      {
        minute: 9,
        from: 'note',
        text: 'Same as in March: dumps under /var/opt. Suggest a quota in the write-up.',
      },
      {
        minute: 24,
        from: 'staff',
        text: 'With the dumps moved away pushes work again. Please try one and tell me here.',
      },
      { minute: 27, from: 'customer', text: 'Works. Thank you, that saved our release.' },
    ],
    solvedAtMinute: 41,
    cause: 'The disk of the storage node was full of database dumps.',
    cure: 'The dumps were moved to the backup volume; pushes worked at once. A quota for that folder was agreed.',
  },
  {
    organization: 'helios',
    subject: 'Sign-in is down for everybody',
    problem:
      'Nobody can sign in since the identity provider changed its certificate last night. 1,200 people.',
    takenBy: 'level2',
    afterSeconds: 95,
    talk: [
      {
        minute: 4,
        from: 'staff',
        text: 'I have the call open. Do you have the new certificate of the provider at hand?',
      },
      { minute: 12, from: 'customer', text: 'Found it. Sending it through the secure link.' },
      {
        minute: 31,
        from: 'staff',
        text: 'Put in place and reconfigured. Please try with one person first.',
      },
    ],
    switchesCallAt: 6,
    solvedAtMinute: 48,
    cause: 'The provider rotated its signing certificate a day before it was announced.',
    cure: 'The new certificate was put into the configuration. An alert on the end of the certificate was set up.',
  },
  {
    organization: 'cobalt',
    subject: 'Database will not start after a power cut',
    problem:
      'The database refuses to start: "could not locate a valid checkpoint record". Production is down.',
    takenBy: 'level1',
    afterSeconds: 52,
    talk: [
      {
        minute: 2,
        from: 'staff',
        text: 'Please touch nothing yet, above all not pg_resetwal. How old is the last base backup, and is archiving on?',
      },
      { minute: 8, from: 'customer', text: 'Backup of 02:00, archiving is on.' },
      {
        minute: 20,
        from: 'note',
        text: 'Restoring on the standby beside it; 40 GB, about 35 minutes.',
      },
      {
        minute: 66,
        from: 'staff',
        text: 'The restored copy runs to one second before the cut. Check the newest merge request you remember, then we switch over.',
      },
      { minute: 80, from: 'customer', text: 'All there. Switched. I owe you a coffee.' },
    ],
    solvedAtMinute: 104,
    cause:
      'The write cache of the storage controller lost data in the power cut; its battery was dead.',
    cure: 'Point-in-time recovery to one second before the cut, on the standby, then a switch-over.',
  },
  {
    organization: 'umbra',
    subject: 'Everything is down!!!',
    problem: 'Nothing works. Please call.',
    takenBy: 'level1',
    afterSeconds: 131,
    talk: [
      { minute: 4, from: 'staff', text: 'What do you see when you open the page, and since when?' },
      { minute: 10, from: 'customer', text: 'It was our own office network. Sorry.' },
    ],
    solvedAtMinute: 15,
    cause: 'The network of the customer\u2019s office was down.',
    cure: 'Nothing on our side. The plan has no emergency support; nobody argued at the door.',
  },
  {
    organization: 'bluefin',
    subject: 'Container registry refuses every pull',
    problem:
      'Clusters in three regions cannot pull images and new pods do not start. Customers of ours notice.',
    takenBy: 'level1',
    afterSeconds: 41,
    talk: [
      {
        minute: 3,
        from: 'staff',
        text: 'I see 503 from the object storage in the log. Was an access key changed today?',
      },
      { minute: 6, from: 'customer', text: 'Rotated at 09:00 by our security people, yes.' },
      {
        minute: 14,
        from: 'staff',
        text: 'The new key is in place and the registry restarted. Pulls answer 200 from here.',
      },
    ],
    solvedAtMinute: 22,
    cause: 'The key of the object storage was rotated without the registry.',
    cure: 'New key in the configuration. The rotation runbook of the customer now names the registry.',
  },
  {
    organization: 'meridian',
    subject: 'Upgrade stuck at 3 am, maintenance window ends at 5',
    problem: 'The migration stands still for 50 minutes. We must be back at 05:00.',
    takenBy: 'level2',
    afterSeconds: 140,
    talk: [
      {
        minute: 5,
        from: 'staff',
        text: 'It waits for a lock. I need the output of the query in the next message.',
      },
      { minute: 11, from: 'customer', text: 'There is a vacuum on ci_builds since midnight.' },
      {
        minute: 18,
        from: 'staff',
        text: 'End that vacuum, the migration goes on by itself. I stay on the call until you are up.',
      },
      { minute: 44, from: 'customer', text: 'Up at 04:31. Well inside the window.' },
    ],
    solvedAtMinute: 57,
    cause: 'An automatic vacuum held the lock that the migration needed.',
    cure: 'The vacuum was ended; the migration took 22 minutes. Pre-check added to the upgrade steps.',
  },
]
