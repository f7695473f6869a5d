import type { PassageSelection } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { isInRound } from '@koersvast/core/round';
import type { Access, Rows, Tx } from '@koersvast/db';
import { tagsMeant } from '../agreement/tags.ts';
import { readWorks, type WorkChoice } from '../count/choose.ts';
import { documentsIn, setsOfProject } from '../export/chosen-documents.ts';
import { isWholePlace } from '../study/kept.ts';
import type { PassageFilter } from '../study/passage-filter.ts';
import { openStudy, type Study } from '../study/study.ts';

const kinds = { current: 'current', 'first-pass': 'first_pass', final: 'final' } as const;

/**
 * The same as the study is asked for it, with where the passages are that stand as `with` says. Throws `not_found` for a
 * tag, a round or a set of another project.
 */
export async function filterOf(
  tx: Tx,
  access: Access,
  selection: PassageSelection,
  tags: readonly Rows['tag'][],
  places: PassageFilter['at'],
): Promise<PassageFilter> {
  const { layer = 'current', tags: named, only, part, words } = selection;
  if (named?.some((id) => tags.every((tag) => tag.id !== id))) throw new DomainError('not_found');
  const meant = named?.flatMap((id) => tagsMeant(tags, id, only === true));
  if (selection.with) meant?.push(...tagsMeant(tags, selection.with.tagId, only === true));
  const documentIds = await documentsOf(tx, access, selection);
  return {
    kind: kinds[layer],
    layerIds: await layersOf(tx, access, selection, documentIds),
    documentIds,
    roundIds: selection.roundIds ?? null,
    memberIds: selection.coders ?? null,
    tagIds: meant === undefined ? null : [...new Set(meant)],
    part: part ?? null,
    length: selection.length ?? null,
    at: places,
    certainties: selection.certainty ?? null,
    memo: selection.memo ?? null,
    words: words === undefined || words.trim() === '' ? null : words,
    verdicts: selection.verdicts ?? null,
    thread: selection.thread ?? null,
  };
}

/** Which work counts for a selection. */
export async function worksAsked(
  study: Study,
  { layer = 'current', work, roundIds, coders }: PassageSelection,
  documentIds: readonly string[] | null,
): Promise<WorkChoice> {
  const rounds = (await study.rounds()).filter(({ id, repeats }) =>
    roundIds === undefined ? work === undefined || repeats === null : roundIds.includes(id),
  );
  const chosen = documentIds && new Set(documentIds);
  return {
    layers: layer,
    onlyIndependent: work === 'independent',
    unfinished: work === undefined || work === 'any',
    coderIds: coders ?? null,
    roundIds: new Set(rounds.map(({ id }) => id)),
    isChosen: (id) => chosen?.has(id) ?? true,
  };
}

/** The layers of the work that counts; null where all does, or where passages are named that stand in these. */
async function layersOf(
  tx: Tx,
  access: Access,
  selection: PassageSelection,
  documentIds: readonly string[] | null,
): Promise<string[] | null> {
  if (selection.work === undefined || selection.with !== undefined) return null;
  const study = openStudy(tx, access);
  const works = await readWorks(study, await worksAsked(study, selection, documentIds));
  return works.flatMap(({ layerId }) => layerId ?? []);
}

/** The documents that are named and meet all conditions; null for all. */
export async function documentsOf(
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
