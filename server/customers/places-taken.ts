import { sql, type RawBuilder } from 'kysely'

/** Contacts of an organization and invitations that still stand, as a number of SQL: an invitation keeps its place. */
export const placesTaken = (organizationId: RawBuilder<unknown>) => sql<number>`(
  (select count(*) from memberships m where m.organization_id = ${organizationId})
  + (select count(distinct i.email) from colleague_invitations i where i.organization_id = ${organizationId}
      and i.ended_at is null and i.expires_at > app_now()
      and not exists (select from memberships m join contacts k on k.id = m.contact_id
        where m.organization_id = ${organizationId} and k.email = i.email)))::int`
