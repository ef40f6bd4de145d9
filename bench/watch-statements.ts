import { Client } from 'pg'

/** Counts what one act says to the database: every statement, BEGIN and COMMIT included. Only in this process. */
export async function statementsOf(act: () => Promise<unknown>): Promise<string[]> {
  const said: string[] = []
  const prototype = Client.prototype as { query: (...given: unknown[]) => unknown }
  const { query } = prototype
  prototype.query = function watched(this: Client, ...given: unknown[]) {
    const [first] = given
    const isInner = typeof first === 'object' && first !== null && 'submit' in first
    if (!isInner) said.push(typeof first === 'string' ? first : (first as { text: string }).text)
    return query.apply(this, given)
  }
  try {
    await act()
  } finally {
    prototype.query = query
  }
  // Telling the screens is gathered over 20 ms and belongs to no single request.
  return said.filter((text) => !text.includes('pg_notify'))
}
