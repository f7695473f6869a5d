import type { Annotation, Decision, StartRule } from '@koersvast/contracts';
import type { PlaceInProject } from '@koersvast/core/place';
import { sourceOf } from '@koersvast/core/review';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import { newId } from '../../lib/ids.ts';
import type { Intent } from '../../parts/review/intent.ts';
import type { Why } from '../../parts/review/use-reason.ts';
import type { Comparison, Difference } from './comparison.ts';
import { rowsOf } from './deciding.ts';

/** The commands on the final version of one document in one round. */
export function useFinalCommands(
  place: PlaceInProject,
  comparison: Comparison,
  quoteOf: (start: number, end: number) => string,
) {
  const start = useCommand(trpc.adjudication.start.mutationOptions());
  const decide = useCommand(trpc.adjudication.decide.mutationOptions());
  const withdraw = useCommand(trpc.adjudication.withdraw.mutationOptions());
  const finish = useCommand(trpc.adjudication.setFinished.mutationOptions());

  /** Takes all that one coder has: what the others have is left out for it. */
  const take = (difference: Difference, rows: readonly Annotation[], why: Why) => {
    const [first, ...more] = rows;
    if (first === undefined) return Promise.resolve(null);
    const others = rowsOf(difference).filter(({ layerId }) => layerId !== first.layerId);
    const also = more.map((row) => ({ decisionId: newId(), source: sourceOf(row) }));
    return decide.run({
      ...place,
      decisionId: newId(),
      sources: [first, ...others].map(sourceOf),
      replaces: difference.decisions.map(({ id, version }) => ({ decisionId: id, version })),
      decision: { action: 'take', ...why, also },
    });
  };
  const decideIntent = (difference: Difference | null, intent: Intent, why: Why) => {
    const { act, draft, sources } = intent;
    if (act === 'take' && difference !== null) return take(difference, sources, why);
    const about = {
      ...place,
      decisionId: newId(),
      sources: sources.map(sourceOf),
      replaces:
        act === 'add'
          ? []
          : (difference?.decisions ?? []).map(({ id, version }) => ({ decisionId: id, version })),
    };
    if (act === 'drop') return decide.run({ ...about, decision: { action: 'drop', ...why } });
    if ((act !== 'merge' && act !== 'edit' && act !== 'add') || draft === null) return Promise.resolve(null);
    const { tagId, start: from, end } = draft;
    const content = { tagId, start: from, end, quote: quoteOf(from, end), memo: null };
    return decide.run({ ...about, decision: { action: act, annotationId: newId(), ...content, ...why } });
  };
  return {
    starting: start,
    deciding: decide,
    pending: decide.pending,
    start: (rule: StartRule) => start.run({ ...place, rule }),
    decide: decideIntent,
    withdraw: (decision: Decision) =>
      withdraw.run({ ...place, decisionId: decision.id, version: decision.version }),
    withdrawError: withdraw.error,
    setFinished: (finished: boolean) =>
      comparison.final === null
        ? Promise.resolve(null)
        : finish.run({
            ...place,
            layerId: comparison.final.id,
            version: comparison.final.version,
            finished,
          }),
    finishError: finish.error,
  };
}

export type FinalCommands = ReturnType<typeof useFinalCommands>;
