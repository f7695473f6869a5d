import { listRenditionsInput, lostAnnotations, lostInput, renditions } from '@koersvast/contracts';
import { outsideTransaction, snapshot } from '@koersvast/db';
import { openStudy } from '../study/study.ts';
import { projectProcedure, router, withAccess } from '../trpc.ts';
import { listLost, listRenditions } from './queries.ts';

export const renditionRouter = router({
  list: projectProcedure('project.read')
    .input(listRenditionsInput)
    .output(renditions)
    .query(({ ctx, input }) =>
      listRenditions(openStudy(outsideTransaction(ctx.db), ctx.access), input.documentId),
    ),
  lost: projectProcedure('project.read')
    .input(lostInput)
    .output(lostAnnotations)
    .query(({ ctx, input }) =>
      snapshot(ctx.db, (tx) =>
        withAccess(tx, { projectId: input.projectId, personId: ctx.person.id }, (access) =>
          listLost(openStudy(tx, access), input.documentId),
        ),
      ),
    ),
});
