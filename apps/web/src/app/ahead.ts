import { sessionQuery } from '../data/session.ts';
import { queryClient } from '../data/trpc.ts';
import { router } from './router.ts';

/**
 * Asks for what the address needs first, who is signed in and the code of its screens, before there are words to show
 * them in: each of them else waits for the other. What gets no answer is asked for again by the page.
 */
export function askAhead(): void {
  void queryClient.prefetchQuery(sessionQuery);
  const [routes] = router.getMatchedRoutes(router.latestLocation.pathname);
  for (const route of routes) Promise.resolve(router.loadRouteChunk(route)).catch(() => undefined);
}
