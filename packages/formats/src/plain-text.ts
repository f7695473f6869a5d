import { DomainError } from '@koersvast/core/error';
import { limits, overLimit } from '@koersvast/core/limit';
import { canonicalText, plainBlocks } from '@koersvast/core/text';
import type { DocumentReader, ReadDocument, ReadNotice } from './reader.ts';
import { decodeText } from './text/decode.ts';

const longestTitle = 300;

/** One line and not too long, cut at a word; null when nothing is left. */
export function titleFrom(text: string): string | null {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line === '') return null;
  if (line.length <= longestTitle) return line;
  const cut = line.slice(0, longestTitle);
  return `${cut
    .slice(0, Math.max(cut.lastIndexOf(' '), longestTitle - 60))
    .toWellFormed()
    .trimEnd()}…`;
}

function hasMoreLines(text: string, most: number): boolean {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0 && lines <= most; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines > most;
}

/**
 * A document out of text that is text already (pasted): made canonical, with the first block as its title when
 * that is a heading. Throws `file_empty` when there is nothing but white space, and `over_limit` for more lines than
 * any text has.
 */
export function readPastedText(pasted: string): ReadDocument {
  const { text, notices } = canonicalText(pasted);
  if (text.trim() === '') throw new DomainError('file_empty');
  if (hasMoreLines(text, limits.lines)) throw overLimit('lines');
  const [first] = plainBlocks(text);
  const heading = first?.kind === 'heading' ? text.slice(first.start, first.end).replace(/^#+\s+/, '') : '';
  return {
    title: titleFrom(heading),
    language: null,
    text,
    blocks: null,
    notes: [],
    metadata: {},
    notices: notices.map(({ code, count }): ReadNotice => ({ code, count })),
    encoding: 'utf-8',
  };
}

export const plainTextReader: DocumentReader = {
  id: 'plain-text',
  version: '2',
  kinds: ['text'],
  async read(bytes, options) {
    const decoded = decodeText(bytes, options.encoding);
    const read = readPastedText(decoded.text);
    return { ...read, encoding: decoded.encoding, notices: [...decoded.notices, ...read.notices] };
  },
};
