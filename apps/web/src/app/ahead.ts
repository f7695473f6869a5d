import { lastPerson } from '../data/last-person.ts';
import { pathOf } from '../data/made-of.ts';
import { sessionQuery } from '../data/session.ts';
import { askingAs, queryClient } from '../data/trpc.ts';
import { router } from './router.ts';
import { isId } from './routes/search.ts';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Asks for what the screen shows from its beginning. */
    readonly ask?: (params: Readonly<Record<string, string>>) => void;
  }
}

/**
 * Asks for what the address needs first, before there are words to show it in: who is signed in, the code of its
 * screens, and what is on them, for whoever was here last. Each of these else waits for the other. What gets no answer
 * is asked for again by the page.
 */
export function askAhead(): void {
  const session = queryClient.fetchQuery(sessionQuery);
  const [routes, params] = router.getMatchedRoutes(router.latestLocation.pathname);
  const last = lastPerson();
  if (last !== null && Object.values(params).every(isId))
    askingAs(last, () => {
      for (const { options } of routes) options.staticData?.ask?.(params);
    });
  session.then(
    ({ person }) => {
      // It was somebody else: none of it may be shown, and what was refused is no fault.
      if (last !== null && person?.id !== last)
        queryClient.removeQueries({ predicate: ({ queryKey }) => pathOf(queryKey) !== 'session.current' });
    },
    () => undefined,
  );
  for (const route of routes) Promise.resolve(router.loadRouteChunk(route)).catch(() => undefined);
}
