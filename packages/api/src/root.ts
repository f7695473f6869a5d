import { createCallerFactory, router } from './trpc.ts';

/** Every procedure of the API, by noun. */
export const appRouter = router({});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
