/** Decides by which words what is hidden in a world is known again. */

/** Numbers of what is restricted begin here, so that one of them in an answer is no coincidence. */
export const FAR = 7_300_001

/** Words nobody else would say. What is in one place has them all, so that one is enough to find it anywhere. */
export const WORDS = {
  kim: 'zqkimsays',
  ivy: 'zqivysays',
  restricted: 'zqrestricted',
  note: 'zqinternalnote',
  draft: 'zqunsentdraft',
  organizationNote: 'zqaboutacme',
  review: 'zqawaitsreview',
  unpublished: 'zqunpublished',
  quarantined: 'zqsetaside',
  secret: 'zqnobodysecret',
  hook: 'zqbobshook',
} as const
