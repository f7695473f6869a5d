import { DomainError } from '@koersvast/core/error';
import { lastStartingAt } from '@koersvast/core/text';
import type { DroppedWords, PlaceOnPage, ReadDocument } from '../reader.ts';
import type { ComposedBlock } from './compose.ts';
import { masked } from './layout.ts';
import { type Mend, type MendedReading, mendReading } from './mend.ts';

/** Why a mend of one file could not be laid over another: nothing there corresponds, several do, or it cannot be done. */
export type NotCarried = 'nothing_like_it' | 'several_like_it' | 'not_possible';

export interface CarriedOver {
  /** Mends for the other file. */
  readonly mends: readonly Mend[];
  /** Those that were left, by their number from 1. */
  readonly left: readonly { readonly number: number; readonly why: NotCarried }[];
}

/** How what one reading has is found in another. */
interface Likeness {
  /** Words that are the same when this makes them so. */
  readonly words: (text: string) => string;
  /** Whether a place says it where words do not. */
  readonly byPlace: boolean;
}
const ofLayout: Likeness = { words: masked, byPlace: true };
const ofLetter: Likeness = {
  words: (text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim(),
  byPlace: false,
};

/**
 * Mends of one reading of a letter, for another of the same letter: by its words alone, since what stands in the same
 * place may be something else by now. A mend for which they do not say one block is left, and told.
 */
export function carryOverInLetter(mends: readonly Mend[], from: ReadDocument, to: ReadDocument): CarriedOver {
  return carry(mends, from, to, ofLetter);
}

/**
 * Mends of one file, for another of the same layout. A block corresponds to one with the same words, numbers and months
 * apart; else to the one at the same place of the same page; else, among the first of a letter, to the one with the same
 * number, as long as all before it are of the same kinds. A mend for which that does not say one block is left, and told.
 */
export function carryOver(mends: readonly Mend[], from: ReadDocument, to: ReadDocument): CarriedOver {
  return carry(mends, from, to, ofLayout);
}

function carry(mends: readonly Mend[], from: ReadDocument, to: ReadDocument, like: Likeness): CarriedOver {
  let source = mendReading(from, []);
  let target = mendReading(to, []);
  const carried: Mend[] = [];
  const left: { number: number; why: NotCarried }[] = [];
  mends.forEach((mend, at) => {
    const other = counterpart(mend, source, target, like);
    source = mendReading(source, [mend]);
    if (typeof other === 'string') {
      left.push({ number: at + 1, why: other });
      return;
    }
    try {
      target = mendReading(target, [other]);
      carried.push(other);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      left.push({ number: at + 1, why: 'not_possible' });
    }
  });
  return { mends: carried, left };
}

/** The words that a mend of a file is about, as they stood when it was made. */
export function wordsOfMend(mends: readonly Mend[], number: number, from: ReadDocument): string {
  const mend = mends[number - 1];
  if (mend === undefined) return '';
  const read = mendReading(from, mends.slice(0, number - 1));
  return mend.kind === 'keep' ? (read.dropped[mend.dropped - 1]?.text ?? '') : wordsOf(read, mend.block);
}

function counterpart(
  mend: Mend,
  source: MendedReading,
  target: MendedReading,
  like: Likeness,
): Mend | NotCarried {
  if (mend.kind === 'keep') return keptCounterpart(mend, source, target, like);
  const block = blockLike(mend.block, source, target, like);
  if (typeof block === 'string') return block;
  if (mend.kind === 'move') {
    const to = blockLike(mend.to, source, target, like);
    return typeof to === 'string' ? to : { ...mend, block, to };
  }
  if (mend.kind === 'join') {
    // What it is joined with must be there too.
    const next = blockLike(mend.block + 1, source, target, like);
    if (typeof next === 'string') return next;
    return next === block + 1 ? { ...mend, block } : 'nothing_like_it';
  }
  if (mend.kind !== 'split') return { ...mend, block };
  const at = splitLike(mend.at, wordsOf(source, mend.block), wordsOf(target, block));
  return typeof at === 'string' ? at : { ...mend, block, at };
}

function wordsOf({ text, blocks }: MendedReading, number: number): string {
  const block = blocks[number - 1];
  return block === undefined ? '' : text.slice(block.start, block.end);
}

/** So many blocks at the head of a letter are told by their number. */
const head = 15;
/** Points by which a place may differ. */
const near = 5;

function blockLike(
  number: number,
  source: MendedReading,
  target: MendedReading,
  like: Likeness,
): number | NotCarried {
  const block = source.blocks[number - 1];
  if (block === undefined) return 'nothing_like_it';
  const sameKind = target.blocks.flatMap((each, at) => (each.kind === block.kind ? [at + 1] : []));
  const words = like.words(wordsOf(source, number));
  const alike = sameKind.filter((each) => like.words(wordsOf(target, each)) === words);
  const [only] = alike;
  if (only !== undefined) {
    if (alike.length === 1) return only;
    return ofSeveral(number, words, alike, source, target, like);
  }
  if (!like.byPlace) return 'nothing_like_it';
  const place = firstLine(source, block);
  if (place === null)
    return number <= head && sameBeginning(number, source, target) ? number : 'nothing_like_it';
  const there = numbersAt(place, block.kind, target);
  if (there.length === 0) return 'nothing_like_it';
  return there.length === 1
    ? (there[0] ?? 'nothing_like_it')
    : inOrder(number, numbersAt(place, block.kind, source), there);
}

/** The blocks of a kind that begin at a place: two where one line was split. */
function numbersAt(place: PlaceOnPage, kind: ComposedBlock['kind'], of: MendedReading): number[] {
  return of.blocks.flatMap((each, at) =>
    each.kind === kind && isNear(place, firstLine(of, each)) ? [at + 1] : [],
  );
}

/** What stands several times in both corresponds in order, where it stands as often. */
function inOrder(number: number, own: readonly number[], others: readonly number[]): number | NotCarried {
  return (own.length === others.length ? others[own.indexOf(number)] : undefined) ?? 'several_like_it';
}

/** The one of blocks with the same words. */
function ofSeveral(
  number: number,
  words: string,
  alike: readonly number[],
  source: MendedReading,
  target: MendedReading,
  like: Likeness,
): number | NotCarried {
  const kind = source.blocks[number - 1]?.kind;
  const own = source.blocks.flatMap((each, at) =>
    each.kind === kind && like.words(wordsOf(source, at + 1)) === words ? [at + 1] : [],
  );
  const found = inOrder(number, own, alike);
  if (typeof found === 'number') return found;
  const place = firstLine(source, source.blocks[number - 1]);
  const there = alike.filter(
    (each) => place !== null && isNear(place, firstLine(target, target.blocks[each - 1])),
  );
  return there.length === 1 ? (there[0] ?? found) : found;
}

function firstLine({ places }: MendedReading, block: ComposedBlock | undefined): PlaceOnPage | null {
  const first = block === undefined ? undefined : places[lastStartingAt(places, block.start - 1) + 1];
  return first !== undefined && block !== undefined && first.end <= block.end ? first : null;
}

function isNear(
  { page, box }: Pick<PlaceOnPage, 'page' | 'box'>,
  other: { readonly page: number | null; readonly box: PlaceOnPage['box'] | null } | null,
): boolean {
  if (other?.box === null || other?.box === undefined || other.page !== page) return false;
  return Math.abs(box[0] - other.box[0]) <= near && Math.abs(box[1] - other.box[1]) <= near;
}

function sameBeginning(number: number, source: MendedReading, target: MendedReading): boolean {
  if (target.blocks.length < number) return false;
  for (let at = 0; at < number; at += 1) {
    const [one, other] = [source.blocks[at], target.blocks[at]];
    if (one?.kind !== other?.kind || one?.level !== other?.level) return false;
  }
  const [words, others] = [wordsOf(source, number), wordsOf(target, number)].map(
    (each) => each.split(/\s+/u).length,
  );
  // A line of a letterhead is no paragraph.
  return words !== undefined && others !== undefined && words <= others * 3 + 2 && others <= words * 3 + 2;
}

function keptCounterpart(
  mend: Extract<Mend, { kind: 'keep' }>,
  source: MendedReading,
  target: MendedReading,
  like: Likeness,
): Mend | NotCarried {
  const one = source.dropped[mend.dropped - 1];
  if (one === undefined) return 'nothing_like_it';
  const words = like.words(one.text);
  const alike = target.dropped.flatMap((each, at) => (like.words(each.text) === words ? [at + 1] : []));
  const onPage = alike.filter((each) => target.dropped[each - 1]?.page === one.page);
  const there = like.byPlace ? numbersNear(one, target.dropped) : [];
  // A foot that each page has is meant on this page alone.
  const repeated = source.dropped.filter((each) => like.words(each.text) === words).length > 1;
  const [candidates = []] = [onPage, ...(repeated ? [] : [alike]), there].filter(({ length }) => length > 0);
  const [dropped] = candidates;
  if (dropped === undefined) return 'nothing_like_it';
  if (candidates.length > 1) return 'several_like_it';
  if (mend.to === null) return { ...mend, dropped };
  const to = blockLike(mend.to, source, target, like);
  if (typeof to !== 'string') return { ...mend, dropped, to };
  // Where it stood, when that is where it was put.
  const stood = (of: MendedReading, left: DroppedWords | undefined) =>
    left?.at == null ? -1 : of.blocks.findIndex(({ start }) => start >= (left.at ?? 0)) + 1;
  const own = stood(target, target.dropped[dropped - 1]);
  return stood(source, one) === mend.to && own > 0 ? { ...mend, dropped, to: own } : to;
}

function numbersNear({ page, box }: DroppedWords, all: readonly DroppedWords[]): number[] {
  if (page === null || box === null) return [];
  return all.flatMap((each, at) => (isNear({ page, box }, each) ? [at + 1] : []));
}

/** Between the same two words, numbers apart; or before the same line. */
function splitLike(at: number, words: string, others: string): number | NotCarried {
  const before = masked(/\S+\s*$/u.exec(words.slice(0, at))?.[0] ?? '');
  const after = masked(/^\s*\S+/u.exec(words.slice(at))?.[0] ?? '');
  const places = [...others.matchAll(/(\S+)(\s+)(?=(\S+))/gu)];
  const between = (matches: (left: string, right: string) => boolean) =>
    places.flatMap(({ 1: left = '', 2: white = '', 3: right = '', index }) =>
      matches(masked(left), masked(right)) ? [index + left.length + white.length] : [],
    );
  const exact = between((left, right) => left === before && right === after);
  const [candidates = []] = [
    exact,
    between((_, right) => right === after),
    between((left) => left === before),
    lineStarts(at, words, others),
  ].filter(({ length }) => length > 0);
  const [only] = candidates;
  if (only === undefined) return 'nothing_like_it';
  return candidates.length === 1 ? only : 'several_like_it';
}

function lineStarts(at: number, words: string, others: string): number[] {
  if (!/\n\s*$/u.test(words.slice(0, at))) return [];
  const line = words.slice(0, at).split('\n').length;
  const lines = others.split('\n');
  return lines.length < line ? [] : [lines.slice(0, line - 1).join('\n').length + 1];
}
