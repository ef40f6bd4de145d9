/** Decides which domains say that an address belongs to a company. */

/** Mailboxes that anybody can have say nothing about a company. */
const EVERYBODYS = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com aol.com gmx.de gmx.net web.de mail.ru yandex.ru qq.com 163.com 126.com proton.me protonmail.com'.split(
    ' ',
  ),
)

export interface ReadDomains {
  /** Lower case, once each. */
  domains: string[]
  /** The first that is none. */
  odd: string | undefined
  /** The first that is everybody's. */
  everybodys: string | undefined
}

export function readDomains(given: readonly string[]): ReadDomains {
  const domains = [...new Set(given.map((one) => one.trim().toLowerCase().replace(/^@/, '')))]
  return {
    domains,
    odd: domains.find((domain) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)),
    everybodys: domains.find((domain) => EVERYBODYS.has(domain)),
  }
}
