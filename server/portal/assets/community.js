// What fits is shown as one types; without this the form asks when it is sent.
const box = document.querySelector('[data-suggest]')
const form = box?.closest('form')
let waiting
let asked = ''
let turn = 0

const wordsOf = () =>
  ['title', 'body', 'q', 'subject']
    .map((name) => form.elements[name]?.value ?? '')
    .join('\n')
    .trim()
    .slice(0, 2000)

async function suggest() {
  const text = wordsOf()
  if (text.length < 4 || text === asked) return
  asked = text
  const mine = (turn += 1)
  const answer = await fetch('/help/suggest', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    body: new URLSearchParams({ q: text }),
    signal: AbortSignal.timeout(4000),
  }).catch(() => null)
  // An answer to older words never replaces a newer one; a refusal leaves what stands.
  if (!answer?.ok || mine !== turn) return
  box.innerHTML = await answer.text()
}

form?.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(suggest, 300)
})
if (form && wordsOf().length >= 4 && box.textContent.trim() === '') void suggest()
