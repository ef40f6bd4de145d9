import { execFileSync } from 'node:child_process'

/** Writes server/platform/tables.ts from a migrated database: `npm run tables` (or `-- --verify` to check that it is fresh). */
const columns = {
  'tickets.status': 'Generated<TicketStatus>',
  'tickets.priority': 'Priority',
  'channels.priority': 'Generated<Priority>',
  'tickets.due_state': "Generated<'none' | 'running' | 'paused' | 'breached'>",
  'comments.kind': "'public' | 'note'",
  'comments.author_kind': "'user' | 'contact' | 'machine'",
  'incidents.status': "'triggered' | 'acknowledged' | 'snoozed' | 'resolved'",
  'incidents.urgency': "Generated<'high' | 'low'>",
  'pages.state':
    "Generated<'queued' | 'leased' | 'accepted' | 'delivered' | 'seen' | 'cancelled' | 'failed'>",
  'outgoing_messages.state': "'queued' | 'held' | 'sent' | 'failed'",
  'outgoing_attempts.outcome': "'sent' | 'later' | 'refused' | 'unknown' | null",
  'outgoing_recipients.state': "'sent' | 'delayed' | 'failed'",
  'pending_replies.status_after': "'open' | 'pending' | 'on_hold' | 'solved' | null",
  'pending_replies.via': "'web' | 'api' | 'cli'",
  'arrivals.state': "Generated<'received' | 'taken' | 'duplicate' | 'quarantined' | 'ignored'>",
  'tickets.type': "'question' | 'incident' | 'problem' | 'task' | null",
  'bulk_changes.state': "Generated<'running' | 'done' | 'undoing' | 'undone'>",
  'bulk_change_tickets.state':
    "Generated<'waiting' | 'changed' | 'unchanged' | 'refused' | 'undone' | 'kept'>",
  'drafts.kind': "'reply' | 'note'",
  'presence.doing': "'reading' | 'replying' | 'noting'",
  'ticket_ccs.source': "'mail' | 'portal' | 'agent' | 'merge'",
  'ticket_surveys.verdict': "'good' | 'bad'",
  'ticket_links.kind': "'follow_up' | 'related' | 'split' | 'problem' | 'duplicate' | 'suggested'",
  'organizations.sharing': "Generated<'own' | 'read' | 'write'>",
  'organization_notes.moment': "'always' | 'emergency' | 'call' | 'release' | 'sharing'",
  'memberships.source': "'domain' | 'agent' | 'api' | 'import' | 'colleague'",
  'subscriptions.state': "Generated<'active' | 'on_hold' | 'disputed'>",
  'subscriptions.hosting': "Generated<'hosted' | 'self_managed' | 'dedicated'>",
  'environments.hosting': "'hosted' | 'self_managed' | 'dedicated'",
  'customer_imports.kind': "'organizations' | 'contacts' | 'memberships' | 'subscriptions'",
  'customer_imports.format': "'csv' | 'json' | 'ndjson'",
  'customer_imports.state': "Generated<'waiting' | 'running' | 'done' | 'failed' | 'cancelled'>",
  'mailboxes.kind': "'imap' | 'http'",
  'mailboxes.state': "Generated<'running' | 'paused' | 'failing'>",
  'mailboxes.tls': "'tls' | 'starttls' | 'none' | null",
  'mailboxes.auth': "'password' | 'oauth2' | null",
  'sla_clocks.status': "'running' | 'paused' | 'met' | 'breached' | 'cancelled' | 'transferred'",
  'sla_clocks.metric': "'first_reply' | 'next_reply' | 'update' | 'resolution'",
  'contact_methods.kind': "'web_push' | 'email' | 'ntfy' | 'webhook'",
  'notification_rules.urgency': "'high' | 'low'",
  'notification_rules.kind': "'web_push' | 'email' | 'ntfy' | 'webhook'",
  'connections.state': "Generated<'running' | 'paused' | 'failing'>",
  'forum_topics.state': "'review' | 'shown' | 'hidden' | 'spam' | 'outside'",
  'forum_posts.state': "'review' | 'shown' | 'hidden' | 'spam'",
  'forum_posts.via': "'web' | 'mail' | 'api' | 'cli' | 'outside'",
  'forum_outside_acts.kind': "'answer' | 'accept' | 'unaccept'",
  'forum_outside_acts.state': "Generated<'waiting' | 'done' | 'refused'>",
  'forum_flags.reason': "'spam' | 'rude' | 'off_topic' | 'secret' | 'other'",
  'knowledge_articles.source': "Generated<'app' | 'folder'>",
  'public_documents.kind': "'topic' | 'article'",
  'users.role':
    "Generated<'admin' | 'manager' | 'agent' | 'security' | 'developer_relations' | 'developer' | 'learner'>",
}

export function writeTables(url: string, outFile: string, verify: boolean) {
  const flags = [
    '--camel-case',
    '--dialect=postgres',
    `--url=${url}`,
    '--exclude-pattern=graphile_worker.*',
    `--type-mapping=${JSON.stringify({ int8: 'number', timestamptz: 'Date', json: 'unknown', jsonb: 'unknown' })}`,
    `--custom-imports=${JSON.stringify({ TicketStatus: '../events.ts#TicketStatus', Priority: '../events.ts#Priority' })}`,
    `--overrides=${JSON.stringify({ columns })}`,
    `--out-file=${outFile}`,
    ...(verify ? ['--verify'] : []),
  ]
  execFileSync('kysely-codegen', flags, { stdio: 'inherit' })
}
