export const forumTabs = ['shown', 'solved', 'outside', 'review'] as const

/** Which topics, in the address; without it those nobody has answered. */
export type ForumSearch = { tab?: (typeof forumTabs)[number] }
