import { sql } from 'kysely'
import { KEEP_PRISTINE, RESTORE_PRISTINE } from '../pristine.ts'
import type { World } from '../world.ts'

/** A copy of every table beside the pristine one, in this world's own database, which is dropped with it. */
const own = (text: string) => text.replaceAll('pristine', 'walked')

const DIGESTS = `
create function walked.digests() returns table (name text, digest text) language plpgsql as $$
declare
  one record;
begin
  for one in select t.name from walked.tables t loop
    return query execute format(
      'select %L::text, md5(coalesce(string_agg(t::text, e''\\n'' order by t::text), '''')) from %s t', one.name, one.name);
  end loop;
end $$;`

export type Rows = ReadonlyMap<string, string>

export interface Kept {
  /** What every table holds now. */
  look(): Promise<Rows>
  /** The tables whose rows are others than they were: when it was kept, or at an earlier look. */
  changed(since?: Rows): Promise<string[]>
  /** Every row as it was. */
  restore(): Promise<void>
}

export async function keepRows({ system: { db, pool } }: World): Promise<Kept> {
  await pool.query(own(KEEP_PRISTINE))
  await pool.query(DIGESTS)
  // Last, because it remembers the shape of everything that stands now.
  await pool.query(own(RESTORE_PRISTINE))
  const look = async (): Promise<Rows> => {
    const { rows } = await sql<{ name: string; digest: string }>`
      select * from walked.digests()`.execute(db)
    return new Map(rows.map(({ name, digest }) => [name, digest]))
  }
  const before = await look()
  return {
    look,
    async changed(since = before) {
      const now = await look()
      return [...now].filter(([name, digest]) => since.get(name) !== digest).map(([name]) => name)
    },
    async restore() {
      const { rows } = await sql<{ done: boolean }>`
        select walked.restore(1000000) as done`.execute(db)
      if (!rows[0]?.done) throw new Error('The rows could not be brought back')
    },
  }
}
