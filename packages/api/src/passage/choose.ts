import type { PassageSelection } from '@koersvast/contracts';
import { withDescendants } from '@koersvast/core/codebook';
import { DomainError } from '@koersvast/core/error';
import { isInRound } from '@koersvast/core/round';
import type { Access, Rows, Tx } from '@koersvast/db';
import { documentsIn, setsOfProject } from '../export/chosen-documents.ts';
import { isWholePlace } from '../study/kept.ts';
import type { PassageFilter } from '../study/passage-filter.ts';
import type { Study } from '../study/study.ts';

const kinds = { current: 'current', 'first-pass': 'first_pass', final: 'final' } as const;

/** The same as the study is asked for it. Throws `not_found` for a tag, a round or a set of another project. */
export async function filterOf(
  tx: Tx,
  access: Access,
  selection: PassageSelection,
  tags: readonly Pick<Rows['tag'], 'id' | 'parentId'>[],
): Promise<PassageFilter> {
  const { layer = 'current', tags: named, only, part, words } = selection;
  if (named?.some((id) => tags.every((tag) => tag.id !== id))) throw new DomainError('not_found');
  const meant = named?.flatMap((id) => (only ? [id] : [...withDescendants(tags, id)]));
  const documentIds = await documentsOf(tx, access, selection);
  return {
    kind: kinds[layer],
    documentIds,
    roundIds: selection.roundIds ?? null,
    memberIds: selection.coders ?? null,
    tagIds: meant === undefined ? null : [...new Set(meant)],
    part: part ?? null,
    certainties: selection.certainty ?? null,
    memo: selection.memo ?? null,
    words: words === undefined || words.trim() === '' ? null : words,
    verdicts: selection.verdicts ?? null,
    thread: selection.thread ?? null,
  };
}

/** The documents that are named and meet all conditions; null for all. */
async function documentsOf(
  tx: Tx,
  access: Access,
  { documents, set, where }: PassageSelection,
): Promise<string[] | null> {
  const sets = set === undefined ? null : await setsOfProject(tx, access, [set]);
  if (sets?.length === 0) throw new DomainError('not_found');
  const rule = where && [{ conditions: where, documentIds: [] }];
  const chosen = [sets, rule].flatMap((each) => (each ? [each] : []));
  const lists: string[][] = documents === undefined ? [] : [documents];
  for (const each of chosen) lists.push(await documentsIn(tx, access, each));
  const [first, ...rest] = lists;
  if (first === undefined) return null;
  const others = rest.map((ids) => new Set(ids));
  return first.filter((id) => others.every((ids) => ids.has(id)));
}

/**
 * Of how many of these documents the person sees their own work alone in some round of the choice. It follows from the
 * scope and the rounds, and from nothing that anybody coded.
 */
export function countOwnOnly(
  { access: { scope } }: Study,
  rounds: readonly Rows['round'][],
  { roundIds }: PassageFilter,
  documentIds: readonly string[],
): number {
  const asked = rounds.filter(
    ({ id, state }) => state !== 'planned' && (roundIds === null || roundIds.includes(id)),
  );
  return documentIds.filter((documentId) =>
    asked.some(
      (round) => isInRound(round, documentId) && !isWholePlace(scope, { roundId: round.id, documentId }),
    ),
  ).length;
}
