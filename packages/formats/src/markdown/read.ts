import type { MetadataKey } from '@koersvast/core/file';
import { limits, overLimit } from '@koersvast/core/limit';
import { readPastedText, titleFrom } from '../plain-text.ts';
import type { DocumentReader, MetadataValue, ReadMetadata } from '../reader.ts';
import { decodeText } from '../text/decode.ts';
import { markdownBlocks } from './blocks.ts';

const keys: Readonly<Record<string, MetadataKey>> = {
  title: 'title',
  titel: 'title',
  date: 'date',
  datum: 'date',
  author: 'author',
  auteur: 'author',
  subject: 'subject',
  onderwerp: 'subject',
  lang: 'language',
  language: 'language',
};

/** What the lines at the head of the file say: `date: 2020-01-02`. */
function metadataIn(front: string): ReadMetadata {
  const found: Partial<Record<MetadataKey, MetadataValue>> = {};
  for (const line of front.split('\n')) {
    const [, name = '', stated = ''] = /^([A-Za-z]+)\s*:\s*(.+)$/.exec(line) ?? [];
    const key = keys[name.toLowerCase()];
    const value = stated.trim().replace(/^(["'])(.*)\1$/, '$2');
    if (key === undefined || value === '') continue;
    if (key === 'date' && !/^\d{4}(-\d\d){0,2}$/.test(value)) continue;
    found[key] = { value, start: null, end: null };
  }
  return found;
}

/** Markdown: its source is the text, so that offsets stay true; its marks say where blocks are. */
export const markdownReader: DocumentReader = {
  id: 'markdown',
  version: '1',
  kinds: ['markdown'],
  async read(bytes, { encoding }) {
    const decoded = decodeText(bytes, encoding);
    const read = readPastedText(decoded.text);
    const { blocks, notes, front } = markdownBlocks(read.text);
    if (blocks.length > limits.blocks) throw overLimit('blocks');
    const metadata = metadataIn(front);
    const first = blocks.find(({ kind }) => kind === 'heading');
    const heading = first === undefined ? '' : (read.text.slice(first.start, first.end).split('\n')[0] ?? '');
    return {
      ...read,
      ...{ blocks, notes, metadata, encoding: decoded.encoding },
      title: metadata.title?.value ?? titleFrom(heading.replace(/^#+\s*|\s+#+\s*$/g, '')),
      language: metadata.language?.value ?? null,
      notices: [...decoded.notices, ...read.notices],
    };
  },
};
