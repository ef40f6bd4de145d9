// Adds live changes, local times; pages work without.
const $ = (id) => document.getElementById(id)
const all = (selector, root = document) => [...root.querySelectorAll(selector)]
const page = all('[data-status]')[0]
const words = JSON.parse(page?.dataset.words ?? '{}')
const shown = new Map(all('[data-live]').map((part) => [part.id, part.innerHTML]))
let ahead = 0
let last
let lock
let timer

const kind = () => $('now')?.dataset.kind
const isWaiting = () => ['waiting', 'unanswered'].includes(kind())
const say = (id, text) => void ($(id).textContent = text)
const lose = (isLost) => document.body.classList.toggle('lost', isLost)
const { lang, dataset } = document.documentElement
const read = async (answer) => new DOMParser().parseFromString(await answer.text(), 'text/html')

function localTimes() {
  for (const one of all('time')) {
    const at = new Date(one.dateTime)
    const other = at.toDateString() !== new Date().toDateString() && {
      day: 'numeric',
      month: 'short',
    }
    const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...other }
    const shape = 'day' in one.dataset ? { dateStyle: 'medium' } : clock
    const zone = dataset.zone && { timeZone: dataset.zone }
    one.textContent = at.toLocaleString(page ? [] : lang, { ...shape, ...zone })
    one.title = one.dateTime
  }
  for (const one of all('[data-until]')) {
    const left = Math.ceil((Date.parse(one.dataset.until) - Date.now() - ahead) / 6e4)
    const [text, minutes] = left > 0 ? [words.left, left] : [words.late, 1 - left]
    one.textContent = text.replace('#', minutes)
  }
}

async function keepAwake() {
  if (!isWaiting()) lock?.release()
  else if (!lock || lock.released)
    lock = await navigator.wakeLock?.request('screen').catch(() => null)
}

// Only parts that differ are replaced: what is typed stays.
function take(fresh) {
  const box = $('write')?.elements.body
  if (box?.value === '' && !fresh.getElementById('write')) return location.reload()
  const was = { kind: kind(), line: $('headline').textContent, count: $('words').dataset.count }
  const focused = document.activeElement.id
  for (const { id, innerHTML, dataset } of all('[data-live]', fresh)) {
    if (shown.get(id) === innerHTML) continue
    shown.set(id, innerHTML)
    $(id).innerHTML = innerHTML
    Object.assign($(id).dataset, dataset)
  }
  if (focused !== document.activeElement.id) $(focused)?.focus()
  for (const same of ['entry', 'body-label'])
    $(same)?.replaceWith(fresh.getElementById(same) ?? $(same))
  document.title = fresh.title
  const line = $('headline').textContent
  if (kind() === 'held' && was.kind !== 'held') say('assertive', line)
  else if (line !== was.line) say('polite', line)
  else if (+$('words').dataset.count > was.count) say('polite', words.message)
  ready()
}

async function look() {
  try {
    const signal = AbortSignal.timeout(8000)
    const answer = await fetch(page.dataset.status, { signal })
    if (!answer.ok) throw answer
    const { now, ...state } = await answer.json()
    ahead = Date.parse(now) - Date.now()
    if (JSON.stringify(state) !== last) {
      const fresh = await fetch(location.pathname, { signal })
      if (!fresh.ok) throw fresh
      take(await read(fresh))
      last = JSON.stringify(state)
    }
    lose(false)
  } catch {
    lose(true)
  }
  localTimes()
  clearTimeout(timer)
  timer = setTimeout(look, document.hidden ? 1e4 : isWaiting() ? 1500 : 3000)
}

async function sendWords(form) {
  const { body: box, formKey } = form.elements
  const sent = box.value
  const body = new URLSearchParams(new FormData(form))
  const answer = await fetch(form.action, { method: 'POST', body }).catch(() => null)
  const fresh = answer && (await read(answer))
  if (!answer?.ok) {
    const wrong = fresh?.querySelector('.wrong')?.textContent
    return say('problem', wrong || words.notSent)
  }
  formKey.value = fresh.getElementById('write').elements.formKey.value
  if (box.value === sent) box.value = ''
  sessionStorage.removeItem(location.pathname + box.name)
  take(fresh)
  say('problem', '')
}

// The server counts two presses as one; this shows it.
function once(event) {
  const form = event.target
  if (form.id === 'write') {
    event.preventDefault()
    void sendWords(form)
  } else if (form.dataset.busy || lose(!navigator.onLine)) event.preventDefault()
  else form.dataset.busy = 'yes'
}

function ready() {
  if (navigator.clipboard && $('copy')) $('copy').hidden = false
  localTimes()
  void keepAwake()
}

async function copy({ target }) {
  if (target.id !== 'copy') return
  await navigator.clipboard.writeText(location.origin + location.pathname)
  target.textContent = words.copied
}

addEventListener('submit', once)
addEventListener('click', copy)
addEventListener('offline', () => lose(true))
addEventListener('online', () => lose(false))
addEventListener('pageshow', () => all('[data-busy]').forEach((form) => delete form.dataset.busy))
ready()
if (page) {
  sessionStorage.removeItem('what')
  addEventListener('visibilitychange', () => document.hidden || (look(), keepAwake()))
  void look()
}
