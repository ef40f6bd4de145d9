import { emergencyUrl } from '../../server/portal/links.ts'
import { closeSystem, openSystem } from '../../server/app.ts'
import type { Config } from '../../server/platform/config.ts'
import { PASSWORD } from './company.ts'

/** Acme's own way in. */
export async function linkOfAcme(config: Config, databaseUrl: string): Promise<string> {
  const system = await openSystem(config, databaseUrl)
  try {
    const acme = await system.db
      .selectFrom('organizations')
      .select(['id', 'emergencyKeyVersion'])
      .where('externalId', '=', 'acme')
      .executeTakeFirstOrThrow()
    return emergencyUrl(system, acme)
  } finally {
    await closeSystem(system)
  }
}

/** One line that speaks SMTP with nothing but Node: works in every shell, as it holds no `$`, `!` or backquote. */
export const emergencyByMail = (port: number) =>
  `node -e "const m=['HELO demo','MAIL FROM:<kim@acme.test>','RCPT TO:<emergency@support.test>','DATA','From: Kim <kim@acme.test>\\r\\nTo: emergency@support.test\\r\\nSubject: Nobody can push\\r\\n\\r\\nEvery push fails since ten minutes. Please call me.\\r\\n.','QUIT'];require('net').connect(${port},'127.0.0.1').on('data',function(d){process.stdout.write(d);m.length&&this.write(m.shift()+'\\r\\n')})"`

export function printAddresses({
  config,
  acme,
  outsideUrl,
}: {
  config: Config
  acme: string
  outsideUrl: string
}) {
  console.log(`
Watchdesk is ready.

  Staff                 ${config.publicUrl}/
  Phones and mailboxes  ${outsideUrl}/   (what it sends ends up there)
  Customer's button     ${acme}
  Mail comes in at      127.0.0.1:${config.SMTP_LISTEN_PORT}   (SMTP; emergency@support.test, support@support.test, security@support.test)

  Sign in with the password "${PASSWORD}" as
    bob@watchdesk.test, alice@, carol@   agents; Bob and Carol take turns on call
    mona@, diego@, hana@                 managers, the levels after them
    sofia@ security   dora@ administrator   sam@ learns, and shadows the rota

  An emergency is ringing already. To send one yourself, as Kim of Acme, in another terminal:

${emergencyByMail(config.SMTP_LISTEN_PORT)}

  Then watch the phone, acknowledge there, and read Kim's mailbox.
  Ctrl+C stops it; the data stays in ${config.dataFolder}. Begin anew with: npm run demo -- --fresh
`)
}
