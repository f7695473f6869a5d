import {
  beginRenditionInput,
  begunRendition,
  confirmRenditionInput,
  leaveLostInput,
  listRenditionsInput,
  lostAnnotations,
  lostInput,
  placeLostInput,
  previewRenditionInput,
  renditionPreview,
  renditions,
} from '@koersvast/contracts';
import { outsideTransaction, snapshot } from '@koersvast/db';
import { commandProcedure, commandProcedureAhead } from '../command.ts';
import { openStudy } from '../study/study.ts';
import { projectProcedure, router, withAccess } from '../trpc.ts';
import { toldShortly } from './answer.ts';
import { beginRendition } from './begin.ts';
import { confirmRendition } from './confirm.ts';
import { leaveLost, placeLost } from './lost.ts';
import { prepareAhead } from './prepare.ts';
import { previewRendition } from './preview.ts';
import { listLost, listRenditions } from './queries.ts';

export const renditionRouter = router({
  begin: projectProcedure('document.readAgain')
    .input(beginRenditionInput)
    .output(begunRendition)
    .mutation(({ ctx, input }) => beginRendition(ctx, input)),
  /** Stores nothing. */
  preview: projectProcedure('document.readAgain')
    .input(previewRenditionInput)
    .output(renditionPreview)
    .query(({ ctx, input }) => previewRendition(ctx, input)),
  confirm: commandProcedureAhead(
    {
      kind: 'document.readAgain',
      ability: 'document.readAgain',
      bulk: true,
      input: confirmRenditionInput,
      ahead: prepareAhead,
      askedFirst: true,
      answer: ({ acknowledgement }) => toldShortly(acknowledgement),
    },
    confirmRendition,
  ),
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
  place: commandProcedure(
    {
      kind: 'document.placeLost',
      ability: 'annotation.write',
      input: placeLostInput,
      place: ({ documentId }) => ({ documentId }),
    },
    placeLost,
  ),
  leave: commandProcedure(
    {
      kind: 'document.leaveLost',
      ability: 'annotation.write',
      input: leaveLostInput,
      place: ({ documentId }) => ({ documentId }),
    },
    leaveLost,
  ),
});
