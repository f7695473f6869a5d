import { listedPassages, listPassagesInput, retagPassagesInput } from '@koersvast/contracts';
import { snapshot } from '@koersvast/db';
import { figuresBy } from '../agreement/summed.ts';
import { commandProcedureAhead } from '../command.ts';
import { noteGiven } from '../given.ts';
import { projectProcedure, router, withAccess } from '../trpc.ts';
import { listPassages } from './list.ts';
import { readRelated } from './related.ts';
import { retagPassages } from './retag.ts';

export const passageRouter = router({
  /** What was coded: a page of it, with how much there is in all and in each group. */
  list: projectProcedure('project.read')
    .input(listPassagesInput)
    .output(listedPassages)
    .query(async ({ ctx, input }) => {
      const who = { projectId: input.projectId, personId: ctx.person.id };
      const doing = { work: figuresBy(ctx.work), personId: ctx.person.id };
      const related = await readRelated(ctx, input.selection, doing);
      const listed = await snapshot(ctx.db, (tx) =>
        withAccess(tx, who, (access) => listPassages(tx, access, input, related)),
      );
      const others = listed.passages.filter(({ memberId }) => memberId !== ctx.access.memberId);
      await noteGiven(
        ctx,
        ctx.access,
        others.map(({ documentId }) => documentId),
      );
      return listed;
    }),
  /** Gives several of one's own another tag: those that can have it, and says of the others why not. */
  retag: commandProcedureAhead(
    {
      ability: 'annotation.write',
      kind: 'annotation.retag',
      input: retagPassagesInput,
      ahead: () => null,
      answer: ({ acknowledgement, answer }) => ({ ...acknowledgement, ...answer }),
    },
    retagPassages,
  ),
});
