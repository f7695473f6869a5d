import {
  type Dictionary,
  type DictionaryReport,
  dictionaryPlaces,
  type dictionaryReportInput,
  dictionaryWithout,
} from '@koersvast/contracts';
import { type FieldNames, parseQuery } from '@koersvast/search';
import type { z } from 'zod';
import type { Doing } from '../agreement/summed.ts';
import type { DictionaryScanned, SoughtPattern } from '../search/aside/scan-dictionary.ts';
import { type Asker, chooseForAll } from '../search/choose.ts';
import { inOrder } from '../search/in-order.ts';
import { type InOrder, inPortions } from '../search/scan.ts';
import { readDictionary } from './queries.ts';

type ReportInput = z.infer<typeof dictionaryReportInput>;
type Scanned = Exclude<DictionaryScanned, { readonly lacking: readonly string[] }>;
type Sum = { hits: number; documents: number };

/** The concepts of a dictionary, in the order in which they come first. */
function conceptsOf({ entries }: Pick<Dictionary, 'entries'>): string[] {
  return [...new Set(entries.map(({ concept }) => concept))];
}

/** So many characters are searched in one go for so many patterns: some tens of milliseconds. */
export function portionFor(patterns: number): number {
  return Math.max(20_000, Math.floor(3_000_000 / Math.max(1, patterns)));
}

/** How far a dictionary reaches in some documents, or in the first of them where it is stopped. Throws `not_found` for a dictionary or a set. */
export async function reportOn(asker: Asker, input: ReportInput, doing: Doing): Promise<DictionaryReport> {
  let read: Dictionary | undefined;
  const { errors, ...chosen } = await chooseForAll(asker, async (tx, access) => {
    read = await readDictionary(tx, access, input.dictionaryId);
    const queries = read.entries.map(({ pattern }) => pattern);
    return { queries, documents: input.documents, searchId: null };
  });
  const { entries, version } = read as Dictionary;
  const concepts = conceptsOf({ entries });
  const placeOf = new Map(concepts.map((concept, at) => [concept, at]));
  const asked = entries.flatMap(({ concept, pattern: query }, entry) =>
    errors[entry] ? [] : [{ query, concept: placeOf.get(concept) ?? 0, entry }],
  );
  const patterns: SoughtPattern[] = asked.map(({ query, concept }) => ({ query, concept }));
  const sums = summing(concepts.length, asked.length);
  const { documents } = inOrder(chosen.documents, []);
  const { names, conditions } = chosen.asked;
  const portions = inPortions(asker.db, chosen, documents, {
    doing,
    most: portionFor(patterns.length),
    ask: (portion) =>
      doing.work.run(doing.personId, 'search.dictionary', {
        ...{ sought: { names, conditions }, patterns, concepts: concepts.length },
        ...portion,
      }),
  });
  let done = 0;
  for await (const { documents: some, found } of portions) {
    sums.take(found, some);
    done += some.length;
    if (doing.isStopped?.() === true) break;
  }
  const byEntry = new Map(asked.map(({ entry }, at) => [entry, at]));
  const counted = concepts.map((concept, at) => ({
    concept,
    patterns: entries.filter((entry) => entry.concept === concept).length,
    ...sums.ofConcept(at),
    query: joined(
      asked.flatMap(({ query, concept: of }) => (of === at ? [query] : [])),
      chosen.asked.names,
    ),
  }));
  return {
    basis: chosen.basis,
    version,
    stoppedAfter: done < documents.length ? done : null,
    total: sums.total,
    concepts: counted,
    patterns: entries.map(({ concept, pattern }, entry) => {
      const at = byEntry.get(entry);
      return {
        ...{ concept: placeOf.get(concept) ?? 0, pattern, error: errors[entry] ?? null },
        ...(at === undefined ? { hits: 0, documents: 0 } : sums.ofPattern(at)),
        tooHard: at !== undefined && sums.tooHard.has(at),
      };
    }),
    overlaps: sums.overlaps(),
    without: sums.without,
  };
}

/** One query that finds what any of these finds; null where it would be longer than a query may be. */
function joined(queries: readonly string[], names: FieldNames): string | null {
  const [only] = queries;
  if (only === undefined) return null;
  const query = queries.length === 1 ? only : queries.map((each) => `(${each})`).join(' OR ');
  return parseQuery(query, { fields: names }).ok ? query : null;
}

/** Adds up what is found in portions. */
function summing(concepts: number, patterns: number) {
  const zero = (): Sum => ({ hits: 0, documents: 0 });
  const ofConcepts = Array.from({ length: concepts }, zero);
  const ofPatterns = Array.from({ length: patterns }, zero);
  const total = zero();
  const without: DictionaryReport['without'] = { documents: 0, first: [] };
  const shared = new Map<string, DictionaryReport['overlaps'][number]>();
  const tooHard = new Set<number>();

  const noteShared = (each: Scanned['shared'][number], some: readonly InOrder[]) => {
    const key = `${each.one} ${each.other}`;
    const known = shared.get(key) ?? {
      ...{ concepts: [each.one, each.other] as [number, number], passages: 0, documents: 0, first: [] },
    };
    known.passages += each.passages;
    known.documents += each.documents;
    for (let at = 0; at < each.first.length && known.first.length < dictionaryPlaces; at += 3) {
      const document = some[each.first[at] ?? 0]?.document;
      const [start = 0, end = 0] = each.first.slice(at + 1, at + 3);
      if (document) known.first.push({ documentId: document.id, title: document.title, start, end });
    }
    shared.set(key, known);
  };
  const addTo = (sums: readonly Sum[], found: Scanned['concepts']) => {
    for (const [at, sum] of sums.entries()) {
      sum.hits += found.hits[at] ?? 0;
      sum.documents += found.documents[at] ?? 0;
    }
  };
  return {
    total,
    without,
    tooHard,
    ofConcept: (at: number): Sum => ofConcepts[at] ?? zero(),
    ofPattern: (at: number): Sum => ofPatterns[at] ?? zero(),
    overlaps: () => [...shared.values()].sort((a, b) => b.passages - a.passages),
    take(found: Scanned, some: readonly InOrder[]): void {
      addTo(ofConcepts, found.concepts);
      addTo(ofPatterns, found.patterns);
      for (const at of found.tooHard) tooHard.add(at);
      for (const each of found.shared) noteShared(each, some);
      for (const [at, { document }] of some.entries()) {
        const hits = found.counts[at] ?? 0;
        total.hits += hits;
        if (hits > 0) {
          total.documents += 1;
          continue;
        }
        without.documents += 1;
        if (without.first.length < dictionaryWithout)
          without.first.push({ documentId: document.id, title: document.title });
      }
    },
  };
}
