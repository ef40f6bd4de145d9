/** How mail comes in before anybody has read it: the listener, what is need to know, and what no job came for. */
import { doorsFor } from './channels/routing.ts'
import { isOurAddress, listChannels } from './channels/queries.ts'
import { forgottenArrivals, storeArrival } from './connectors/arrivals.ts'
import { startSmtpListener } from './connectors/email/smtp-listener.ts'
import { envelopeOf, type NeedToKnow } from './connectors/imap-reading.ts'
import { readArrival } from './intake.ts'
import type { System } from './platform/system.ts'

/** Mail that came to a restricted door, beside whatever others, is need to know from its first byte. */
export const isNeedToKnow: NeedToKnow = async (system, addresses, channelKey) => {
  const channels = await listChannels(system)
  const own = channels.filter(({ key }) => key === channelKey)
  return [...own, ...doorsFor(channels, addresses)].some(({ restricted }) => restricted)
}

/** Whom the sender wrote to decides as well as whom this copy is for: that of security@ may come later. */
const addressesOf = (raw: Buffer, to: readonly string[]) => [
  ...new Set([...to, ...envelopeOf(raw, { addresses: [...to] }).addresses]),
]

/** Mail comes in here. OK is said only after the raw message is committed. */
export function startMail(system: System) {
  return startSmtpListener({
    host: system.config.SMTP_LISTEN_HOST,
    port: system.config.SMTP_LISTEN_PORT,
    hostname: system.config.MAIL_DOMAIN,
    tls: 'self-signed',
    accepts: (address) => isOurAddress(system, address),
    store: async (raw, envelope) => {
      const { id } = await storeArrival(system, {
        connection: 'smtp',
        mailbox: envelope.to[0] ?? '',
        raw,
        envelopeFrom: envelope.from,
        envelopeTo: envelope.to,
        remoteAddress: envelope.remoteAddress,
        transcript: envelope.transcript.join('\n'),
        restricted: await isNeedToKnow(system, addressesOf(raw, envelope.to), null),
      })
      return { id }
    },
    log: { warn: (details: unknown) => system.log.warn(details as object) },
  })
}

/** A lost job does no harm: what was stored is read. */
export async function readForgottenArrivals(system: System) {
  for (const id of await forgottenArrivals(system.db)) {
    // One mail that fails must not keep the others waiting; it is counted, and ends in quarantine.
    await readArrival(system, id).catch((error: unknown) =>
      system.log.error({ err: error, arrivalId: id }, 'A mail could not be processed'),
    )
  }
}
