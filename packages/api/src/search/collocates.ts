import { type SearchCollocates, searchCollocateRows, type searchCollocatesInput } from '@koersvast/contracts';
import { collocates, type WordCounts } from '@koersvast/search';
import type { z } from 'zod';
import type { Doing } from '../agreement/summed.ts';
import { noteGiven } from '../given.ts';
import type { CollocatesFound, CountedWords } from './aside/collocates.ts';
import { type Asker, chooseDocuments } from './choose.ts';
import { inOrder } from './in-order.ts';
import { inPortions, soughtBy } from './scan.ts';

/** The words near what is found, beside how often they stand anywhere. Throws `not_found` for a set. */
export async function collocatesOf(
  asker: Asker & { now(): Date },
  input: z.infer<typeof searchCollocatesInput>,
  doing: Doing,
): Promise<SearchCollocates> {
  const chosen = await chooseDocuments(asker, input);
  if ('error' in chosen) return { state: 'invalid', error: chosen.error };
  const { query, aside, window, least } = input;
  const sought = soughtBy({ query, piece: 'hit', aside }, chosen);
  const counted = countedWords();
  const total = { hits: 0, documents: 0, aside: 0 };
  const hit: string[] = [];
  const portions = inPortions(asker.db, chosen, inOrder(chosen.documents, []).documents, {
    doing,
    ask: (portion): Promise<CollocatesFound> =>
      doing.work.run(doing.personId, 'search.collocates', { ...portion, sought, window }),
  });
  for await (const { documents, found } of portions) {
    counted.add(found);
    total.aside += found.aside;
    for (const [at, { document }] of documents.entries()) {
      const hits = found.counts[at] ?? -1;
      if (hits < 0) continue;
      total.hits += hits;
      total.documents += 1;
      if (hits > 0) hit.push(document.id);
    }
  }
  // Words that others marked tell of their work.
  if (chosen.asked.ofCodings) await noteGiven(asker, chosen.access, hit);
  const { all, near, nodes, documents } = counted;
  const rows = collocates(all, { near, nodes }, least);
  return {
    ...{ state: 'ready', basis: chosen.basis, total },
    words: { all: sum(all), near: sum(near), hits: sum(nodes) },
    rows: rows.slice(0, searchCollocateRows).map((row) => ({
      ...{ word: row.word, near: row.near, documents: documents.get(row.word) ?? 0 },
      ...{ expected: row.expected, all: all.get(row.word) ?? 0 },
      ...{ logLikelihood: row.logLikelihood.value, logRatio: row.logRatio.value },
    })),
    more: Math.max(0, rows.length - searchCollocateRows),
  };
}

/** Adds up what is counted in one portion after the other. */
function countedWords() {
  const sums: Record<keyof Omit<CountedWords, 'words'>, WordCounts> = {
    ...{ all: new Map(), near: new Map(), nodes: new Map(), documents: new Map() },
  };
  return {
    ...sums,
    add({ words, ...columns }: CountedWords): void {
      for (const [at, word] of words.split('\n').entries())
        for (const name of ['all', 'near', 'nodes', 'documents'] as const) {
          const count = columns[name][at] ?? 0;
          if (count > 0) sums[name].set(word, (sums[name].get(word) ?? 0) + count);
        }
    },
  };
}

function sum(counts: WordCounts): number {
  let all = 0;
  for (const count of counts.values()) all += count;
  return all;
}
