import { Buffer } from 'node:buffer';
import { DomainError } from '@koersvast/core/error';
import { z } from 'zod';
import type { Place, SortPart } from './aside/portion.ts';
import type { InOrder } from './scan.ts';

/** The last line of a page: its document, where that stood, where it is in it, and the words by which it was sorted. */
const cursor = z.tuple([
  z.uuid(),
  z.int().min(0),
  z.int().min(0),
  z.int().min(0),
  z.array(z.string().max(200)).max(3),
]);

export function writeCursor(
  { documentId, order, start, end, keys }: Place & { readonly documentId: string },
  sort: readonly SortPart[],
): string {
  const words = sort.map(({ by }, at) => (by === 'document' ? '' : String(keys[at] ?? '')));
  return Buffer.from(JSON.stringify([documentId, order, start, end, words])).toString('base64url');
}

/**
 * Where a page begins. Documents may have come and gone since: one that is still there is known by its id, and where it
 * is gone, those that stood behind it follow. Throws `input_not_valid` for what is no cursor.
 */
export function readCursor(text: string, documents: readonly InOrder[], sort: readonly SortPart[]): Place {
  const parsed = cursor.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success) throw new DomainError('input_not_valid');
  const [documentId, order, start, end, words] = parsed.data;
  const found = documents.find(({ document }) => document.id === documentId);
  const standing = found ?? documents[order];
  const keys = sort.map(({ by, at }, index) => {
    if (by === 'document') return standing?.ranks[at] ?? Number.MAX_SAFE_INTEGER;
    const word = words[index] ?? '';
    return by === 'tag' ? Number(word) : word;
  });
  if (found) return { keys, order: found.order, start, end };
  return { keys, order, start: -1, end: -1 };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
