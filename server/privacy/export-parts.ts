import type { Database } from '../platform/database.ts'

/** How somebody signs in, without what would let anybody else do so: no password, key or token. */
export async function signInOf(db: Database, contactId: string, email: string) {
  return {
    sessions: await db
      .selectFrom('contactSessions')
      .select(['createdAt', 'expiresAt', 'ipAddress', 'userAgent'])
      .where('userId', '=', contactId)
      .execute(),
    accounts: await db
      .selectFrom('contactSignInAccounts')
      .select(['providerId', 'accountId', 'createdAt'])
      .where('userId', '=', contactId)
      .execute(),
    passkeys: await db
      .selectFrom('contactPasskeys')
      .select(['name', 'deviceType', 'createdAt'])
      .where('userId', '=', contactId)
      .execute(),
    invitations: await db
      .selectFrom('colleagueInvitations')
      .innerJoin('organizations', 'organizations.id', 'colleagueInvitations.organizationId')
      .select([
        'organizations.name as organization',
        'colleagueInvitations.name',
        'colleagueInvitations.createdAt',
      ])
      .where('email', '=', email)
      .execute(),
  }
}

/** What they are called in the community, and what they wrote there, published or not. */
export async function communityOf(db: Database, contactId: string, email: string) {
  const member = await db
    .selectFrom('forumMembers')
    .select(['id', 'number', 'displayName', 'createdAt'])
    .where('contactId', '=', contactId)
    .executeTakeFirst()
  const memberId = member?.id ?? null
  return {
    member: member ? { ...member, id: undefined } : null,
    posts: await db
      .selectFrom('forumPosts')
      .innerJoin('forumTopics', 'forumTopics.id', 'forumPosts.topicId')
      .select([
        'forumTopics.number as topic',
        'forumTopics.title',
        'forumPosts.body',
        'forumPosts.state',
        'forumPosts.createdAt',
        'forumPosts.editedAt',
        'forumPosts.deletedAt',
      ])
      .where('forumPosts.authorId', '=', memberId)
      .orderBy('forumPosts.createdAt')
      .execute(),
    earlierWords: await db
      .selectFrom('forumPostVersions')
      .innerJoin('forumPosts', 'forumPosts.id', 'forumPostVersions.postId')
      .innerJoin('forumTopics', 'forumTopics.id', 'forumPosts.topicId')
      .select([
        'forumTopics.number as topic',
        'forumPostVersions.title',
        'forumPostVersions.body',
        'forumPostVersions.replacedAt',
      ])
      .where('forumPosts.authorId', '=', memberId)
      .orderBy('forumPostVersions.replacedAt')
      .execute(),
    follows: await db
      .selectFrom('forumFollows')
      .innerJoin('forumTopics', 'forumTopics.id', 'forumFollows.topicId')
      .select(['forumTopics.number as topic', 'forumFollows.createdAt'])
      .where('forumFollows.memberId', '=', memberId)
      .execute(),
    drafts: await db
      .selectFrom('forumDrafts')
      .select(['title', 'body', 'displayName', 'createdAt'])
      .where('email', '=', email)
      .execute(),
  }
}
