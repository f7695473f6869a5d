import { Buffer } from 'node:buffer';
import {
  type dictionaryEntry,
  dictionaryEntry as entrySchema,
  type ReadDictionary,
} from '@koersvast/contracts';
import { limits, overLimit, toldProblems } from '@koersvast/core/limit';
import { decodeText, readDictionary } from '@koersvast/formats';
import { type FieldNames, parseQuery } from '@koersvast/search';

type Fault = ReadDictionary['faults'][number];
type Entry = ReadDictionary['entries'][number];

/**
 * Reads a file with a dictionary, and each of its patterns as a query. Throws `over_limit` for one of more lines or
 * characters than any dictionary needs, `file_empty` and `file_is_binary`.
 */
export function readDictionaryFile(base64: string, names: FieldNames): ReadDictionary {
  const { text, encoding } = decodeText(new Uint8Array(Buffer.from(base64, 'base64')));
  if (text.length > limits.dictionary) throw overLimit('dictionary');
  const { lines, delimiter, unused, open } = readDictionary(text);
  const entries: Entry[] = [];
  const faults: Fault[] =
    open === null ? [] : [{ line: open, concept: '', pattern: '', error: { code: 'quote' } }];
  const known = new Set<string>();
  for (const given of lines) {
    const { line, concept, pattern, cut } = given;
    const key = JSON.stringify([concept, pattern]);
    const wrong =
      faultOf({ concept, pattern }, names) ?? (known.has(key) ? { code: 'twice' as const } : null);
    const error =
      cut === null || concept === ''
        ? wrong
        : { code: 'comma' as const, start: cut, end: cut + 1, usable: wrong === null };
    if (error === null) known.add(key);
    if (error === null) entries.push({ line, ...entrySchema.parse({ concept, pattern }) });
    else faults.push({ line, concept: concept.slice(0, 200), pattern: pattern.slice(0, 2_000), error });
  }
  const told = faults.slice(0, toldProblems);
  const columns = unused.slice(0, 10).map((name) => name.slice(0, 100));
  return { entries, faults: told, leftOut: faults.length, unused: columns, encoding, delimiter };
}

function faultOf(entry: typeof dictionaryEntry._output, names: FieldNames): Fault['error'] | null {
  const { concept, pattern } = entry;
  if (concept === '') return { code: 'no_concept' };
  if (pattern === '') return { code: 'no_pattern' };
  const read = parseQuery(pattern, { fields: names });
  if (!read.ok) return read.error;
  return entrySchema.safeParse(entry).success ? null : { code: 'long' };
}
