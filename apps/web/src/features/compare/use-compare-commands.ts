import type { Acknowledgement, Annotation, Decision, Reply, Review, StartRule } from '@koersvast/contracts';
import { sourceOf } from '@koersvast/core';
import { useState } from 'react';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import { newId } from '../../lib/ids.ts';
import { useMadeId } from '../../lib/made-id.ts';
import { type Comparison, type Difference, keyOf } from './comparison.ts';
import { type Intent, rowsOf } from './deciding.ts';
import type { Why } from './use-reason.ts';

export interface Place {
  readonly projectId: string;
  readonly documentId: string;
  readonly roundId: string;
}

/** The commands on verdicts and threads of one document in one round. Each shows at once what it did. */
export function useReviewCommands(place: Place) {
  const give = useCommand(trpc.review.give.mutationOptions());
  const alike = useCommand(trpc.review.acceptAlike.mutationOptions());
  const withdraw = useCommand(trpc.review.withdraw.mutationOptions());
  const respond = useCommand(trpc.review.respond.mutationOptions());
  const reply = useCommand(trpc.reply.create.mutationOptions());
  const replyId = useMadeId();
  const removeReply = useCommand(trpc.reply.remove.mutationOptions());
  const about = (row: Pick<Annotation, 'id' | 'layerId' | 'version'>, standing: Review | undefined) => ({
    ...place,
    id: newId(),
    layerId: row.layerId,
    annotationId: row.id,
    annotationVersion: row.version,
    supersedes: standing?.id ?? null,
  });
  return {
    giving: give,
    answering: reply,
    responding: respond,
    accept: (row: Annotation, standing: Review | undefined) =>
      give.run({ ...about(row, standing), verdict: { kind: 'accept' } }),
    reject: (row: Annotation, standing: Review | undefined, { kind, reason }: Why) =>
      give.run({ ...about(row, standing), verdict: { kind: 'reject', reasonKind: kind ?? '', reason } }),
    /** Proposes what differs from what stands there. */
    propose: (
      row: Annotation,
      standing: Review | undefined,
      draft: { readonly tagId: string; readonly start: number; readonly end: number; readonly quote: string },
      { kind, reason }: Why,
    ) => {
      const { start, end, quote } = draft;
      const moved = start !== row.start || end !== row.end;
      return give.run({
        ...about(row, standing),
        verdict: {
          kind: 'change',
          reasonKind: kind ?? '',
          reason,
          tagId: draft.tagId === row.tagId ? null : draft.tagId,
          span: moved ? { start, end, quote } : null,
        },
      });
    },
    acceptAlike: () => alike.run(place),
    alikeError: alike.error,
    withdraw: (review: Review) => withdraw.run({ ...place, reviewId: review.id, version: review.version }),
    respond: (review: Review, response: 'adopted' | 'learned') =>
      respond.run({ ...place, reviewId: review.id, version: review.version, response }),
    /** The coder keeps what was judged, and says why. */
    keep: (review: Review, reason: string) =>
      respond.run({ ...place, reviewId: review.id, version: review.version, response: 'kept', reason }),
    say: async (row: Pick<Annotation, 'id' | 'layerId'>, text: string, mentions: string[]) => {
      const said = { ...place, layerId: row.layerId, annotationId: row.id, text, mentions };
      const output = await reply.run({ ...said, id: replyId.of(said) });
      replyId.made();
      return output;
    },
    unsay: (each: Reply) => removeReply.run({ ...place, replyId: each.id, version: each.version }),
  };
}

/** The commands on the final version of one document in one round. */
export function useFinalCommands(
  place: Place,
  comparison: Comparison,
  quoteOf: (start: number, end: number) => string,
) {
  const start = useCommand(trpc.adjudication.start.mutationOptions());
  const decide = useCommand(trpc.adjudication.decide.mutationOptions());
  const withdraw = useCommand(trpc.adjudication.withdraw.mutationOptions());
  const finish = useCommand(trpc.adjudication.setFinished.mutationOptions());
  const [several, setSeveral] = useState(false);

  /** Takes all that one coder has: what the others have is left out for it. */
  const take = async (difference: Difference, rows: readonly Annotation[], why: Why) => {
    const others = rowsOf(difference).filter(({ layerId }) => layerId !== rows[0]?.layerId);
    const replaces = difference.decisions.map(({ id, version }) => ({ decisionId: id, version }));
    let output: Acknowledgement | null = null;
    setSeveral(true);
    try {
      for (const [at, row] of rows.entries())
        output = await decide.run({
          ...place,
          decisionId: newId(),
          sources: [row, ...(at === 0 ? others : [])].map(sourceOf),
          replaces: at === 0 ? replaces : [],
          decision: { action: 'take', ...why },
        });
    } finally {
      setSeveral(false);
    }
    return output;
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
    pending: decide.pending || several,
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

export type ReviewCommands = ReturnType<typeof useReviewCommands>;
export type FinalCommands = ReturnType<typeof useFinalCommands>;

/** What is said in the thread of an annotation, oldest first. */
export function repliesOf(replies: readonly Reply[], row: Pick<Annotation, 'id' | 'layerId'>): Reply[] {
  return replies.filter(
    (reply) =>
      reply.deletedAt === null && keyOf({ layerId: reply.layerId, id: reply.annotationId }) === keyOf(row),
  );
}
