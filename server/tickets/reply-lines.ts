/** Decides what one line of a mail is: somebody's words, or a mark of the history, a quotation or a signature. */

/** Our own marker stands in every mail we send; everything from it on is history. */
export const REPLY_MARKER = '##- Please write above this line -##'

export type Line =
  | 'text'
  | 'empty'
  | 'quote'
  | 'wrote'
  | 'header'
  | 'original'
  | 'forward'
  | 'marker'

/** Longer lines are nobody's mark, and no pattern is tried on them. */
const LONGEST_MARK = 400
/** Some programs break "On Monday, Kim <kim@acme.test> wrote:" into several lines. */
const MOST_LINES_OF_A_MARK = 5

const VERB =
  'wrote|writes|sent|schrieb|geschreven|schreef|a écrit|écrivait|escribió|escribi[oó]|escreveu|ha scritto|scrive|napisał(?:\\(a\\)|a)?|skrev|kirjoitti|написал(?:а|\\(а\\))?|пишет|писал|写道|寫道|đã viết|yazdı|napsal(?:\\(a\\)|a)?|írta|a scris|작성|のメール|書きました'
const START =
  '(?:On|At|Am|Le|Op|El|Em|Il|Den|Dnia|Vào|Dne|Pe|W dniu|Il giorno|在|于|[\\p{L}]{2,12},? )'
const WROTE = [
  new RegExp(`^-*\\s*${START}.*\\d.*?(?:${VERB})(?:\\s.{0,80})?\\s*(?:[:：]|-{2,})\\s*$`, 'iu'),
  // "Am 21.04.2016 schrieb Kim:" has the name behind the verb, "Kim schrieb am Di.:" the date.
  new RegExp(
    `^.{0,120}(?:<?[\\w.+-]+@[\\w.-]+>?|\\d).{0,80}\\s(?:${VERB})(?:\\s.{1,120})?\\s*[:：]$`,
    'iu',
  ),
  new RegExp(
    `^.{2,80}<[\\w.+=-]+@[\\w.-]+>.{0,10}\\s(?:${VERB})\\s(?:am|um|on|le|el|op)?.{0,80}:$`,
    'iu',
  ),
  // "2013/7/20 Sam <sam@acme.test>", "26.06.2014, 14:41, "Kim" <kim@acme.test>:"
  /^(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4}),? .{0,120}<\s?[^<>@\s]+@[^<>\s]+>:?$/u,
  /^\p{L}{2,4}, \d{1,2} \p{L}{3,10} \d{4} .{1,100}<[^<>@\s]+@[^<>\s]+>:$/u,
  /^-{3,}\s?On .{5,200} wrote\s?-{3,}$/iu,
]
/** A verb at the end, or nothing that could be a mark. */
const MAY_END = /[:：>]\s*$|-{3,}\s*$/u
const MAY_BEGIN = /\d|@|^(?:on|at|am|le|op|el|em|il|den|dnia|vào|在)\s/iu

const ORIGINAL =
  /^[-_=\s>]{2,}\s*(?:original (?:message|email)|reply message|ursprüngliche nachricht|originalnachricht|message d'origine|message original|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|originalmeddelande|opprinnelig melding|oprindelig meddelelse|wiadomość oryginalna|исходное сообщение|原始邮件|元のメッセージ)\s*[-_=]{2,}/iu
const FORWARD =
  /^(?:[-_=\s]{2,}\s*(?:forwarded message|weitergeleitete nachricht|anfang der weitergeleiteten|message transféré|mensaje reenviado|mensagem encaminhada|messaggio inoltrato|doorgestuurd bericht|vidarebefordrat|пересылаемое сообщение)\b.*|begin forwarded message\s*:|anfang der weitergeleiteten nachricht\s*:|début du message réexpédié\s*:)$/iu
const HEADER =
  /^\*?(?:from|sent|to|cc|subject|date|reply-to|von|gesendet|an|betreff|datum|de|envoyé|à|objet|enviado(?: el)?|para|asunto|fra|sendt|til|emne|från|skickat|ämne|da|inviato|risposta|data|a|oggetto|van|verzonden|aan|onderwerp|assunto|od|do|temat|wysłano|от|отправлено|кому|тема|дата|发件人|收件人|主题|发送时间|送信元|差出人|宛先|件名|日時)(?:\s?\*)?\s?[:：]\*?\s?\S?/iu

/** Reads every line; marks that run over several lines mark each of them. */
export function classify(lines: string[]): Line[] {
  const kinds: Line[] = []
  for (let at = 0; at < lines.length; at++) {
    const length = lengthOfWrote(lines, at)
    if (length > 0) {
      for (let n = 0; n < length; n++) kinds.push('wrote')
      at += length - 1
    } else kinds.push(kindOf(lines[at] ?? ''))
  }
  return kinds
}

function kindOf(line: string): Line {
  const bare = line.trim()
  if (bare === '') return 'empty'
  if (bare.includes(REPLY_MARKER)) return 'marker'
  if (bare.length > LONGEST_MARK) return /^[>|]/.test(bare) ? 'quote' : 'text'
  const unquoted = bare.replace(/^(?:>\s?)+/, '')
  if (FORWARD.test(unquoted)) return 'forward'
  if (/^(?:>|\|(?:\s|$))/.test(bare)) return isPicture(bare) ? 'text' : 'quote'
  if (ORIGINAL.test(bare)) return 'original'
  return HEADER.test(bare) ? 'header' : 'text'
}

/** `>>> look here <<<` quotes nobody. */
const isPicture = (line: string) => /<{2,}\s*$/.test(line) && /^>{2,}/.test(line)

/** How many lines from here on are one "… wrote:"; zero when none. */
function lengthOfWrote(lines: string[], at: number): number {
  const start = unquoted(lines[at] ?? '')
  if (start === '' || start.length > LONGEST_MARK || !MAY_BEGIN.test(start)) return 0
  let joined = ''
  for (let n = 0; n < MOST_LINES_OF_A_MARK && at + n < lines.length; n++) {
    const next = unquoted(lines[at + n] ?? '')
    if (next === '' && !/^On .*\d/.test(joined)) return 0
    joined = `${joined} ${next}`.trim()
    if (joined.length > LONGEST_MARK) return 0
    if (MAY_END.test(joined) && WROTE.some((pattern) => pattern.test(joined))) return n + 1
    if (n === 0 && !isUnfinished(joined)) return 0
  }
  return 0
}

const unquoted = (line: string) =>
  line.length > LONGEST_MARK * 2 ? '' : line.trim().replace(/^(?:>\s?)+(?!\s*$)/, '')

/** A first line that could go on: it begins as such marks do, names a date or an address, and no sentence ends in it. */
const isUnfinished = (line: string) =>
  /^(?:(?:on|at|am|le|op|el|em|il|den|dnia|vào)\b|\d|-+\s*on\b)|<[^<>\s]+@[^<>\s]+>/iu.test(line) &&
  /[\d@<,]/.test(line) &&
  !/[.!?]$/.test(line)
