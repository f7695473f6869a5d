import type { TagHitsInput } from '@koersvast/contracts';
import { limits, overLimit } from '@koersvast/core/limit';
import { loadAccess, outsideTransaction } from '@koersvast/db';
import type { SignedInContext } from '../../command.ts';
import { openStudy } from '../../study/study.ts';
import type { Anchored } from '../aside/anchor.ts';
import { answered } from '../scan.ts';

/** So many characters of texts at a time. */
const PORTION = 1_000_000;

interface Wanted {
  readonly id: string;
  readonly length: number;
  readonly spans: readonly number[];
}

/** What a hit is, by its place; none where that is no span of a text that is there. */
export type AnchoredHits = ReadonlyMap<string, Anchored>;

export const hitKey = ({ documentId, start, end }: TagHitsInput['hits'][number]): string =>
  `${documentId} ${start} ${end}`;

/**
 * Compares hits with their texts, in the process that keeps these, before anybody has to wait for what is made of them.
 * Throws `over_limit` where their words are longer than one text may be.
 */
export async function anchorHitsOf(
  { db, work, person }: SignedInContext,
  { projectId, hits }: TagHitsInput,
): Promise<AnchoredHits> {
  if (hits.reduce((sum, { start, end }) => sum + end - start, 0) > limits.text) throw overLimit('text');
  const tx = outsideTransaction(db);
  const access = await loadAccess(tx, { projectId, personId: person.id });
  if (!access) return new Map();
  const study = openStudy(tx, access);
  const lengths = new Map((await study.searched()).map(({ id, length }) => [id, length]));
  const wanted = [...Map.groupBy(hits, ({ documentId }) => documentId)].flatMap(
    ([id, ofLetter]): Wanted[] => {
      const length = lengths.get(id);
      const spans = ofLetter.flatMap(({ start, end }) => [start, end]);
      return length === undefined ? [] : [{ id, length, spans }];
    },
  );
  const found = new Map<string, Anchored>();
  for (const some of portions(wanted)) {
    const documents = some.map(({ id, spans }) => ({ id, spans }));
    const { spans } = await answered(
      (given) => work.run(person.id, 'search.anchor', { documents, given }),
      (ids) => study.soughtTexts(ids),
    );
    for (const [at, { id: documentId }] of documents.entries())
      for (const span of spans[at] ?? [])
        if (span !== null && span.end - span.start <= limits.passage)
          found.set(hitKey({ documentId, start: span.start, end: span.end, annotationId: null }), span);
  }
  return found;
}

function* portions(all: readonly Wanted[]): Generator<Wanted[]> {
  let some: Wanted[] = [];
  let size = 0;
  for (const each of all) {
    some.push(each);
    size += each.length;
    if (size < PORTION) continue;
    yield some;
    [some, size] = [[], 0];
  }
  if (some.length > 0) yield some;
}
