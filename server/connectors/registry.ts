import type { Connector } from './connector.ts'
import { discourse } from './discourse/connector.ts'
import { email } from './email/connector.ts'
import { fixedLink } from './fixed-link/connector.ts'
import { jitsi } from './jitsi/connector.ts'
import { ntfy } from './ntfy/connector.ts'
import { pagerduty } from './pagerduty/connector.ts'
import { webPush } from './web-push/connector.ts'
import { webhook } from './webhook/connector.ts'

/** Everything that can be plugged in. A new connector is a folder and a line here. */
export const connectors: readonly Connector[] = [
  email,
  webPush,
  ntfy,
  webhook,
  jitsi,
  fixedLink,
  pagerduty,
  discourse,
]

export function connectorOf(kind: string): Connector {
  const connector = connectors.find((connector) => connector.kind === kind)
  if (!connector) throw new Error(`There is no connector of the kind ${kind}`)
  return connector
}
