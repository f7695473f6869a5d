import { createRouter } from '@tanstack/react-router';
import { base } from '../lib/base.ts';
import { Broken } from './broken.tsx';
import { NotFound } from './not-found.tsx';
import { routeTree } from './routes.ts';

export const router = createRouter({
  routeTree,
  basepath: base,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 200,
  scrollRestoration: true,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: Broken,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
