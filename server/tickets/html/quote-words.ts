/** Decides by its words whether a line of a mail opens an earlier message or a signature, in some twenty languages. */

/** Labels of the header block that Outlook and its kin put above what they quote. */
const LABELS: Record<string, string> = {
  from: 'From|Von|De|Da|Van|Från|Fra|Lähettäjä|Od|От|Від|Kimden|Gönderen|差出人|发件人|寄件者|보낸 사람|Feladó|De la|Από|מאת|من',
  sent:
    'Sent|Date|Gesendet|Datum|Envoyé|Enviado(?: el)?|Enviada(?: em)?|Fecha|Inviato|Data|Verzonden|Skickat|Sendt|Dato|Lähetetty|' +
    'Päivämäärä|Wysłano|Odesláno|Отправлено|Дата|Надіслано|Gönderildi|Gönderme Tarihi|Tarih|送信日時|日付|日時|发送时间|发送日期|日期|' +
    '寄件日期|보낸 날짜|날짜|Elküldve|Dátum|Trimis|Στάλθηκε|נשלח|تاريخ الإرسال',
  to: 'To|An|À|A|Para|Aan|Till|Til|Vastaanottaja|Do|Komu|Кому|Kime|宛先|收件人|收件者|받는 사람|Címzett|Către|Προς|אל|إلى',
  subject:
    'Subject|Betreff|Objet|Asunto|Oggetto|Assunto|Onderwerp|Ämne|Emne|Aihe|Temat|Předmět|Тема|Konu|件名|主题|主旨|제목|Tárgy|' +
    'Subiect|Θέμα|נושא|الموضوع',
}
const LABEL_PATTERNS = Object.entries(LABELS).map(
  ([kind, words]) =>
    [kind, new RegExp(`^\\*?(?:${words})\\*?\\s?[:：]\\*?(?:\\s|$|\\S)`, 'iu')] as const,
)

/** The kind of header a line is, or null. */
export function headerKind(line: string): string | null {
  const text = plain(line)
  return LABEL_PATTERNS.find(([, pattern]) => pattern.test(text))?.[0] ?? null
}

const ORIGINAL =
  'Original Message|Original Appointment|Reply message|Ursprüngliche Nachricht|Originalnachricht|Message d.origine|Message original|' +
  'Mensaje original|Messaggio originale|Mensagem original|Oorspronkelijk bericht|Ursprungligt meddelande|Originalmeddelande|' +
  'Opprinnelig melding|Oprindelig meddelelse|Alkuperäinen viesti|Wiadomość oryginalna|Oryginalna wiadomość|Původní zpráva|' +
  'Исходное сообщение|Оригинальное сообщение|Orijinal Mesaj|元のメッセージ|原始邮件|原始郵件|원본 메시지|Eredeti üzenet|Mesaj original|' +
  'Αρχικό μήνυμα|הודעה מקורית|الرسالة الأصلية'
const FORWARDED =
  'Forwarded message|Weitergeleitete Nachricht|Message transféré|Mensaje reenviado|Messaggio inoltrato|Mensagem encaminhada|' +
  'Doorgestuurd bericht|Vidarebefordrat meddelande|Videresendt|Välitetty viesti|Wiadomość przekazana dalej|Přeposlaná zpráva|' +
  'Пересылаемое сообщение|Yönlendirilen ileti|転送メッセージ|转发的邮件|轉寄郵件|전달된 메시지'

const isBetweenDashes = (words: string) =>
  new RegExp(`^[-_=]{2,}\\s*(?:${words})\\s*[-_=]{2,}$`, 'iu')
const ORIGINAL_LINE = isBetweenDashes(ORIGINAL)
const FORWARD_LINE = new RegExp(
  `${isBetweenDashes(FORWARDED).source}|^(?:Begin forwarded message|Anfang der weitergeleiteten Nachricht|Début du message réexpédié|Inicio del mensaje reenviado)\\s?:$`,
  'iu',
)

/** "-----Original Message-----" and its sisters. */
export const isSeparator = (line: string) => ORIGINAL_LINE.test(plain(line))
/** "---------- Forwarded message ---------": what follows is what the sender wants read. */
export const isForward = (line: string) => FORWARD_LINE.test(plain(line))

const WROTE =
  'wrote|writes|schrieb|hat geschrieben|a écrit|escribió|ha scritto|scrive|escreveu|schreef|skrev|kirjoitti|napisał(?:\\(a\\)|a)?|pisze|' +
  'napsal(?:\\(a\\)|a)?|писал(?:\\(а\\)|а)?|написал(?:\\(а\\)|а)?|пишет|написав(?:\\(ла\\))?|пише|yazdı|のメール|は書きました|写道|寫道|' +
  '작성|írta|a scris|έγραψε|כתב(?:/ה)?|كتب'
const WROTE_LINE = new RegExp(
  `(?:^|[\\s,>)"“”0-9])(?:${WROTE})|(?:写道|寫道|作成|작성|のメール|は書きました)`,
  'iu',
)
const OPENINGS =
  /^(?:On|Am|Le|El|Il|Em|Op|Den|På|W dniu|Dnia|Dne|Στις|În|Pe|[0-9０-９]{1,4}[./年 -]|在|于|周|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Пн|Вт|Ср|Чт|Пт|Сб|Вс)/iu

/** "On Tue, 3 Feb 2026 at 10:02, Dana <dana@acme.test> wrote:" with a quotation after it. */
export function isAttribution(line: string): boolean {
  const text = plain(line)
  if (text.length > 400 || !/[:：]$/.test(text) || !/\d/.test(text)) return false
  return WROTE_LINE.test(text) || /<[^<>\s]+@[^<>\s]+>\s?[:：]$/.test(text)
}

/** The same where no quotation marks what follows: it must name a date, and begin like one. */
export const isStrictAttribution = (line: string) =>
  isAttribution(line) &&
  OPENINGS.test(plain(line)) &&
  /\d{4}|\d{1,2}[./]\d{1,2}[./]\d{2}|\S@\S/.test(line)

export const isSignatureMark = (line: string) =>
  /^--\s?$|^—\s?$/.test(line.replaceAll('\u00a0', ' '))

const FROM_PHONE =
  /^(?:Sent from (?:my|Yahoo|Mail|Outlook|Proton|Samsung)|Get Outlook for|Sent with Proton|Von meinem .{2,30} gesendet|Gesendet von|Envoyé (?:de|depuis) mon|Enviado desde mi|Enviado do meu|Inviato da(?:l mio)?|Verstuurd vanaf|Verzonden vanaf|Skickat från|Sendt fra|Lähetetty |Wysłane z|Odesláno z|Отправлено (?:с|из)|iPhoneから送信|发自我的|從我的|나의 iPhone에서 보냄).{0,60}$/iu
/** The line a phone adds. */
export const isFromPhone = (line: string) => FROM_PHONE.test(plain(line))

const plain = (line: string) =>
  line
    .slice(0, 600)
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
