import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import '@mantine/core/styles.layer.css'
import './theme/base.css'
import { MantineProvider } from '@mantine/core'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { problemOf } from './problem.ts'
import { createAppRouter } from './routes.tsx'
import { cssVariablesResolver, theme } from './theme.ts'

// Public pages have no session to lose; a 401 there is the page's own matter.
const withoutSignIn = /^\/(?:sign-in|welcome|setup|help|e|page)(?:\/|$)/

function signInAgain(error: unknown): void {
  const { pathname, href } = router.state.location
  if (problemOf(error).status !== 401 || withoutSignIn.test(pathname)) return
  void router.navigate({ to: '/sign-in', search: { next: href }, replace: true })
}

const queries = new QueryClient({
  queryCache: new QueryCache({ onError: signInAgain }),
  mutationCache: new MutationCache({ onError: signInAgain }),
  defaultOptions: {
    queries: {
      // The live stream says when something is old; until then what we have is fresh.
      staleTime: 30_000,
      gcTime: 30 * 60_000,
      // Four hundreds will not get better by asking again.
      retry: (count, error) =>
        count < 2 && ![400, 401, 403, 404, 422].includes(problemOf(error).status),
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

const router = createAppRouter(queries)

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // Without it the product works, but nothing can wake this device; /me/reach says so.
  void navigator.serviceWorker.register('/sw.js').catch(() => undefined)
}
