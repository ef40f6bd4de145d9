import { buffer } from 'node:stream/consumers'
import DKIM from 'nodemailer/lib/dkim'

export interface DkimKey {
  /** The domain that vouches for the mail: that of the sender's address, or one above it. */
  domain: string
  /** The public key stands at `<selector>._domainkey.<domain>` in DNS. */
  selector: string
  /** An RSA key, PEM. */
  privateKey: string
}

/**
 * What a reader sees or a mail program acts on (RFC 6376 5.4), and what keeps robots from
 * answering; relays may add other headers without breaking the signature.
 */
export const SIGNED_HEADERS = [
  'From',
  'Sender',
  'Reply-To',
  'To',
  'Cc',
  'Subject',
  'Date',
  'Message-ID',
  'In-Reply-To',
  'References',
  'Thread-Topic',
  'Thread-Index',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'Auto-Submitted',
  'X-Auto-Response-Suppress',
  'X-Watchdesk-Loop',
]

/** The raw message with a DKIM-Signature in front (RFC 6376, rsa-sha256, relaxed/relaxed). */
export function signMail(raw: Buffer, { domain, selector, privateKey }: DkimKey): Promise<Buffer> {
  const signer = new DKIM({
    domainName: domain,
    keySelector: selector,
    privateKey,
    headerFieldNames: SIGNED_HEADERS.join(':'),
  })
  return buffer(signer.sign(raw))
}
