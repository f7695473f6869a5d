import {
  agreementConfusion,
  agreementConfusionInput,
  agreementDocuments,
  agreementDocumentsInput,
  agreementDrift,
  agreementDriftInput,
  agreementInput,
  agreementMethods,
  agreementMethodsInput,
  agreementPairs,
  agreementPassages,
  agreementPassagesInput,
  agreementPlan,
  agreementPlanInput,
  agreementProgress,
  agreementProgressInput,
  agreementRepeats,
  agreementRepeatsInput,
  agreementReport,
  agreementTag,
  agreementTagInput,
  agreementUnits,
  agreementUnitsInput,
} from '@koersvast/contracts';
import { methodsText } from '@koersvast/core/agreement';
import type { Access } from '@koersvast/db';
import type { InnerContext, SignedInPerson } from '../context.ts';
import { noteGiven } from '../given.ts';
import { projectProcedure, router } from '../trpc.ts';
import { driftsOf, planOf } from './course.ts';
import { confusionOf, documentsOf, ofSelection, pairsOf, tagOf, unitsOf } from './details.ts';
import { factsOf, plainText } from './facts.ts';
import { reportFrom, reportOn } from './overview.ts';
import { passagesOf, repeatedPassages } from './passages.ts';
import { progressOf, watchable } from './progress.ts';
import { repeatsOf } from './repeats.ts';
import { type Doing, figuresBy } from './summed.ts';
import { readProcess } from './told.ts';

type Context = InnerContext & { readonly person: SignedInPerson; readonly access: Access };
interface Asking {
  readonly ctx: Context;
  readonly input: { readonly watch?: string | undefined };
  readonly signal?: AbortSignal | undefined;
}

/** Does something for a person in the workers: told of where they watch, and given up when they have gone. */
async function doing<T>({ ctx, input, signal }: Asking, work: (doing: Doing) => Promise<T>): Promise<T> {
  const { told, ended } = watchable(ctx.person.id, input.watch);
  try {
    return await work({ work: figuresBy(ctx.work), personId: ctx.person.id, signal, told });
  } finally {
    ended();
  }
}

/** Whoever is shown words that others marked has seen their work. */
function given(ctx: Context, places: readonly { readonly documentId: string }[]): Promise<void> {
  return noteGiven(
    ctx,
    ctx.access,
    places.map(({ documentId }) => documentId),
  );
}

const reading = projectProcedure('agreement.read', { from: 'replica' });

/**
 * How far coders agree. All of it is reckoned in the workers, from sums that are kept; of a selection with something
 * that the person codes blind it only says what is missing.
 */
export const agreementRouter = router({
  /** Each tag, with what that rests on. */
  overview: reading
    .input(agreementInput)
    .output(agreementReport)
    .query((asking) => doing(asking, (how) => reportOn(asking.ctx, asking.input.selection, how))),
  /** Where the disagreement about one tag comes from, with the places at which coders differ. */
  tag: reading
    .input(agreementTagInput)
    .output(agreementTag)
    .query((asking) =>
      doing(asking, async (how) => {
        const { ctx, input } = asking;
        const answer = await ofSelection(ctx, input.selection, (study) => tagOf(ctx, study, input, how));
        if (answer.state === 'ready') await given(ctx, answer.differences);
        return answer;
      }),
    ),
  /** Every two coders. */
  pairs: reading
    .input(agreementInput)
    .output(agreementPairs)
    .query((asking) =>
      doing(asking, (how) => ofSelection(asking.ctx, asking.input.selection, (study) => pairsOf(study, how))),
    ),
  /** Which tags stand against which. */
  confusion: reading
    .input(agreementConfusionInput)
    .output(agreementConfusion)
    .query((asking) =>
      doing(asking, (how) =>
        ofSelection(asking.ctx, asking.input.selection, (study) => confusionOf(study, asking.input, how)),
      ),
    ),
  /** Whether a sentence, or a paragraph, carries each tag. */
  units: reading
    .input(agreementUnitsInput)
    .output(agreementUnits)
    .query((asking) =>
      doing(asking, (how) =>
        ofSelection(asking.ctx, asking.input.selection, (study) =>
          unitsOf(asking.ctx, study, asking.input, how),
        ),
      ),
    ),
  /** Each document by itself, the least agreement first. */
  documents: reading
    .input(agreementDocumentsInput)
    .output(agreementDocuments)
    .query((asking) =>
      doing(asking, (how) =>
        ofSelection(asking.ctx, asking.input.selection, (study) =>
          documentsOf(asking.ctx, study, asking.input, how),
        ),
      ),
    ),
  /** The spans of two coders side by side, behind any figure. */
  passages: reading
    .input(agreementPassagesInput)
    .output(agreementPassages)
    .query((asking) =>
      doing(asking, async (how) => {
        const { ctx, input } = asking;
        const answer =
          input.again === null
            ? await ofSelection(ctx, input.selection, (study) => passagesOf(ctx, study, input, how))
            : await repeatedPassages(ctx, input, how);
        if (answer.state === 'ready') await given(ctx, answer.passages);
        return answer;
      }),
    ),
  /** Each coder with the others over the order in which they finished. */
  drift: reading
    .input(agreementDriftInput)
    .output(agreementDrift)
    .query((asking) =>
      doing(asking, (how) =>
        ofSelection(asking.ctx, asking.input.selection, (study) => driftsOf(study, asking.input, how)),
      ),
    ),
  /** Each coder with themself, in what they coded twice. */
  repeats: reading
    .input(agreementRepeatsInput)
    .output(agreementRepeats)
    .query((asking) => doing(asking, (how) => repeatsOf(asking.ctx, asking.input, how))),
  /** How many documents to double-code. */
  plan: reading
    .input(agreementPlanInput)
    .output(agreementPlan)
    .query((asking) =>
      doing(asking, (how) =>
        ofSelection(asking.ctx, asking.input.selection, (study) =>
          planOf(asking.ctx, study, asking.input, how),
        ),
      ),
    ),
  /** What a paper says of it, with blanks for what only people know. */
  methods: reading
    .input(agreementMethodsInput)
    .output(agreementMethods)
    .query((asking) =>
      doing(asking, (how) =>
        ofSelection(asking.ctx, asking.input.selection, async (study) => {
          const told = await readProcess(asking.ctx.db, study);
          const { selection } = asking.input;
          const repeats = await repeatsOf(asking.ctx, { selection, tagId: null }, how);
          const facts = factsOf(study, await reportFrom(study, how), { told, repeats });
          return plainText(methodsText(facts, asking.input.language));
        }),
      ),
    ),
  /** How far something is that the same person asked for under this name. */
  progress: projectProcedure('agreement.read')
    .input(agreementProgressInput)
    .output(agreementProgress)
    .query(({ ctx, input }) => progressOf(ctx.person.id, input.watch)),
});
