/** Decides which names that mail programs give their parts are kept, as hints where quotes and signatures begin. */

/** Parts that hold or open an earlier message. */
export const QUOTE_MARKS = new Set([
  'cite',
  'gmail_quote',
  'gmail_quote_container',
  'yahoo_quoted',
  'protonmail_quote',
  'tutanota_quote',
  'zmail_extra',
  'missive_quote',
  'front-blockquote',
  'freshdesk_quote',
  'quotedreply',
  'bloop_original_html',
  'messagereplysection',
  'appleoriginalcontents',
  'mail-editor-reference-message-container',
  'ms-outlook-mobile-reference-message',
  'qm-quote',
  '__quoted_text__',
])
/** Marks at which everything that follows belongs to the earlier message. */
export const CUT_MARKS = new Set([
  'divrplyfwdmsg',
  'appendonsend',
  'stopspelling',
  'zwchr',
  '__divider__',
  'olk_src_body_section',
  'replyforwardborder',
  'outlookmessageheader',
])
/** The line that says who wrote, in whatever language. */
export const INTRO_MARKS = new Set(['moz-cite-prefix', 'reply-intro', 'gmail_attr'])
export const FORWARD_MARKS = new Set(['moz-forward-container'])
export const SIGNATURE_MARKS = new Set([
  'gmail_signature',
  'gmail_signature_prefix',
  'moz-signature',
  'applemailsignature',
  'protonmail_signature_block',
  'signatureblock',
  'ms-outlook-mobile-signature',
  'ms-outlook-signature',
  'mac_outlook_signature',
  'bloop_sign',
  'io-ox-signature',
  '_rc_sig',
  '__sig_post__',
  '__sig_pre__',
  'messagesignaturesection',
  'signature',
  'zmail_signature_below',
])
/** Word's paragraphs have no space of their own; the style block that says so is dropped. */
const LOOKS = new Set(['msonormal', 'msolistparagraph'])

const ALIASES: Record<string, string> = {
  linebreakatbeginningofsignature: 'applemailsignature',
  'apple-mail-signature': 'applemailsignature',
  'protonmail_signature_block-user': 'protonmail_signature_block',
  protonmail_signature_block_user: 'protonmail_signature_block',
  yqtdbase: 'yahoo_quoted',
  'yahoo-quoted-begin': 'yahoo_quoted',
  origbody: 'qm-quote',
  qmbox: 'qm-quote',
  qt: 'cite',
  bloop_sign_outer: 'bloop_sign',
  reply_forward_border: 'replyforwardborder',
  'outlook-signature': 'ms-outlook-signature',
}

const isKnown = (mark: string) =>
  QUOTE_MARKS.has(mark) ||
  CUT_MARKS.has(mark) ||
  INTRO_MARKS.has(mark) ||
  FORWARD_MARKS.has(mark) ||
  SIGNATURE_MARKS.has(mark) ||
  LOOKS.has(mark)

/** The known marks of an element, from class, id, name and the like; other names are forgotten. */
export function marksOf(tag: string, attributes: Record<string, string>): string[] {
  const names =
    `${attributes['class'] ?? ''} ${attributes['id'] ?? ''} ${attributes['name'] ?? ''} ${
      attributes['data-marker'] ?? ''
    }`
      .slice(0, 1000)
      .split(/\s+/)
      .slice(0, 30)
  if (tag === 'blockquote' && attributes['type']?.toLowerCase() === 'cite') names.push('cite')
  if (attributes['data-signatureblock'] === 'true') names.push('signatureblock')
  const marks = names.map(plainName).filter(isKnown)
  return [...new Set(marks)]
}

/** Outlook on the web puts `x_` before the names of what is quoted, Hotmail put `ecx`. */
function plainName(name: string): string {
  const plain = name.replace(/^(?:x_|ecx){1,5}/i, '').toLowerCase()
  return Object.hasOwn(ALIASES, plain) ? (ALIASES[plain] ?? plain) : plain
}
