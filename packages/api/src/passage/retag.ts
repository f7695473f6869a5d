import type { KeptTag, RetagPassagesInput } from '@koersvast/contracts';
import { DomainError, type DomainErrorCode } from '@koersvast/core/error';
import { type Command, holdInLayers, type Rows } from '@koersvast/db';
import { updateAnnotation } from '../annotation/row.ts';
import { type Desk, sitDown } from '../assignment/own-assignment.ts';
import { livingTag } from '../place/held.ts';

interface Retagged {
  readonly retagged: number;
  readonly skipped: readonly KeptTag[];
}

type Key = RetagPassagesInput['passages'][number];
const keyOf = ({ layerId, annotationId }: Key) => `${layerId} ${annotationId}`;

/** Why somebody cannot code in a place: that keeps nothing else from getting the tag. */
const closed: ReadonlySet<DomainErrorCode> = new Set([
  'document_removed',
  'document_replaced',
  'document_not_in_round',
  'round_planned',
  'round_closed',
  'not_allowed',
  'repeat_first',
]);

/**
 * Gives annotations another tag as an edit does, letter by letter: each counts by what its coder can see of that letter.
 * Throws `not_found` and `tag_archived` for the tag, and `not_found` where nothing is the giver's; of what else cannot
 * have it is said why.
 */
export async function retagPassages(
  command: Command,
  { tagId, passages }: RetagPassagesInput,
): Promise<Retagged> {
  const { tx, projectId, memberId } = command;
  const wanted = [...new Map(passages.map((each) => [keyOf(each), each])).values()];
  const layers = await tx.layer.findMany({
    where: { projectId, memberId, kind: 'current', id: { in: wanted.map(({ layerId }) => layerId) } },
    // Always in this order, so that nobody is waited for in a circle.
    orderBy: [{ documentId: 'asc' }, { roundId: 'asc' }],
    select: { id: true, documentId: true, roundId: true },
  });
  const own = new Set(layers.map(({ id }) => id));
  const skipped: KeptTag[] = wanted
    .filter(({ layerId }) => !own.has(layerId))
    .map((each) => ({ ...each, reason: 'not_own' }));
  let retagged = 0;
  for (const { id, documentId, roundId } of layers) {
    const here = wanted.filter(({ layerId }) => layerId === id);
    const place = { projectId, documentId, roundId };
    const desk = await sitDownOr(() => sitDown(command, place, { layer: 'own', tag: { id: tagId } }));
    if ('reason' in desk) {
      skipped.push(...here.map((each) => ({ ...each, reason: desk.reason })));
      continue;
    }
    const kept = await retagHere(command, desk, tagId, here);
    skipped.push(...kept);
    retagged += here.length - kept.length;
  }
  // Nothing of what was named is theirs, or there at all: to nobody it is told which.
  if (skipped.length === wanted.length && skipped.every(({ reason }) => reason === 'not_own'))
    throw new DomainError('not_found');
  return { retagged, skipped };
}

async function sitDownOr(sit: () => Promise<Desk>): Promise<Desk | Pick<KeptTag, 'reason'>> {
  try {
    return await sit();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'document_done') return { reason: 'done' };
    if (closed.has(error.code)) return { reason: 'not_open' };
    throw error;
  }
}

/** Does it in one layer; returns what kept its tag there. */
async function retagHere(
  command: Command,
  desk: Desk,
  tagId: string,
  here: readonly Key[],
): Promise<KeptTag[]> {
  const { tx, projectId } = command;
  const codebookVersion = livingTag(desk.held);
  const keys = here.map(({ layerId, annotationId }) => ({ layerId, id: annotationId }));
  const held = new Map((await holdInLayers(tx, 'annotation', projectId, keys)).map((row) => [row.id, row]));
  const layerId = here[0]?.layerId ?? '';
  const having = await tx.annotation.findMany({
    where: { projectId, layerId, tagId, deletedAt: null },
    select: { start: true, end: true },
  });
  const spanOf = ({ start, end }: Pick<Rows['annotation'], 'start' | 'end'>) => `${start} ${end}`;
  const taken = new Set(having.map(spanOf));
  const kept: KeptTag[] = [];
  for (const each of here) {
    const current = held.get(each.annotationId);
    const reason = reasonToKeep(current, tagId, taken.has(current ? spanOf(current) : ''));
    if (current === undefined || reason !== null) {
      kept.push({ ...each, reason: reason ?? 'not_own' });
      continue;
    }
    taken.add(spanOf(current));
    const patch = { tagId, codebookVersion, updatedAt: command.at.toISOString() };
    await updateAnnotation(command, current, patch, { stream: desk.stream, beside: desk.sight });
  }
  return kept;
}

function reasonToKeep(
  current: Rows['annotation'] | undefined,
  tagId: string,
  isDouble: boolean,
): KeptTag['reason'] | null {
  if (current === undefined || current.deletedAt !== null) return 'not_own';
  if (current.tagId === tagId) return 'same';
  return isDouble ? 'double' : null;
}
