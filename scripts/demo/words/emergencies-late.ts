import type { EmergencyWords } from './emergency.ts'

/** The second half of the three months. */
export const lateEmergencies: EmergencyWords[] = [
  {
    organization: 'acme',
    subject: 'Pipelines do not start at all',
    problem: 'No pipeline has started for 40 minutes. Our robots on the line wait for firmware.',
    takenBy: 'level1',
    afterSeconds: 63,
    talk: [
      {
        minute: 2,
        from: 'staff',
        text: 'Hello Kim, I am in the call. Is Redis up? `gitlab-ctl status redis`',
      },
      { minute: 4, from: 'customer', text: 'Up, but it says OOM command not allowed.' },
      {
        minute: 17,
        from: 'staff',
        text: 'Memory raised and the old keys are gone; pipelines start. Please confirm.',
      },
      { minute: 19, from: 'customer', text: 'Confirmed. The line is moving.' },
    ],
    solvedAtMinute: 34,
    cause: 'Redis reached its memory limit after a job wrote a 2 GB report.',
    cure: 'Limit raised, report moved to artifacts. A limit for reports was set.',
  },
  {
    organization: 'orchid',
    subject: 'Repositories show an old state after failover',
    problem:
      'After the failover some repositories are four hours old. People are pushing on top of it.',
    takenBy: 'level1',
    afterSeconds: 88,
    talk: [
      {
        minute: 3,
        from: 'staff',
        text: 'First of all: make the server read-only, so that nothing is written on top. Tell me when it is.',
      },
      { minute: 6, from: 'customer', text: 'Done.' },
      {
        minute: 35,
        from: 'note',
        text: 'Called in the storage team; 14 repositories of 2,100 are behind.',
      },
      {
        minute: 92,
        from: 'staff',
        text: 'All 14 are repaired from the old primary and checked with fsck. You may open it again.',
      },
      { minute: 99, from: 'customer', text: 'Open again, everything looks right.' },
    ],
    switchesCallAt: 9,
    solvedAtMinute: 121,
    cause: 'The failover happened while replication of 14 repositories was still under way.',
    cure: 'Repaired from the old primary before it was reused. Failover now waits for replication.',
  },
  {
    organization: 'juniper',
    subject: 'Licence ended over night, all is locked',
    problem:
      'Everything is read-only since midnight because the licence ended. The renewal was paid last week.',
    takenBy: 'level1',
    afterSeconds: 47,
    talk: [
      {
        minute: 2,
        from: 'staff',
        text: 'A licence for 14 days is on its way to you now, paste it under Admin, Subscription.',
      },
      {
        minute: 6,
        from: 'customer',
        text: 'In, everything is writable. Thank you for not asking for the invoice first.',
      },
    ],
    solvedAtMinute: 12,
    cause: 'The renewal was booked on the wrong account.',
    cure: 'Bridge licence at once; the booking was put right by the account team the same day.',
  },
  {
    organization: 'kestrel',
    subject: 'Suspected break-in, servers cut off by us',
    problem:
      'We see sign-ins of an administrator from a country we have nobody in. We cut the server off. What now?',
    takenBy: 'level1',
    afterSeconds: 39,
    talk: [
      {
        minute: 2,
        from: 'staff',
        text: 'Leaving it cut off is right. Our security team is on the call as well. Please keep the disk as it is.',
      },
      { minute: 25, from: 'customer', text: 'The token was in a public repository for two days.' },
      {
        minute: 58,
        from: 'staff',
        text: 'All sessions and tokens are revoked, the audit log shows reads of two projects only. You may connect it again.',
      },
    ],
    solvedAtMinute: 75,
    cause: 'An administrator\u2019s token was in a public repository.',
    cure: 'Tokens revoked, secret detection on push switched on, two projects\u2019 secrets replaced.',
  },
  {
    organization: 'sable',
    subject: 'Web interface answers 502 for everyone',
    problem: '502 on every page since the change of this afternoon. SSH works.',
    takenBy: 'level2',
    afterSeconds: 60,
    talk: [
      {
        minute: 3,
        from: 'staff',
        text: 'I am here. Please send the last 50 lines of the web log.',
      },
      { minute: 7, from: 'customer', text: 'There: "worker timeout", again and again.' },
      {
        minute: 21,
        from: 'staff',
        text: 'The change set 2 workers instead of 20. With 20 it answers in 200 ms. Please look.',
      },
    ],
    solvedAtMinute: 29,
    cause: 'A typing error in the number of workers.',
    cure: 'Number put right. The configuration is checked in review from now on.',
  },
  {
    organization: 'northwind',
    subject: 'Deployments to production fail, trading opens at 9',
    problem: 'Deploy jobs end with "no space left on device" and the trading system opens at nine.',
    takenBy: 'level1',
    afterSeconds: 35,
    talk: [
      {
        minute: 2,
        from: 'staff',
        text: 'It is the runner\u2019s disk, not yours. I am clearing images on runner-3 with you, please share the screen.',
      },
      { minute: 13, from: 'customer', text: 'Deployed at 08:44!' },
      { minute: 15, from: 'staff', text: 'Good. I leave the call open until nine, in case.' },
    ],
    solvedAtMinute: 30,
    cause: 'Old images filled the disk of the runner.',
    cure: 'Images removed; a nightly clean-up is scheduled on all runners.',
  },
]
