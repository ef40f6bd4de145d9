import { defineConnector, Forged } from '../connector.ts'
import { answer, check, news, readTopic, solve } from './calls.ts'
import { noticesIn } from './notice.ts'
import { Settings } from './settings.ts'
import { isSignedWith } from './signature.ts'

export const discourse = defineConnector({
  kind: 'discourse',
  name: 'Discourse',
  settings: Settings,
  community: { check, news, readTopic, answer, solve },
  receive({ headers, body }, { webhookSecret }) {
    const signature = headers['x-discourse-event-signature']
    if (!webhookSecret)
      return refuse('This connection has no webhook secret, so no call can be believed.')
    if (!signature)
      return refuse(
        'The call is not signed. Give the webhook in Discourse the same secret as here.',
      )
    if (!isSignedWith(webhookSecret, signature, body))
      return refuse('The signature is wrong: the secret in Discourse is another one than here.')
    return settled(() => noticesIn(headers, body))
  },
})

const refuse = (why: string) => Promise.reject(new Forged(why))

const settled = async <Result>(make: () => Result) => make()
