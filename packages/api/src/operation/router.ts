import {
  type Acknowledgement,
  type Change,
  historyInput,
  type UndoStack,
  undoInput,
  undoStackInput,
} from '@koersvast/contracts';
import { undoingOf } from '@koersvast/core/operation';
import { outsideTransaction, snapshot } from '@koersvast/db';
import { giveCommand } from '../command.ts';
import { lettersTold, noteGiven } from '../given.ts';
import { toldShortly } from '../rendition/answer.ts';
import { toldInShort } from '../search/tag-all/in-short.ts';
import { projectProcedure, router, signedInProcedure, withAccess } from '../trpc.ts';
import { findTarget } from '../undo/target.ts';
import { historyOf, undoStack } from './queries.ts';
import { nameChanger, undo } from './undo.ts';

export const operationRouter = router({
  undo: signedInProcedure.input(undoInput).mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
    const who = { projectId: input.projectId, personId: ctx.person.id };
    const target = await findTarget(ctx.db, who, input.target);
    const { acknowledgement } = await giveCommand(
      ctx,
      input,
      {
        kind: 'operation.undo',
        // Which ability it takes depends on what is undone.
        ability: 'project.read',
        undoes: input.target,
        // A command on the codebook reaches all that was ever coded, these all that a letter holds.
        bulk:
          target !== null &&
          ((target.documentId === null && target.roundId === null) || undoingOf(target.kind)?.alike === true),
        ...(target?.documentId && { documentId: target.documentId }),
        ...(target?.roundId && { roundId: target.roundId }),
        whenArchived: target && undoingOf(target.kind)?.nouns.includes('project') ? 'allow' : 'refuse',
      },
      (command) => undo(command, target),
    ).catch((error: unknown) => nameChanger(ctx.db, input.projectId, error));
    if (target?.kind === 'annotation.tagHits') return toldInShort(acknowledgement);
    return target?.kind === 'document.readAgain' ? toldShortly(acknowledgement) : acknowledgement;
  }),
  undoStack: projectProcedure('project.read')
    .input(undoStackInput)
    .query(
      ({ ctx, input }): Promise<UndoStack> =>
        snapshot(ctx.db, (tx) => withAccess(tx, ctx.access, (access) => undoStack(tx, access, input))),
    ),
  history: projectProcedure('project.read')
    .input(historyInput)
    .query(async ({ ctx, input }): Promise<Change[]> => {
      const changes = await historyOf(outsideTransaction(ctx.db), ctx.access, input);
      await noteGiven(ctx, ctx.access, lettersTold(ctx.access, changes));
      return changes;
    }),
});
