import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { emptyFolder, internalDate, newMood, within, wordsOf, type Folder } from './imap-folders.ts'

interface Options {
  users: Record<string, string>
  capabilities?: string[]
  /** Offers STARTTLS with this certificate, and takes no password before it. */
  tls?: { key: string; cert: string }
}

interface Session {
  socket: Socket
  user: string | null
  folder: string | null
  readOnly: boolean
  /** How many messages the client was told of. */
  told: number
  idleTag: string | null
  /** Takes the next line, which belongs to the command before. */
  next: ((line: string) => void) | null
}

/**
 * An IMAP server for tests (RFC 9051, as much of it as a fetcher speaks): folders in memory, into which the test puts
 * mail. It can be told to renumber, to break off and to refuse.
 */
export async function startImapServer({ users, capabilities = [], tls }: Options) {
  const folders = new Map<string, Folder>([['INBOX', emptyFolder(1)]])
  const sessions = new Set<Session>()
  const mood = newMood()
  const offered = () => [
    'IMAP4rev1',
    'IDLE',
    'SASL-IR',
    'AUTH=PLAIN',
    'AUTH=XOAUTH2',
    ...capabilities,
  ]

  const listener = (socket: Socket) => {
    const session: Session = {
      socket,
      user: null,
      folder: null,
      readOnly: true,
      told: 0,
      idleTag: null,
      next: null,
    }
    sessions.add(session)
    socket.on('close', () => sessions.delete(session))
    socket.on('error', () => socket.destroy())
    socket.write('* OK ready\r\n')
    listen(session)
  }

  function listen(session: Session) {
    let text = ''
    session.socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      for (;;) {
        const end = text.indexOf('\r\n')
        if (end < 0) return
        const line = text.slice(0, end)
        const literal = /\{(\d+)\}$/.exec(line)
        if (literal) {
          const from = end + 2
          const size = Number(literal[1])
          if (text.length < from + size) {
            if (text.length === from) session.socket.write('+ go on\r\n')
            return
          }
          const value = text.slice(from, from + size)
          text = `${line.slice(0, literal.index)}${JSON.stringify(value)}${text.slice(from + size)}`
          continue
        }
        text = text.slice(end + 2)
        command(session, line)
      }
    })
  }

  function command(session: Session, line: string) {
    const say = (words: string) => void session.socket.write(`${words}\r\n`)
    const next = session.next
    session.next = null
    if (next) return next(line)
    if (session.idleTag && line.toUpperCase() === 'DONE') {
      say(`${session.idleTag} OK done`)
      session.idleTag = null
      return
    }
    const [, tag = '', verb = '', rest = ''] = /^(\S+) ((?:UID )?\S+) ?(.*)$/i.exec(line) ?? []
    const ok = (words = 'done') => say(`${tag} OK ${words}`)
    const no = (words: string) => say(`${tag} NO ${words}`)
    mood.commands.push(verb.toUpperCase())
    const folder = session.folder === null ? undefined : folders.get(session.folder)
    const isOpen = tls && !(session.socket instanceof TLSSocket)

    switch (verb.toUpperCase()) {
      case 'CAPABILITY':
        say(
          `* CAPABILITY ${[...offered(), ...(isOpen ? ['STARTTLS', 'LOGINDISABLED'] : [])].join(' ')}`,
        )
        return ok()
      case 'STARTTLS':
        if (!tls) return no('no certificate')
        ok('begin')
        session.socket.removeAllListeners('data')
        session.socket = new TLSSocket(session.socket, { isServer: true, ...tls })
        session.socket.on('error', () => session.socket.destroy())
        return listen(session)
      case 'LOGIN': {
        const [user = '', password = ''] = wordsOf(rest)
        return signIn(session, user, users[user] === password, ok, no)
      }
      case 'AUTHENTICATE': {
        const [how = '', text] = rest.split(' ')
        const judge = (answer: string) => {
          const [user, isRight] = credentialsIn(how, Buffer.from(answer, 'base64').toString())
          signIn(session, user, isRight, ok, no)
        }
        if (text !== undefined) return judge(text)
        session.next = judge
        return say('+ ')
      }
      case 'LOGOUT':
        say('* BYE until then')
        ok()
        return void session.socket.end()
      case 'NOOP':
        tell(session)
        return ok()
      case 'LIST': {
        const names = wordsOf(rest)[1] === '' ? [] : [...folders.keys()]
        for (const name of names) say(`* LIST () "/" "${name}"`)
        return ok()
      }
    }
    if (!session.user) return no('sign in first')
    switch (verb.toUpperCase()) {
      case 'SELECT':
      case 'EXAMINE': {
        const [name = ''] = wordsOf(rest)
        const found = folders.get(name)
        if (!found) return no('[NONEXISTENT] no such folder')
        session.folder = name
        session.readOnly = verb.toUpperCase() === 'EXAMINE'
        session.told = found.mails.length
        say('* FLAGS (\\Seen)')
        say(`* ${found.mails.length} EXISTS`)
        say(`* OK [UIDVALIDITY ${found.uidValidity}] numbers`)
        say(`* OK [UIDNEXT ${found.uidNext}] next`)
        return ok(session.readOnly ? '[READ-ONLY] open' : '[READ-WRITE] open')
      }
      case 'IDLE':
        session.idleTag = tag
        say('+ waiting')
        return tell(session)
    }
    if (!folder) return no('no folder is open')
    switch (verb.toUpperCase()) {
      case 'UID SEARCH': {
        const from = Number(/(\d+):\*/.exec(rest)?.[1] ?? 1)
        const above = folder.mails.filter(({ uid }) => uid >= from)
        // The last one belongs to `n:*` even when its number is lower.
        const found = above.length > 0 ? above : folder.mails.slice(-1)
        say(`* SEARCH ${found.map(({ uid }) => uid).join(' ')}`.trimEnd())
        tell(session)
        return ok()
      }
      case 'UID FETCH':
        return fetch(session, folder, rest, ok, no)
      case 'UID MOVE': {
        const [range = '', name = ''] = wordsOf(rest)
        const to = folders.get(name)
        if (!to || session.readOnly) return no('[TRYCREATE] no such folder')
        for (const mail of within(folder, range)) {
          say(`* ${folder.mails.indexOf(mail) + 1} EXPUNGE`)
          folder.mails.splice(folder.mails.indexOf(mail), 1)
          session.told -= 1
          to.mails.push({ ...mail, uid: to.uidNext++ })
        }
        return ok()
      }
    }
    say(`${tag} BAD I do not know ${verb}`)
  }

  function credentialsIn(how: string, text: string): [user: string, isRight: boolean] {
    if (how.toUpperCase() === 'PLAIN') {
      const [, user = '', password = ''] = text.split('\0')
      return [user, users[user] === password]
    }
    const [user = '', token = ''] = text.split('\u0001')
    return [user.replace(/^user=/, ''), mood.tokens.has(token.replace(/^auth=Bearer /, ''))]
  }

  function signIn(
    session: Session,
    user: string,
    isRight: boolean,
    ok: () => void,
    no: (words: string) => void,
  ) {
    mood.signIns += 1
    if (!isRight) return no('[AUTHENTICATIONFAILED] wrong user or password')
    session.user = user
    ok()
  }

  function fetch(
    session: Session,
    folder: Folder,
    rest: string,
    ok: () => void,
    no: (words: string) => void,
  ) {
    const [range = ''] = rest.split(' ')
    for (const mail of within(folder, range)) {
      const wantsText = rest.includes('BODY.PEEK[]')
      if (wantsText && mood.deadly.has(mail.uid)) return void session.socket.destroy()
      if (wantsText && mood.refused.has(mail.uid)) return no('this one is damaged')
      const wantsHead = !wantsText && rest.includes('HEADER')
      if (wantsHead && mood.fatal.has(mail.uid)) return void session.socket.destroy()
      if (wantsHead && mood.headless.has(mail.uid)) return no('its headers are damaged')
      if (!wantsText && !wantsHead && mood.unlisted.has(mail.uid)) return no('I cannot see it')
      if (wantsText) mood.texts += 1
      if (/BODY\[/.test(rest)) mail.flags.add('\\Seen')
      const head = mail.raw.subarray(0, mail.raw.indexOf('\r\n\r\n') + 4)
      const items = [
        `UID ${mail.uid}`,
        `RFC822.SIZE ${mood.sizes.get(mail.uid) ?? mail.raw.length}`,
        `FLAGS (${[...mail.flags].join(' ')})`,
        `INTERNALDATE "${internalDate(mail.receivedAt)}"`,
      ]
      const body = wantsText ? mail.raw : wantsHead ? head : null
      const start = `* ${folder.mails.indexOf(mail) + 1} FETCH (${items.join(' ')}`
      if (!body) session.socket.write(`${start})\r\n`)
      else {
        session.socket.write(`${start} BODY[${wantsText ? '' : 'HEADER'}] {${body.length}}\r\n`)
        session.socket.write(body)
        session.socket.write(')\r\n')
      }
    }
    ok()
  }

  /** Says that there are more messages than the client knows of. */
  function tell(session: Session) {
    const folder = session.folder === null ? undefined : folders.get(session.folder)
    if (!folder || folder.mails.length === session.told) return
    session.told = folder.mails.length
    session.socket.write(`* ${session.told} EXISTS\r\n`)
  }

  const folderNamed = (name: string) => {
    const folder = folders.get(name) ?? emptyFolder(1)
    folders.set(name, folder)
    return folder
  }

  const server: Server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    mood,
    folder: folderNamed,
    /** Puts a mail into a folder, as its mail server would. Returns its number there. */
    put(raw: string | Buffer, { folder = 'INBOX', flags = [] as string[], at = new Date() } = {}) {
      const to = folderNamed(folder)
      const uid = to.uidNext++
      const bytes = Buffer.isBuffer(raw) ? raw : Buffer.from(raw.replaceAll(/\r?\n/g, '\r\n'))
      to.mails.push({ uid, raw: bytes, flags: new Set(flags), receivedAt: at })
      for (const session of sessions) if (session.idleTag) tell(session)
      return uid
    },
    /** All numbers are new from now on, as after a restore of the mail server. */
    renumber(name = 'INBOX') {
      const folder = folderNamed(name)
      folder.uidValidity += 1
      folder.mails.forEach((mail, at) => void (mail.uid = at + 1))
      folder.uidNext = folder.mails.length + 1
      for (const { socket } of sessions) socket.destroy()
    },
    drop: () => sessions.forEach(({ socket }) => socket.destroy()),
    idling: () => [...sessions].filter(({ idleTag }) => idleTag).length,
    connected: () => sessions.size,
    async close() {
      sessions.forEach(({ socket }) => socket.destroy())
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
