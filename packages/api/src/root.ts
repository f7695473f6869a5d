import { annotationRouter } from './annotation/router.ts';
import { assignmentRouter } from './assignment/router.ts';
import { liveRouter } from './live/router.ts';
import { operationRouter } from './operation/router.ts';
import { createCallerFactory, router } from './trpc.ts';

/** Every procedure of the API, by noun. */
export const appRouter = router({
  annotation: annotationRouter,
  assignment: assignmentRouter,
  live: liveRouter,
  operation: operationRouter,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
