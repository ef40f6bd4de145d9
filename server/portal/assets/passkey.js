// Passkeys, where the browser knows them; the mail always works.
const $ = (id) => document.getElementById(id)
const canDo = () =>
  ['parseRequestOptionsFromJSON', 'parseCreationOptionsFromJSON'].every(
    (name) => name in (window.PublicKeyCredential ?? {}),
  )

async function ask(path, body) {
  const answer = await fetch(`/help/auth/passkey/${path}`, {
    method: body ? 'POST' : 'GET',
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(answer.statusText)
  return answer.json()
}

async function signIn() {
  const options = await ask('generate-authenticate-options')
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  const response = await navigator.credentials.get({ publicKey })
  await ask('verify-authentication', { response: response.toJSON() })
  location.assign(document.querySelector('[data-passkeys]').dataset.next)
}

async function add() {
  const options = await ask('generate-register-options')
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  const response = await navigator.credentials.create({ publicKey })
  await ask('verify-registration', { response: response.toJSON(), name: deviceName() })
  location.assign('/help/account?saved')
}

const deviceName = () => navigator.userAgentData?.platform || navigator.platform || 'Passkey'

function offer(id, act, words) {
  const button = $(id)
  if (!button || !canDo()) return
  button.hidden = false
  button.addEventListener('click', () =>
    act().catch(() => void ($('passkey-problem').textContent = words)),
  )
}

const signingIn = document.querySelector('[data-passkeys]')
const adding = document.querySelector('[data-add-passkey]')
if (signingIn) offer('passkey', signIn, signingIn.dataset.passkeys)
if (adding) offer('add-passkey', add, adding.dataset.addPasskey)
