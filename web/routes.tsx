import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  redirect,
  stringifySearchWith,
} from '@tanstack/react-router'
import { mailTabs, type MailSearch } from './connectors/mail-search.ts'
import { setupSteps, type SetupSearch } from './setup/steps.ts'
import { forumTabs, type ForumSearch } from './forum/forum-search.ts'
import { NotFound, RouteProblem } from './shell/route-states.tsx'

// Every page is its own file and its own download. The customers' pages under /help are drawn by the server.
// Inside a page: `getRouteApi('/staff/t/$number').useParams()`.

export type RouterContext = { queries: QueryClient }

const root = createRootRouteWithContext<RouterContext>()({ notFoundComponent: NotFound })

const staff = createRoute({
  getParentRoute: () => root,
  id: 'staff',
  component: lazyRouteComponent(() => import('./shell/StaffShell.tsx'), 'StaffShell'),
})

const text = (value: unknown): string | undefined => {
  if (typeof value === 'string' && value !== '') return value
  // The router turns what is written exactly as a number into one; nothing is lost on the way back.
  return typeof value === 'number' ? String(value) : undefined
}

/** The queue's state lives in its address, so that Back, a reload and a shared link restore it. */
export type QueueSearch = {
  view?: string
  channel?: string
  group?: string
  order?: 'strictest' | 'due'
  q?: string
}

const staffPages = [
  createRoute({
    getParentRoute: () => staff,
    path: '/queue',
    validateSearch: (search: Record<string, unknown>): QueueSearch => ({
      view: text(search['view']),
      channel: text(search['channel']),
      group: text(search['group']),
      order: search['order'] === 'due' ? 'due' : undefined,
      q: text(search['q']),
    }),
    component: lazyRouteComponent(() => import('./queue/QueuePage.tsx'), 'QueuePage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/search',
    validateSearch: (search: Record<string, unknown>): { q?: string } => ({ q: text(search['q']) }),
    component: lazyRouteComponent(() => import('./search/SearchPage.tsx'), 'SearchPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/t/$number',
    component: lazyRouteComponent(() => import('./tickets/TicketPage.tsx'), 'TicketPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/oncall',
    component: lazyRouteComponent(() => import('./oncall/OnCallPage.tsx'), 'OnCallPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/oncall/$schedule',
    validateSearch: (search: Record<string, unknown>): { from?: string; weeks?: string } => ({
      from: text(search['from']),
      weeks: text(search['weeks']),
    }),
    component: lazyRouteComponent(() => import('./oncall/SchedulePage.tsx'), 'SchedulePage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/me/reach',
    component: lazyRouteComponent(() => import('./people/ReachPage.tsx'), 'ReachPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/me/security',
    component: lazyRouteComponent(() => import('./people/SecurityPage.tsx'), 'SecurityPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/mail',
    validateSearch: (search: Record<string, unknown>): MailSearch => ({
      tab: mailTabs.find((tab) => tab === search['tab']),
      state: text(search['state']),
      q: text(search['q']),
      from: text(search['from']),
      mailbox: text(search['mailbox']),
      ticket: text(search['ticket']),
      days: text(search['days']),
    }),
    component: lazyRouteComponent(() => import('./connectors/MailPage.tsx'), 'MailPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/customers',
    validateSearch: (search: Record<string, unknown>): { q?: string } => ({ q: text(search['q']) }),
    component: lazyRouteComponent(() => import('./customers/CustomersPage.tsx'), 'CustomersPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/customers/imports',
    component: lazyRouteComponent(() => import('./customers/ImportsPage.tsx'), 'ImportsPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/customers/imports/$number',
    component: lazyRouteComponent(() => import('./customers/ImportPage.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/customers/$id',
    component: lazyRouteComponent(() => import('./customers/CustomerPage.tsx'), 'CustomerPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/portal',
    component: lazyRouteComponent(() => import('./portal/PortalPage.tsx'), 'PortalPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/mailboxes',
    component: lazyRouteComponent(() => import('./connectors/MailboxesPage.tsx'), 'MailboxesPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/connections',
    component: lazyRouteComponent(
      () => import('./connectors/ConnectionsPage.tsx'),
      'ConnectionsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/forum',
    validateSearch: (search: Record<string, unknown>): ForumSearch => ({
      tab: forumTabs.find((tab) => tab === search['tab']),
    }),
    component: lazyRouteComponent(() => import('./forum/ForumPage.tsx'), 'ForumPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/forum/$number',
    component: lazyRouteComponent(() => import('./forum/TopicPage.tsx'), 'TopicPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/articles',
    component: lazyRouteComponent(() => import('./knowledge/ArticlesPage.tsx'), 'ArticlesPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/articles/$number',
    component: lazyRouteComponent(() => import('./knowledge/ArticlePage.tsx'), 'ArticlePage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/emergency',
    component: lazyRouteComponent(() => import('./incidents/RaisePage.tsx'), 'RaisePage'),
  }),
] as const

// Outside the shell: a page must paint fast on a phone at night, and must work signed out.
const barePages = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: '/queue' })
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/page/$id',
    // `notSent`: the notification's own button failed, and the page must say so.
    validateSearch: (search: Record<string, unknown>): { token?: string; notSent?: '1' } => ({
      token: text(search['token']),
      notSent: text(search['notSent']) === '1' ? '1' : undefined,
    }),
    component: lazyRouteComponent(() => import('./incidents/PagePage.tsx'), 'PagePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    validateSearch: (search: Record<string, unknown>): { next?: string } => {
      const next = text(search['next'])
      // Only an address of our own: a link must not send somebody elsewhere after signing in.
      return { next: next?.startsWith('/') && !/^\/[/\\]/.test(next) ? next : undefined }
    },
    component: lazyRouteComponent(() => import('./people/SignInPage.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/setup',
    validateSearch: (search: Record<string, unknown>): SetupSearch => ({
      step: setupSteps.find((step) => step === search['step']),
    }),
    component: lazyRouteComponent(() => import('./setup/SetupPage.tsx'), 'SetupPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/welcome',
    validateSearch: (search: Record<string, unknown>): { invitation?: string } => ({
      invitation: text(search['invitation']),
    }),
    component: lazyRouteComponent(() => import('./people/WelcomePage.tsx'), 'WelcomePage'),
  }),
] as const

const tree = root.addChildren([staff.addChildren(staffPages), ...barePages])

/** The router of the whole web application. `queries` is there for route loaders. */
export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    // Plain words in addresses: read as JSON, a token such as '12e45' would become a number.
    parseSearch: parseSearchWith((value) => value),
    stringifySearch: stringifySearchWith(String),
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultErrorComponent: RouteProblem,
    defaultPendingMs: 150,
  })
}
