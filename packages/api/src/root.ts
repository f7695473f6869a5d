import { adjudicationRouter } from './adjudication/router.ts';
import { agreementRouter } from './agreement/router.ts';
import { annotationRouter } from './annotation/router.ts';
import { assignmentRouter } from './assignment/router.ts';
import { countRouter } from './count/router.ts';
import { demoRouter } from './demo/router.ts';
import { dictionaryRouter } from './dictionary/router.ts';
import { documentRouter } from './document/router.ts';
import { exportRouter } from './export/router.ts';
import { factorRouter } from './factor/router.ts';
import { findingRouter } from './finding/router.ts';
import { historyRouter } from './history/router.ts';
import { installationRouter } from './installation/router.ts';
import { intakeRouter } from './intake/router.ts';
import { jobRouter } from './job/router.ts';
import { liveRouter } from './live/router.ts';
import { memberRouter } from './member/router.ts';
import { operationRouter } from './operation/router.ts';
import { passageRouter } from './passage/router.ts';
import { projectRouter } from './project/router.ts';
import { providerRouter } from './provider/router.ts';
import { readingRouter } from './reading/router.ts';
import { renditionRouter } from './rendition/router.ts';
import { replyRouter } from './reply/router.ts';
import { reviewRouter } from './review/router.ts';
import { roundRouter } from './round/router.ts';
import { searchRouter } from './search/router.ts';
import { sessionRouter } from './session/router.ts';
import { setRouter } from './set/router.ts';
import { tagRouter } from './tag/router.ts';
import { createCallerFactory, router } from './trpc.ts';

/** Every procedure of the API, by noun. */
export const appRouter = router({
  adjudication: adjudicationRouter,
  agreement: agreementRouter,
  count: countRouter,
  annotation: annotationRouter,
  assignment: assignmentRouter,
  demo: demoRouter,
  dictionary: dictionaryRouter,
  document: documentRouter,
  export: exportRouter,
  factor: factorRouter,
  finding: findingRouter,
  history: historyRouter,
  installation: installationRouter,
  intake: intakeRouter,
  job: jobRouter,
  live: liveRouter,
  member: memberRouter,
  operation: operationRouter,
  passage: passageRouter,
  project: projectRouter,
  provider: providerRouter,
  reading: readingRouter,
  rendition: renditionRouter,
  reply: replyRouter,
  review: reviewRouter,
  round: roundRouter,
  search: searchRouter,
  session: sessionRouter,
  set: setRouter,
  tag: tagRouter,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
