import type { CountTogether, countTogetherInput } from '@koersvast/contracts';
import { type CountBase, type TogetherWork, togetherFrom } from '@koersvast/core/count';
import { type Access, readBeside } from '@koersvast/db';
import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import type { Asker } from '../agreement/read-selection.ts';
import type { Doing } from '../agreement/summed.ts';
import { openStudy } from '../study/study.ts';
import { basisOf, countedTags, letterNumbers, shownTags } from './basis.ts';
import { type ChosenWork, type CountedStudy, readCounted } from './choose.ts';
import { sumPortions } from './portions.ts';

/** Where sentences and paragraphs are never changes; so many numbers of it are kept. */
const known = new LRUCache<string, readonly number[]>({
  maxSize: 2_000_000,
  sizeCalculation: (numbers) => numbers.length + 10,
});
/** So many texts are asked about in one go. */
const AT_ONCE = 100;

/** Where the sentences or paragraphs of some texts are, in code points, start and end. */
export async function partsOf(
  { db, access }: Asker & { readonly access: Access },
  unit: 'sentence' | 'paragraph',
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const found = new Map<string, readonly number[]>();
  const stale: string[] = [];
  for (const id of documentIds) {
    const parts = known.get(`${unit} ${id}`);
    if (parts === undefined) stale.push(id);
    else found.set(id, parts);
  }
  for (let from = 0; from < stale.length; from += AT_ONCE) {
    const some = stale.slice(from, from + AT_ONCE);
    const read = await readBeside(db, (tx) => openStudy(tx, access).units(unit, some));
    for (const id of some) {
      const parts = read.get(id) ?? [];
      known.set(`${unit} ${id}`, parts);
      found.set(id, parts);
    }
  }
  return found;
}

/** On how much it rests, where words are not counted. */
export function baseOf(study: CountedStudy, works: readonly ChosenWork[]): CountBase {
  const numbers = letterNumbers(study);
  const lengths = new Map(study.documents.map(({ id, length }) => [id, length]));
  return {
    works: works.length,
    documents: new Set(works.map(({ documentId }) => numbers.get(documentId))).size,
    characters: works.reduce((sum, { documentId }) => sum + (lengths.get(documentId) ?? 0), 0),
    words: null,
  };
}

/** A part of a square: the rows and columns of these places. */
const partOf = (values: readonly number[], size: number, places: readonly number[]): number[] =>
  places.flatMap((row) => places.map((column) => values[row * size + column] ?? 0));

/** Which tags stand together. Throws `not_found`. */
export async function togetherOf(
  context: Asker & { readonly access: Access },
  { selection, relation }: z.infer<typeof countTogetherInput>,
  doing: Doing,
): Promise<CountTogether> {
  const study = await readCounted(context, selection);
  const byPart = relation === 'sentence' || relation === 'paragraph' ? relation : null;
  const documentIds = [...new Set(study.works.map(({ documentId }) => documentId))];
  const parts = byPart === null ? null : await partsOf(context, byPart, documentIds);
  const numbers = letterNumbers(study);
  const lengths = new Map(study.documents.map(({ id, length }) => [id, length]));
  const letterOf = new Map(study.documents.map(({ id, letterId }) => [id, letterId]));
  const works = study.works.map(({ documentId, spans }) => {
    const work: TogetherWork = {
      document: numbers.get(documentId) ?? 0,
      length: lengths.get(documentId) ?? 0,
      parts: parts?.get(documentId) ?? null,
      spans,
    };
    // Where its parts are never changes.
    const counts = `${documentId} ${work.length} ${spans}`;
    return { letterId: letterOf.get(documentId) ?? documentId, counts, work };
  });
  const { ids, ...tags } = countedTags(study);
  const sums = await sumPortions(
    works,
    ['together', tags, relation],
    (some) =>
      doing.work.run(doing.personId, 'count.together', {
        ...{ works: some.map(({ work }) => work), tags, relation },
      }),
    doing,
  );
  const found = togetherFrom(sums, tags.rows.length, relation);
  const all = tags.rows.map((label, at) => ({ label, at }));
  const { shown, more } = shownTags(study, all, ({ at }) => found.rows[at] ?? 0);
  const places = shown.map(({ at }) => at);
  const square = (values: readonly number[]) => partOf(values, all.length, places);
  return {
    basis: basisOf(study, study.works, baseOf(study, study.works), more),
    tagIds: places.map((at) => ids[at] ?? ''),
    together: square(found.together),
    joined: square(found.joined),
    either: square(found.either),
    expected: square(found.expected),
    rows: places.map((at) => found.rows[at] ?? 0),
    parts: found.parts,
  };
}
