/** Decides which settings a playbook stands for: the same numbers under the names the program uses. */
import type { CompanySettings } from '../platform/settings.ts'
import type { CallLink, NotificationRule, Playbook } from './playbook.ts'

export function settingsFrom({
  company,
  emergency,
  call_links,
  paging,
  ticket_rules,
  ticket_fields,
  ticket_forms,
  ticket_statuses,
  customers,
  mail,
  channels,
}: Playbook): CompanySettings {
  return {
    company: {
      name: company.name,
      supportAddress: company.support_address,
      timeZone: company.time_zone,
      languages: company.languages,
      links: {
        disclosure: company.links.disclosure ?? null,
        pgpKey: company.links.pgp_key ?? null,
        forum: company.links.forum ?? null,
      },
    },
    emergency: {
      acknowledgeWithinMinutes: emergency.acknowledge_within_minutes,
      firstPublicReplyMinutes: emergency.first_public_reply_minutes,
      undoSeconds: emergency.undo_seconds,
      handBackMinimumSeconds: emergency.hand_back_minimum_seconds,
      unentitled: emergency.unentitled,
      customerSilentReminderMinutes: emergency.customer_silent_reminder_minutes,
      customerSilentCloseMinutes: emergency.customer_silent_close_minutes,
    },
    callLinks: call_links.map(callLink),
    notificationRules: { high: paging.high_urgency.map(rule), low: paging.low_urgency.map(rule) },
    ticketRules: {
      solvedClosesAfterDays: ticket_rules.solved_closes_after_days,
      pendingReminderAfterDays: ticket_rules.pending_reminder_after_days,
      pendingSolvesAfterDays: ticket_rules.pending_solves_after_days,
      onHoldReopensAfterDays: ticket_rules.on_hold_reopens_after_days,
      warnBeforeBreachMinutes: ticket_rules.warn_before_breach_minutes,
      undoSendSeconds: ticket_rules.undo_send_seconds,
    },
    tickets: {
      fields: ticket_fields,
      forms: ticket_forms.map(({ fields, ...form }) => ({
        ...form,
        fields: fields.map(({ field, when = null }) => ({ field, when })),
      })),
      statuses: ticket_statuses.map(({ customer_name, ...named }) => ({
        ...named,
        customerName: customer_name ?? null,
      })),
    },
    customers: {
      disputedDays: customers.disputed_days,
      organizationFields: customers.organization_fields,
      contactFields: customers.contact_fields,
    },
    mail: {
      agentNameInFrom: mail.agent_name_in_from,
      quoteLastMessage: mail.quote_last_message,
      signature: mail.signature,
      channels: Object.fromEntries(
        channels.map(({ key, from_name, signature }) => [
          key,
          {
            ...(from_name && { fromName: from_name }),
            ...(signature !== undefined && { signature }),
          },
        ]),
      ),
    },
  }
}

function callLink(link: CallLink): CompanySettings['callLinks'][number] {
  const dialIn = link.dial_in.map(({ label, number }) => `${label}: ${number}`).join('\n') || null
  return {
    kind: link.kind,
    name: link.name,
    baseUrl: link.kind === 'jitsi' ? link.base_url : null,
    url: link.kind === 'fixed' ? link.url : null,
    dialIn,
  }
}

const rule = ({ method, after_seconds, repeat_every_seconds }: NotificationRule) => ({
  method,
  afterSeconds: after_seconds,
  repeatEverySeconds: repeat_every_seconds ?? null,
})
