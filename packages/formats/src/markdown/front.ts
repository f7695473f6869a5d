import { readDate } from '@koersvast/core/date';
import type { MetadataKey } from '@koersvast/core/file';
import type { MetadataValue, ReadMetadata } from '../reader.ts';

const keys: Readonly<Record<string, MetadataKey>> = {
  title: 'title',
  titel: 'title',
  date: 'date',
  datum: 'date',
  author: 'author',
  authors: 'author',
  auteur: 'author',
  auteurs: 'author',
  subject: 'subject',
  onderwerp: 'subject',
  description: 'subject',
  lang: 'language',
  language: 'language',
  taal: 'language',
  sender: 'sender',
  afzender: 'sender',
  addressee: 'addressee',
  geadresseerde: 'addressee',
  dossier: 'dossier',
  number: 'number',
  nummer: 'number',
  identifier: 'identifier',
  url: 'source_url',
  source: 'source_url',
  bron: 'source_url',
  licence: 'licence',
  license: 'licence',
  licentie: 'licence',
  publisher: 'publisher',
  uitgever: 'publisher',
};

/** What stands between marks at the head of a file, and the text below it. */
export interface Front {
  readonly metadata: ReadMetadata;
  /** Its lines that say nothing that is known. */
  readonly left: readonly string[];
  /** Where the text begins. */
  readonly end: number;
}

const nothing: Front = { metadata: {}, left: [], end: 0 };
/** More lines than this are text with a rule above it. */
const longest = 200;

/**
 * Takes the details at the head of a Markdown file (YAML between `---`) from its text. Values on one line, between
 * quotes, in lists and over several lines are read; what else YAML can say is left, and told.
 */
export function frontOf(text: string): Front {
  const lines = text.split('\n', longest + 1);
  if (lines[0]?.trimEnd() !== '---') return nothing;
  const last = lines.findIndex((line, at) => at > 0 && /^(?:---|\.\.\.)\s*$/.test(line));
  const own = lines.slice(1, last);
  // A rule, with another one below a paragraph, is no head.
  if (last < 2 || !own.some((line) => entry.test(line))) return nothing;
  const end = lines.slice(0, last + 1).join('\n').length + 1;
  const white = /^\s*/u.exec(text.slice(end))?.[0].length ?? 0;
  return { ...entriesOf(own), end: Math.min(text.length, end + white) };
}

const entry = /^([A-Za-z][\w-]*)\s*:(?:\s+(.*))?$/;

function entriesOf(lines: readonly string[]): Pick<Front, 'metadata' | 'left'> {
  const found: Partial<Record<MetadataKey, MetadataValue>> = {};
  const left: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    let end = at + 1;
    while (end < lines.length && /^(?:\s+\S|-\s)/.test(lines[end] ?? '')) end += 1;
    const [, name = '', stated = ''] = entry.exec(line) ?? [];
    const key = keys[name.toLowerCase()];
    const value = writtenIn(stated.trim(), lines.slice(at + 1, end));
    const written = key === 'date' ? readDate(value.slice(0, 60).replace(/[T ]\d{2}:\d{2}.*$/, '')) : value;
    if (key !== undefined && written !== null && written !== '' && found[key] === undefined)
      found[key] = { value: written, start: null, end: null };
    else {
      const words = lines.slice(at, end).join(' ').replace(/\s+/gu, ' ').trim();
      if (words !== '' && !words.startsWith('#')) left.push(words);
    }
    at = end;
  }
  return { metadata: found, left };
}

/** A value of one line, or of those below it. */
function writtenIn(stated: string, below: readonly string[]): string {
  if (/^\[.*\]$/.test(stated)) return listed(stated.slice(1, -1).split(','));
  if (below.length > 0 && (stated === '' || /^[|>][+-]?$/.test(stated))) {
    const isList = below.every((line) => /^\s*-\s/.test(line));
    if (isList) return listed(below.map((line) => line.replace(/^\s*-\s+/, '')));
    // A value with names of its own within it is none of one line.
    return stated === '' && below.some((line) => entry.test(line.trim()))
      ? ''
      : below.map((line) => line.trim()).join(' ');
  }
  return plain([stated, ...below.map((line) => line.trim())].join(' '));
}

const listed = (values: readonly string[]) =>
  values
    .map(plain)
    .filter((each) => each !== '')
    .join('; ');

function plain(value: string): string {
  const text = value.trim();
  const double = /^"((?:\\.|[^"\\])*)"(?:\s+#.*)?$/.exec(text)?.[1];
  if (double !== undefined) return double.replace(/\\(["\\])/g, '$1');
  const single = /^'((?:''|[^'])*)'(?:\s+#.*)?$/.exec(text)?.[1];
  return single === undefined ? text.replace(/\s+#.*$/, '') : single.replaceAll("''", "'");
}
