/** What a customer is told about what they may use here. None of it refuses: each says what happens, and where to go on. */

export type WordsKey =
  | 'open'
  | 'served'
  | 'served_grace'
  | 'served_until_settled'
  | 'served_once'
  | 'looked_at'
  | 'begins'
  | 'ended'
  | 'community'
  | 'unknown'
  | 'colleague'
  | 'emergency_hours'
  | 'emergency_later'

export interface Words {
  key: WordsKey
  facts: Readonly<Record<string, string>>
}

/** English; a translation is found by the key. {name} is a fact. */
export const SENTENCES: Record<WordsKey, string> = {
  open: 'Everybody is welcome here. We have what you wrote.',
  served: 'We have what you wrote, and {plan} support looks after it.',
  served_grace:
    'We have what you wrote, and {plan} support looks after it. Your plan ran until {ended}; we go on helping until {until}, and your account team helps you renew.',
  served_until_settled:
    'We have what you wrote, and {plan} support looks after it. A question about your plan is still open; until it is settled, nothing changes before {until}.',
  served_once:
    'We have what you wrote, and {plan} support looks after it. To have us know you next time, ask a colleague who looks after your contacts to add you.',
  looked_at:
    'We have what you wrote, and a person looks at it. A question about your plan is still open; your account team can tell you more.',
  begins:
    'We have what you wrote. Your {plan} plan begins on {starts}; from then on our support looks after it. Until then the community is glad to help.',
  ended:
    'We have what you wrote. Your {plan} plan ran until {ended}. Renew it, or answer this message, and a person goes on from here. Until then the community is glad to help.',
  community:
    'Free plans are helped by the community, where people from our team answer too when they can.',
  unknown:
    'We could not find the plan of your company by this address. On a paid plan? Write from your work address, or have a colleague add you. Everybody is helped by the community, where people from our team answer too when they can.',
  colleague: 'You work here: use the way colleagues ask each other, and it is looked after there.',
  emergency_hours:
    'We have what you wrote, and see it in the hours of your plan. Nights and weekends come with plans that have emergency support; your account team can tell you more.',
  emergency_later:
    'We have what you wrote. Emergencies of your {plan} plan wake people in the hours it has; they begin again {next}, and a person sees it then.',
}

export function sentence({ key, facts }: Words): string {
  return SENTENCES[key].replaceAll(/\{(\w+)\}/g, (_whole, name: string) => facts[name] ?? '')
}
