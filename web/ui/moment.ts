// Decides how an instant may be handed to the interface.

/** An instant: ISO text, a Date or milliseconds since 1970. */
export type Moment = string | Date | number

/** Milliseconds since 1970; NaN where the text is no date. */
export const millisOf = (at: Moment): number =>
  typeof at === 'number' ? at : at instanceof Date ? at.getTime() : Date.parse(at)
