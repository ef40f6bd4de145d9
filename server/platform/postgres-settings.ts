// Decides how the embedded PostgreSQL is configured: durable, quiet, and small enough for two cores.

export type PostgresSettings = Record<string, string>

const ALWAYS: PostgresSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '256MB',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // The binaries come without lz4 and zstd; "on" is PostgreSQL's own compression.
  wal_compression: 'on',
  jit: 'off',
  // Parallel workers need /dev/shm, which containers limit to 64 MB, and would take the core that
  // paging needs.
  max_parallel_workers_per_gather: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // Terse keeps the values of rows, which are customers' words, out of the log.
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
}

/** The whole of postgresql.conf; later lines win, so the administrator's own file comes last. */
export function settingsFile(port: number, extra: PostgresSettings = {}): string {
  const settings = Object.entries({ ...ALWAYS, port: String(port), ...extra })
  return [
    '# Written by Watchdesk at every start. Put settings of your own into local.conf, read last.',
    ...settings.map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`),
    "include_if_exists = 'local.conf'",
    '',
  ].join('\n')
}

/** The whole of pg_hba.conf: this machine only, and only with the password. */
export function accessFile(): string {
  return [
    '# Written by Watchdesk at every start.',
    'host all all 127.0.0.1/32 scram-sha-256',
    '',
  ].join('\n')
}
