import { DomainError } from '@koersvast/core/error';
import { type MetadataKey, type NoticeCode, quotedOfNotice } from '@koersvast/core/file';
import { limits, overLimit } from '@koersvast/core/limit';
import { canonicalText } from '@koersvast/core/text';
import { titleFrom } from '../plain-text.ts';
import type { DroppedWords, MetadataValue, ReadDocument, ReadMetadata, ReadNotice } from '../reader.ts';
import { type Composed, compose } from './compose.ts';
import type { NotePiece, Piece } from './piece.ts';

/** What a reader found in a file. */
export interface Found {
  readonly pieces: readonly Piece[];
  readonly notes?: readonly NotePiece[];
  /** A title that the file itself states. */
  readonly title?: string | null;
  readonly language?: string | null;
  /** What stands in a head, a foot or beside the text. */
  readonly metadata?: Readonly<Partial<Record<MetadataKey, string>>>;
  /** The words of each head and foot of a page, once. */
  readonly margins?: readonly string[];
  /** The words of what stands around the text, and was left out. */
  readonly surroundings?: readonly string[];
  readonly notices?: readonly ReadNotice[];
  readonly encoding?: string;
}

/**
 * The document that the pieces of a file make. Throws `file_empty` where there are no words, and `over_limit` for more
 * of them, or more blocks, than a document has.
 */
export function documentOf(found: Found): ReadDocument & Pick<Composed, 'placed'> {
  const { text: words, blocks, notes, placed } = compose(found.pieces, found.notes);
  if (words.length > limits.text) throw overLimit('text');
  if (blocks.length > limits.blocks) throw overLimit('blocks');
  // One for one: composing leaves no line break but LF, and no byte order mark at the start.
  const { text, notices } = canonicalText(words);
  if (text.trim() === '') throw new DomainError('file_empty');
  return {
    title: titleFrom(found.title ?? '') ?? titleOf(text, blocks),
    language: languageTag(found.language ?? null),
    text,
    blocks,
    notes,
    placed,
    metadata: withoutPlaces(found.metadata ?? {}),
    margins: found.margins ?? [],
    dropped: [
      ...(found.margins ?? []).flatMap((margin) => droppedWords(margin, 'running')),
      ...(found.surroundings ?? []).flatMap((words) => droppedWords(words, 'outside_structure')),
    ],
    notices: [...(found.notices ?? []), ...notices.map(({ code, count }) => ({ code, count }))].filter(
      ({ count }) => count > 0,
    ),
    encoding: found.encoding ?? 'utf-8',
  };
}

/** What was left out of a file that has no pages of its own: a head or foot, what stands around the text. */
function droppedWords(words: string, why: DroppedWords['why']): DroppedWords[] {
  const text = canonicalText(words.toWellFormed()).text.replace(/\s+/gu, ' ').trim();
  return text === '' ? [] : [{ text, why, at: null, page: null, box: null }];
}

/** The first heading, when nothing stands before it. */
function titleOf(text: string, blocks: Composed['blocks']): string | null {
  const [first] = blocks;
  return first?.kind === 'heading' ? titleFrom(text.slice(first.start, first.end)) : null;
}

/** A language as files name it (`nl_NL`), as a tag; null for what is none. */
function languageTag(stated: string | null): string | null {
  const tag = stated?.trim().replaceAll('_', '-') ?? '';
  if (!/^[a-z]{2,3}(-[a-z\d]{2,8})*$/i.test(tag)) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

function withoutPlaces(stated: Readonly<Partial<Record<MetadataKey, string>>>): ReadMetadata {
  const found: Partial<Record<MetadataKey, MetadataValue>> = {};
  for (const [key, value] of Object.entries(stated) as [MetadataKey, string | undefined][]) {
    const line = canonicalText(value ?? '')
      .text.replace(/\s+/gu, ' ')
      .trim();
    if (line !== '') found[key] = { value: line, start: null, end: null };
  }
  return found;
}

/** So many parts of what stands around a text are kept whole. */
const mostSurroundings = 500;

/** Collects notices while a file is read: how often each came up, and the first few of what it was about. */
export class Notices {
  readonly #found = new Map<NoticeCode, { count: number; examples: string[] }>();
  readonly #surroundings: string[] = [];

  add(code: NoticeCode, example?: string, count = 1): void {
    const entry = this.#found.get(code) ?? { count: 0, examples: [] };
    this.#found.set(code, entry);
    entry.count += count;
    if (code === 'surroundings_left_out' && this.#surroundings.length < mostSurroundings)
      this.#surroundings.push(example ?? '');
    const quoted = quote(example ?? '');
    if (quoted === '' || entry.examples.length >= quotedOfNotice.most || entry.examples.includes(quoted))
      return;
    entry.examples.push(quoted);
  }

  /** The words of what stands around the text, whole, so that they can be shown and kept after all. */
  get surroundings(): readonly string[] {
    return this.#surroundings;
  }

  get all(): ReadNotice[] {
    return [...this.#found].map(([code, { count, examples }]) =>
      examples.length === 0 ? { code, count } : { code, count, examples },
    );
  }
}

function quote(text: string): string {
  const line = canonicalText(text.slice(0, 400).toWellFormed()).text.replace(/\s+/gu, ' ').trim();
  if (line.length <= quotedOfNotice.length) return line;
  return `${line
    .slice(0, quotedOfNotice.length - 1)
    .toWellFormed()
    .trimEnd()}…`;
}
