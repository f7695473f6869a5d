import { DomainError } from '@koersvast/core/error';
import { limits, overLimit } from '@koersvast/core/limit';
import type { BlockKind } from '@koersvast/core/text';
import { halves, mend as hyphenBetween, type Vocabulary, vocabularyOf } from '../pdf/hyphen.ts';
import type { DroppedWords, PlaceOnPage, ReadDocument } from '../reader.ts';
import type { ComposedBlock } from './compose.ts';
import {
  type LeftOut,
  type Part,
  type Placed,
  type Segment,
  type Source,
  sourceOf,
  wordsOf,
} from './mend-source.ts';
import { writeMended } from './mended.ts';

/**
 * What a person says of a reading that a machine could not know. Blocks, and what was left out, are named by their
 * numbers, from 1, as they stand after the mends before this one.
 */
export type Mend =
  /** It is of another kind; a heading of this level. */
  | { readonly kind: 'kind'; readonly block: number; readonly to: BlockKind; readonly level: number | null }
  /** It is two: the second begins at `at`, counted in UTF-16 code units from the start of the block. */
  | { readonly kind: 'split'; readonly block: number; readonly at: number }
  /** It and the next are one, of its kind. */
  | { readonly kind: 'join'; readonly block: number }
  /** It belongs where block `to` stands. */
  | { readonly kind: 'move'; readonly block: number; readonly to: number }
  /** It is none of the text. */
  | { readonly kind: 'drop'; readonly block: number }
  /** Of what was left out, this belongs to the text: before block `to`, or at the end. */
  | { readonly kind: 'keep'; readonly dropped: number; readonly to: number | null };

/** A reading of which all is known that mends need. */
export interface MendedReading extends ReadDocument {
  readonly blocks: readonly ComposedBlock[];
  readonly places: readonly PlaceOnPage[];
  readonly dropped: readonly DroppedWords[];
}

/**
 * A reading with mends laid over it, one after the other: a reading again, of which the text is canonical, blocks follow
 * each other, and notes, lines on pages, passages and what was left out stand where their words do. Words are lost by
 * `drop` alone, and kept among what was left out. Mends may be given in parts: the second part names what the first
 * leaves. Throws `mend_not_valid` with the number of the mend that names nothing there, or leaves no words.
 */
export function mendReading<Reading extends ReadDocument>(
  read: Reading,
  mends: readonly Mend[],
): Reading & MendedReading {
  const source = sourceOf(read);
  const mended = new MendedParts(source);
  mends.forEach((mend, at) => {
    if (!mended.apply(mend)) throw new DomainError('mend_not_valid', { number: at + 1 });
  });
  if (mended.parts.length > limits.blocks) throw overLimit('blocks');
  const { metadata, ...written } = writeMended(source, mended.parts, mended.leftOut);
  if (written.text.length > limits.text) throw overLimit('text');
  return { ...read, ...written, metadata: metadata(read.metadata) };
}

/** White space between two blocks as composing puts it there, when nothing is known of what stood there. */
function gapBetween(before: BlockKind | undefined, kind: BlockKind): string {
  if (before === undefined) return '';
  return before === kind && (kind === 'list_item' || kind === 'table_cell') ? '\n' : '\n\n';
}

const isSpace = (character: string) => /\s/u.test(character);
/** A mark at the head of what becomes a note. */
const leadingMark = /^(?:\[(\d{1,3})\]|(\d{1,3}|\*{1,3}|[†‡])[.)]?)\s+(?=\S)/u;

class MendedParts {
  parts: Placed[];
  leftOut: LeftOut[];
  readonly #chars: string;
  #vocabulary: Vocabulary | null = null;

  constructor({ chars, parts, leftOut }: Source) {
    this.#chars = chars;
    this.parts = [...parts];
    this.leftOut = [...leftOut];
  }

  /** Whether it could be done. */
  apply(mend: Mend): boolean {
    if (mend.kind === 'keep')
      return this.#keep(mend.dropped - 1, mend.to === null ? this.parts.length : mend.to - 1);
    const at = mend.block - 1;
    const part = this.parts[at]?.part;
    if (part === undefined) return false;
    if (mend.kind === 'kind') return this.#change(at, ofKind(this.#chars, part, mend.to, mend.level));
    if (mend.kind === 'split') return this.#split(at, part, mend.at);
    if (mend.kind === 'join') return this.#join(at, part);
    if (mend.kind === 'move') return this.#move(at, part, mend.to - 1);
    return this.#drop(at, part);
  }

