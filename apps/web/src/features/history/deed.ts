import type { HistoryEntry } from '@koersvast/contracts';
import { changedFields } from './changed-fields.ts';

/** What can be done to a thing that has a sentence of its own; the rest is made, changed, deleted or brought back. */
export const deeds = [
  'annotation.create',
  'annotation.keep',
  'annotation.settle',
  'annotation.move',
  'annotation.place',
  'reading.create',
  'reading.move',
  'review.create',
  'review.respond',
  'review.replace',
  'review.remove',
  'reply.create',
  'decision.create',
  'decision.remove',
  'tag.create',
  'tag.merge',
  'tag.remove',
  'document.create',
  'document.readAgain',
  'document.remove',
  'assignment.create',
  'assignment.move',
  'assignment.take',
  'assignment.receive',
  'assignment.remove',
  'assignment.edit',
  'assignment.progress',
  'round.create',
  'round.reveal',
  'round.start',
  'round.close',
  'round.reopen',
  'member.create',
  'member.join',
  'member.rejoin',
  'member.edit',
  'member.tell',
  'member.remove',
  'member.leave',
  'project.create',
  'unblinding.create',
  'export.create',
  'layer.current',
  'layer.first_pass',
  'layer.final',
  'layer.finish',
  'layer.reopen',
] as const;

export type Deed = (typeof deeds)[number];

/** What was done, apart from the noun. */
function verbOf({ change, kind }: Pick<HistoryEntry, 'change' | 'kind'>): string | null {
  const { action, memberId, noun } = change;
  // What is undone or done again is told as that.
  if (action === 'undo' || action === 'redo') return null;
  if (action === 'create' && kind === 'document.readAgain')
    return noun === 'document' ? 'readAgain' : noun === 'layer' ? null : 'move';
  if (action === 'create' && kind === 'document.placeLost' && noun === 'annotation') return 'place';
  const fields = new Set(changedFields(change).map(({ field }) => field));
  if (noun === 'annotation' && action === 'create') {
    // Copies in a first pass are nobody's coding, and what is in the final version is decided.
    if (kind === 'round.reveal' || kind === 'assignment.setState') return 'keep';
    return kind.startsWith('adjudication.') ? 'settle' : 'create';
  }
  if (noun === 'review' && action === 'edit') {
    if (fields.has('response')) return 'respond';
    return fields.has('supersededAt') ? 'replace' : null;
  }
  if (noun === 'tag' && action === 'remove') return change.after?.mergedIntoId != null ? 'merge' : 'remove';
  if (noun === 'round' && action === 'edit') {
    if (fields.has('revealedAt')) return 'reveal';
    if (!fields.has('state')) return null;
    if (change.after?.state === 'closed') return 'close';
    return change.before?.state === 'planned' ? 'start' : 'reopen';
  }
  if (noun === 'member') {
    const own = change.after?.id === memberId;
    if (action === 'create') return own ? 'join' : 'create';
    if (action === 'remove') return own ? 'leave' : 'remove';
    if (fields.has('removedAt') && change.after?.removedAt === null) return 'rejoin';
    return fields.has('role') ? 'edit' : 'tell';
  }
  if (noun === 'assignment') {
    const own = change.after?.memberId === memberId;
    if (fields.has('removedAt')) return change.after?.removedAt === null ? 'create' : 'remove';
    // Work that was kept for whoever was invited is theirs once they join; they have not begun.
    if (action === 'create' && kind === 'member.join') return 'receive';
    if (action === 'create') return own ? 'take' : 'create';
    return own ? 'progress' : 'edit';
  }
  if (noun === 'layer') {
    if (action === 'create') return change.after?.kind ?? null;
    return !fields.has('finishedAt') ? null : change.after?.finishedAt === null ? 'reopen' : 'finish';
  }
  return action;
}

/** Whether it says nothing to a reader beside what it came along with: what moves to a new reading leaves the old one. */
export function comesAlong({
  change: { noun, action },
  kind,
}: Pick<HistoryEntry, 'change' | 'kind'>): boolean {
  if (kind === 'document.placeLost') return action === 'remove' || noun === 'layer';
  return kind === 'document.readAgain' && (action === 'remove' || noun === 'layer');
}

/** The sentence for what was done; null where the words for its action will do. */
export function deedOf(entry: Pick<HistoryEntry, 'change' | 'kind'>): Deed | null {
  const verb = verbOf(entry);
  return deeds.find((each) => each === `${entry.change.noun}.${verb}`) ?? null;
}
