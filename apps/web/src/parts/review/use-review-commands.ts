import type { Annotation, Reply, Review } from '@koersvast/contracts';
import type { PlaceInProject } from '@koersvast/core/place';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import { newId } from '../../lib/ids.ts';
import { useMadeId } from '../../lib/made-id.ts';
import type { Why } from './use-reason.ts';

/** The commands on verdicts and threads of one document in one round. Each shows at once what it did. */
export function useReviewCommands(place: PlaceInProject) {
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

export type ReviewCommands = ReturnType<typeof useReviewCommands>;