  #change(at: number, part: Part): boolean {
    const before = this.parts[at - 1]?.part.kind;
    const gap = at === 0 ? (this.parts[0]?.gap ?? '') : gapBetween(before, part.kind);
    this.parts[at] = { part, gap };
    const next = this.parts[at + 1]?.part;
    if (next !== undefined) this.parts[at + 1] = { part: next, gap: gapBetween(part.kind, next.kind) };
    return true;
  }

  #split(at: number, part: Part, place: number): boolean {
    const words = wordsOf(this.#chars, part);
    let end = place;
    while (end > 0 && isSpace(words.charAt(end - 1))) end -= 1;
    let start = place;
    while (start < words.length && isSpace(words.charAt(start))) start += 1;
    if (end === 0 || start >= words.length || splitsCharacter(words, place)) return false;
    const first = { ...part, segments: cut(part.segments, 0, end) };
    const rest: Part = { ...part, segments: cut(part.segments, start, words.length), note: null };
    const second = rest.kind === 'footnote' ? asNote(this.#chars, rest) : rest;
    const gap = part.kind === 'table_cell' ? '\t' : gapBetween(part.kind, part.kind);
    this.parts[at] = { part: first, gap: this.parts[at]?.gap ?? '' };
    this.parts.splice(at + 1, 0, { part: second, gap });
    return true;
  }

  #join(at: number, part: Part): boolean {
    const next = this.parts[at + 1]?.part;
    if (next === undefined) return false;
    const second = withoutNote(next);
    const segments = this.#between(part, second);
    this.parts[at] = {
      part: { ...part, segments: [...segments, ...second.segments] },
      gap: this.parts[at]?.gap ?? '',
    };
    this.parts.splice(at + 1, 1);
    const following = this.parts[at + 1];
    if (following !== undefined && next.kind !== part.kind)
      this.parts[at + 1] = { ...following, gap: gapBetween(part.kind, following.part.kind) };
    return true;
  }

  /** The first of two parts that become one, with a space behind it, or without the hyphen of a word that it breaks. */
  #between(first: Part, second: Part): readonly Segment[] {
    const before = wordsOf(this.#chars, first);
    const broken = halves(before, wordsOf(this.#chars, second));
    if (broken === null) return [...first.segments, { put: ' ' }];
    this.#vocabulary ??= { ...vocabularyOf(this.#chars.split('\n')), breaksWords: true };
    const hyphen = hyphenBetween(before, broken, this.#vocabulary);
    if (hyphen === 'apart') return [...first.segments, { put: ' ' }];
    return hyphen === 'keep' ? first.segments : cut(first.segments, 0, before.length - 1);
  }

  #move(at: number, part: Part, to: number): boolean {
    if (to < 0 || to >= this.parts.length) return false;
    if (to === at) return true;
    this.#takeOut(at);
    this.#putIn(to, part);
    return true;
  }

  #drop(at: number, part: Part): boolean {
    if (this.parts.length === 1) return false;
    this.#takeOut(at);
    const first = part.segments.find((each) => !('put' in each));
    const from = first !== undefined && 'from' in first ? first.from : null;
    this.leftOut.push({ part, why: 'person', page: null, box: null, at: from });
    return true;
  }

  #keep(at: number, to: number): boolean {
    const one = this.leftOut[at];
    if (one === undefined || to < 0 || to > this.parts.length) return false;
    this.leftOut.splice(at, 1);
    this.#putIn(to, one.part);
    return true;
  }

  /** What stood on both sides becomes neighbours, as far apart as the wider of the two gaps. */
  #takeOut(at: number): void {
    const [taken] = this.parts.splice(at, 1);
    const next = this.parts[at];
    if (taken === undefined || next === undefined) return;
    const before = this.parts[at - 1]?.part.kind;
    const gap =
      at === 0
        ? taken.gap
        : before === next.part.kind
          ? wider(taken.gap, next.gap)
          : gapBetween(before, next.part.kind);
    this.parts[at] = { ...next, gap };
  }

  #putIn(at: number, part: Part): void {
    const before = this.parts[at - 1]?.part.kind;
    const next = this.parts[at];
    const beside = part.kind === 'table_cell' && next?.part.kind === 'table_cell';
    // A cell that comes before another stands in its row, and begins what that began.
    const gap =
      at === 0 || (beside && before === 'table_cell') ? (next?.gap ?? '') : gapBetween(before, part.kind);
    this.parts.splice(at, 0, { part, gap });
    if (next !== undefined)
      this.parts[at + 1] = { ...next, gap: beside ? '\t' : gapBetween(part.kind, next.part.kind) };
  }
}

/** Tab, line break, empty line: the wider of two. */
function wider(left: string, right: string): string {
  const width = (gap: string) => [...gap].filter((each) => each === '\n').length;
  return width(left) > width(right) ? left : right;
}

function splitsCharacter(words: string, at: number): boolean {
  return /[\uD800-\uDBFF]$/.test(words.slice(0, at)) && /^[\uDC00-\uDFFF]/.test(words.slice(at));
}

/** What of segments stands from `start` to `end` of their words. */
function cut(segments: readonly Segment[], start: number, end: number): Segment[] {
  let at = 0;
  return segments.flatMap((segment): Segment[] => {
    const length = 'put' in segment ? segment.put.length : segment.to - segment.from;
    const [from, to] = [Math.max(0, start - at), Math.min(length, end - at)];
    at += length;
    if (from >= to) return [];
    if ('put' in segment) return [{ put: segment.put.slice(from, to) }];
    return [{ from: segment.from + from, to: segment.from + to }];
  });
}

function ofKind(chars: string, part: Part, kind: BlockKind, level: number | null): Part {
  const { level: _, ...rest } = part;
  const changed: Part = { ...rest, kind, ...(kind === 'heading' ? { level: level ?? 1 } : {}) };
  if (kind === part.kind) return changed;
  return kind === 'footnote' ? asNote(chars, changed) : withoutNote(changed);
}

/** A note, with the mark that its words begin with. */
function asNote(chars: string, part: Part): Part {
  const words = wordsOf(chars, part);
  const found = leadingMark.exec(words);
  const mark = found?.[1] ?? found?.[2] ?? '';
  return {
    ...part,
    segments: cut(part.segments, found?.[0].length ?? 0, words.length),
    note: { mark, at: null },
  };
}

/** A note that is one no more has its mark among its words. */
function withoutNote(part: Part): Part {
  if (part.note === null || part.note.mark === '') return { ...part, note: null };
  return { ...part, segments: [{ put: `${part.note.mark} ` }, ...part.segments], note: null };
}
