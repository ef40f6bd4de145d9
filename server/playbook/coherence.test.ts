import { describe, expect, test } from 'vitest'
import { changed, problemsOf } from './samples/small.ts'

describe('parts that contradict each other are refused', () => {
  test.each<[what: string, insteadOf: string, write: string, problem: string, remedy: string]>([
    [
      'a calendar with no open time',
      /weekly:\n.*monday.*\n/.exec(changed())![0],
      'holidays: [{ date: "2026-12-25", name: Christmas }]\n',
      '30 calendars[0]: calendar "office" has no open time, so no promise could ever fall due',
      'Give it windows under weekly or spans, or write always_open: true.',
    ],
    [
      'a calendar that is always open, and has windows',
      'weekly:',
      'always_open: true\n    weekly:',
      '32 calendars[0].always_open: calendar "office" is always open, so its windows and holidays have no effect',
      'Remove always_open, or everything else.',
    ],
    [
      'two targets for the same promise',
      'priority: high, minutes: 240',
      'priority: urgent, minutes: 240',
      '40 sla_policies[0].targets[1]: SLA policy "standard" promises first_reply for urgent twice',
      'Keep one of the two targets.',
    ],
    [
      'a policy below one that takes every ticket',
      '  - key: standard\n',
      '  - { key: all, name: All, targets: [{ metric: resolution, priority: low, minutes: 9, hours: office }] }\n  - key: standard\n',
      '36 sla_policies[1]: SLA policy "standard" never counts: "all" above it takes every ticket',
      'Move "all" to the end, or give it conditions.',
    ],
    [
      'a channel that closes tickets without a word',
      'auto_reply: ticket_received',
      'closes_after_auto_reply: true',
      '21 channels[1].closes_after_auto_reply: channel "support" would close tickets without a word',
      'Name an auto_reply, or remove closes_after_auto_reply.',
    ],
    [
      'an emergency channel that wakes nobody',
      '    escalation_policy: emergency\n',
      '',
      '7 channels[0]: emergency channel "emergency" wakes nobody',
      'Name an escalation_policy.',
    ],
    [
      'emergency support without a door',
      'channels: [emergency, support]',
      'channels: [support]',
      '25 plans[0].emergency_support: plan "business" has emergency support, but opens no emergency channel',
      'Change emergency_support, or "emergency" under channels.',
    ],
    [
      'a door without emergency support',
      'emergency_support: true',
      'emergency_support: false',
      '25 plans[0].emergency_support: plan "business" opens an emergency channel, but says emergency_support: false',
      'Change emergency_support, or "emergency" under channels.',
    ],
    [
      'an emergency redirected without a word',
      'paging:',
      'emergency: { unentitled: redirect }\npaging:',
      '70 emergency.unentitled: channel "emergency" has no words for those it would redirect',
      'Give the channel a redirect, or write unentitled: page_and_flag.',
    ],
    [
      'a room insisted on before it is offered',
      'paging:',
      'emergency: { room_offered_after_minutes: 30, room_insisted_after_minutes: 20 }\npaging:',
      '70 emergency.room_insisted_after_minutes: a crisis room would be insisted on before it is offered',
      'Give at least 30.',
    ],
    [
      'an announcement to nobody',
      'trackers:',
      'announcements: [{ key: news, name: News, via: slack }]\ntrackers:',
      '76 announcements[0]: announcement "news" goes through slack, but not to anybody',
      'Add to: with a channel.',
    ],
    [
      'a tracker elsewhere without an address',
      'kind: builtin',
      'kind: gitlab',
      '77 trackers[0]: tracker "product" is on gitlab, but has no web address',
      'Add url: with the page of the project.',
    ],
    [
      'no default tracker',
      ', default: true',
      '',
      '77 trackers[0]: no tracker takes the issues that match no words',
      'Write default: true on exactly one tracker.',
    ],
    [
      'two default trackers',
      'templates:',
      '  - { key: docs, name: Docs, kind: builtin, default: true }\ntemplates:',
      '78 trackers[1]: two trackers are the default: "product" and "docs"',
      'Write default: true on exactly one tracker.',
    ],
    [
      'a community in which nobody outside can ask',
      'templates:',
      'forum_categories: [{ key: news, name: News, who: staff }]\ntemplates:',
      '78 forum_categories: nobody outside could ask anything: every category is for staff',
      'Write who: anyone on at least one of them.',
    ],
  ])('%s', (_, insteadOf, write, problem, remedy) => {
    expect(problemsOf(changed([insteadOf, write]))).toEqual([{ problem, remedy }])
  })
})
