import { Buffer } from 'node:buffer';
import type { CsvPreset } from '@koersvast/formats';
import { type HitRow, hitWriter } from '@koersvast/formats/hits';
import { lineOf } from './line.ts';
import { type DictionaryPortion, findPatterns, type SoughtPattern } from './scan-dictionary.ts';
import { takeUp } from './texts.ts';
import { CONTEXT, type HitFacts, type WrittenHits } from './write-hits.ts';

export interface WrittenDictionary extends Omit<DictionaryPortion, 'concepts' | 'patterns'> {
  readonly patterns: readonly (SoughtPattern & { readonly name: string })[];
  /** Of each document, in their order. */
  readonly facts: readonly Pick<HitRow, 'document' | 'fields'>[];
  readonly same: Omit<HitFacts, 'query' | 'concept'>;
  readonly fieldNames: readonly string[];
  readonly preset: CsvPreset;
}

/** All that the patterns of a dictionary find in some documents as CSV, without a header. */
export function writeDictionary(portion: WrittenDictionary): WrittenHits {
  const { documents, given, patterns, facts, same, fieldNames, preset } = portion;
  const { texts, lacking } = takeUp(documents, given);
  if (lacking.length > 0) return { lacking };
  const writer = hitWriter(preset, fieldNames, 'dictionary');
  let text = '';
  for (const [at, document] of documents.entries()) {
    const [kept, of] = [texts[at], facts[at]];
    if (!kept || !of) throw new Error('a text that is lacking was not told of');
    for (const [nth, found] of findPatterns(kept, document, portion).entries()) {
      const { query = '', name: concept = '' } = patterns[nth] ?? {};
      const hits = found?.hits ?? [];
      for (let each = 0; each < hits.length; each += 2) {
        const place = { start: hits[each] ?? 0, end: hits[each + 1] ?? 0 };
        const { startCp, endCp, left, hit, right } = lineOf(
          kept,
          place,
          CONTEXT,
          null,
          Number.POSITIVE_INFINITY,
        );
        text += writer.record({ ...same, ...of, ...place, query, concept, startCp, endCp, left, hit, right });
      }
    }
  }
  return { lacking: null, bytes: Buffer.from(text), next: null };
}
