import { type Access, type Database, readBeside } from '@koersvast/db';
import { LRUCache } from 'lru-cache';
import { checkWaiting, type Doing } from '../agreement/summed.ts';
import type { CountedDocument } from '../study/counted.ts';
import { openStudy } from '../study/study.ts';

/** Texts never change, so that their words are counted once. */
const known = new LRUCache<string, number>({ max: 100_000 });
/** So many characters are counted in one task: some tens of milliseconds. */
const PORTION = 1_000_000;

function portionsOf(documents: readonly CountedDocument[]): CountedDocument[][] {
  const portions: CountedDocument[][] = [];
  let room = 0;
  for (const each of documents) {
    if (room < each.length) {
      portions.push([]);
      room = PORTION;
    }
    portions.at(-1)?.push(each);
    room -= each.length;
  }
  return portions;
}

/** How many words some documents have. */
export async function wordsOf(
  { db, access }: { readonly db: Database; readonly access: Access },
  documents: readonly CountedDocument[],
  { work, personId, signal }: Doing,
): Promise<ReadonlyMap<string, number>> {
  for (const some of portionsOf(documents.filter(({ id }) => !known.has(id)))) {
    checkWaiting({ signal });
    const ids = some.map(({ id }) => id);
    const texts = await readBeside(db, (tx) => openStudy(tx, access).texts(ids));
    const counted = await work.run(
      personId,
      'count.words',
      texts.map(({ text }) => text),
    );
    for (const [at, { id }] of texts.entries()) known.set(id, counted[at] ?? 0);
  }
  return new Map(documents.map(({ id }) => [id, known.get(id) ?? 0]));
}
