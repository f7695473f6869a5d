import {
  countPortrait,
  countPortraitInput,
  countTable,
  countTableInput,
  countTogether,
  countTogetherInput,
} from '@koersvast/contracts';
import type { Access } from '@koersvast/db';
import { type Doing, figuresBy } from '../agreement/summed.ts';
import type { InnerContext, SignedInPerson } from '../context.ts';
import { noteGiven } from '../given.ts';
import { projectProcedure, router } from '../trpc.ts';
import { portraitsOf } from './portrait.ts';
import { tableOf } from './table.ts';
import { togetherOf } from './together.ts';

type Context = InnerContext & { readonly person: SignedInPerson; readonly access: Access };

const doingFor = ({ ctx, signal }: { ctx: Context; signal?: AbortSignal | undefined }): Doing => ({
  ...{ work: figuresBy(ctx.work), personId: ctx.person.id, signal },
  told: () => undefined,
});

const reading = projectProcedure('project.read', { from: 'replica' });

/** How much was coded with which tag: of what a person may see, reckoned in the workers. */
export const countRouter = router({
  /** Tags against values of a field, years or months, coders, rounds, lengths of spans, or paragraphs of one letter. */
  table: reading
    .input(countTableInput)
    .output(countTable)
    .query(async (asking) => {
      const { ctx, input } = asking;
      const answer = await tableOf(ctx, input, doingFor(asking));
      // Where in a letter others marked something is to have looked at their work.
      if (input.by.kind === 'paragraph') await noteGiven(ctx, ctx.access, [input.by.documentId]);
      return answer;
    }),
  /** Which tags stand together, in one relation. */
  together: reading
    .input(countTogetherInput)
    .output(countTogether)
    .query((asking) => togetherOf(asking.ctx, asking.input, doingFor(asking))),
  /** What was coded of each document, in the order of its text. */
  portrait: reading
    .input(countPortraitInput)
    .output(countPortrait)
    .query(async (asking) => {
      const { ctx, input } = asking;
      const answer = await portraitsOf(ctx, input, doingFor(asking));
      await noteGiven(
        ctx,
        ctx.access,
        answer.strips.map(({ documentId }) => documentId),
      );
      return answer;
    }),
});
