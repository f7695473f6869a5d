import { createContext, runInContext } from 'node:vm';

/**
 * What a query must find, said as plainly and as slowly as possible: each position is tried, nothing is kept, nothing
 * is shared with the engine. A query is given as what is asked (`Asked`), not as it is typed, so that the engine's
 * parser is tested too: `random-query.ts` makes both from the same draw.
 */

/** Half-open, in UTF-16 code units of the text. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export type Asked =
  /** A typed word, or what stands between quotation marks: split into its words; `*` is any characters of a word. */
  | { readonly kind: 'words'; readonly typed: string }
  /** A pattern that means to JavaScript, on folded text and with the flags gmu, what the query's means. */
  | { readonly kind: 'pattern'; readonly typed: string; readonly source: string }
  | { readonly kind: 'forms'; readonly forms: readonly string[] }
  | { readonly kind: 'near'; readonly n: number; readonly left: Asked; readonly right: Asked }
  | { readonly kind: 'followed'; readonly n: number; readonly left: Asked; readonly right: Asked }
  | { readonly kind: 'and'; readonly parts: readonly Asked[] }
  | { readonly kind: 'or'; readonly parts: readonly Asked[] }
  | { readonly kind: 'not'; readonly part: Asked }
  | { readonly kind: 'in'; readonly unit: 'sentence' | 'paragraph'; readonly part: Asked };

export interface AskedText {
  readonly text: string;
  readonly sentences: readonly Place[];
  readonly paragraphs: readonly Place[];
}

export interface Answer {
  readonly matches: boolean;
  readonly hits: readonly Place[];
}

/** One UTF-16 unit of folded text, with the character of the text that it comes from. */
interface FoldedUnit extends Place {
  readonly unit: string;
}

const takenApart: Readonly<Record<string, string>> = {
  ß: 'ss',
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'st',
  ﬆ: 'st',
  ĳ: 'ij',
  '\u00ad': '',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  ς: 'σ',
  ſ: 's',
};

/** One character, folded; a text is folded character by character. */
function foldCharacter(character: string): string {
  const bare = character.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  return [...bare].map((part) => takenApart[part] ?? part).join('');
}

export function foldTyped(typed: string): string {
  return [...typed].map(foldCharacter).join('');
}

function foldedUnits(text: string): readonly FoldedUnit[] {
  const units: FoldedUnit[] = [];
  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    for (const unit of foldCharacter(character).split('')) units.push({ unit, start, end });
    start = end;
  }
  return units;
}

/** The characters from one folded index to another, and the marks and soft hyphens that follow them. */
function hitOf(text: string, units: readonly FoldedUnit[], from: number, to: number): Place {
  const start = units[from]?.start ?? 0;
  let end = units[to - 1]?.end ?? 0;
  for (const character of text.slice(end)) {
    if (!/^[\p{M}\u00ad]$/u.test(character)) break;
    end += character.length;
  }
  return { start, end };
}

const word = /[\p{L}\p{N}]+('[\p{L}\p{N}]+)*/gu;
const typedWord = /[\p{L}\p{N}*]+('[\p{L}\p{N}*]+)*/gu;

/** Folded indices. */
interface Word {
  readonly from: number;
  readonly to: number;
  readonly word: string;
}

function wordsOf(folded: string): readonly Word[] {
  return [...folded.matchAll(word)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    word: match[0],
  }));
}

/** `*` is none or more characters: each number of them is tried. */
function isLike(word: string, typed: string): boolean {
  if (typed === '') return word === '';
  if (typed.startsWith('*')) {
    for (let skipped = 0; skipped <= word.length; skipped++) {
      if (isLike(word.slice(skipped), typed.slice(1))) return true;
    }
    return false;
  }
  return word !== '' && word[0] === typed[0] && isLike(word.slice(1), typed.slice(1));
}

const between = /^[\s\u0085\-\u2010\u2011\u2013/]+$/u;

function wordHits(text: string, typed: string): readonly Place[] {
  const units = foldedUnits(text);
  const folded = units.map(({ unit }) => unit).join('');
  const words = wordsOf(folded);
  const parts = [...foldTyped(typed).matchAll(typedWord)].map((match) => match[0]);
  const hits: Place[] = [];
  for (let at = 0; at + parts.length <= words.length; at++) {
    const these = words.slice(at, at + parts.length);
    const first = these[0];
    const last = these.at(-1);
    if (!first || !last) continue;
    const areLike = these.every(({ word }, index) => isLike(word, parts[index] ?? ''));
    const areJoined = these.every(({ to }, index) => {
      const next = these[index + 1];
      return !next || between.test(folded.slice(to, next.from));
    });
    if (areLike && areJoined) hits.push(hitOf(text, units, first.from, last.to));
  }
  return hits;
}

function patternHits(text: string, source: string): readonly Place[] {
  const units = foldedUnits(text);
  const folded = units.map(({ unit }) => unit).join('');
  return matchesOf(source, folded).map(([from, to]) => hitOf(text, units, from, to));
}

/** JavaScript's own way of matching may go on for ever: of such a pattern the oracle cannot say anything. */
export class Unanswered extends Error {}

const patience = 2_000;
const aside = createContext({ source: '', folded: '' });

function matchesOf(source: string, folded: string): readonly (readonly [number, number])[] {
  Object.assign(aside, { source, folded });
  const script = `[...folded.matchAll(new RegExp(source, 'gmu'))].map((match) => [match.index, match[0].length])`;
  let found: readonly (readonly [number, number])[];
  try {
    found = runInContext(script, aside, { timeout: patience });
  } catch (error) {
    // It may be of the other context's kind of error.
    const isLate =
      typeof error === 'object' &&
      error !== null &&
      'code' in error &&
      error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    throw isLate ? new Unanswered(source) : error;
  }
  return found.filter(([, length]) => length > 0).map(([from, length]) => [from, from + length]);
}

/** All words of the text that lie wholly between two places of it, counted. */
function wordsBetween(text: string, from: number, to: number): number {
  const units = foldedUnits(text);
  const words = wordsOf(units.map(({ unit }) => unit).join(''));
  return words.filter((each) => {
    const place = hitOf(text, units, each.from, each.to);
    return place.start >= from && place.end <= to;
  }).length;
}

function isSmaller(a: Place, b: Place): boolean {
  return a.start >= b.start && a.end <= b.end && (a.start > b.start || a.end < b.end);
}

function pairHits(text: AskedText, asked: Extract<Asked, { kind: 'near' | 'followed' }>): readonly Place[] {
  const pairs: Place[] = [];
  for (const left of oracle(asked.left, text).hits) {
    for (const right of oracle(asked.right, text).hits) {
      const isInOrder = left.end <= right.start;
      const isReversed = right.end <= left.start;
      if (!isInOrder && (asked.kind === 'followed' || !isReversed)) continue;
      const [first, last] = isInOrder ? [left, right] : [right, left];
      if (wordsBetween(text.text, first.end, last.start) > asked.n) continue;
      pairs.push({ start: first.start, end: last.end });
    }
  }
  return pairs.filter((pair) => !pairs.some((other) => isSmaller(other, pair)));
}

function inOrderOnce(hits: readonly Place[]): readonly Place[] {
  const sorted = hits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  return sorted.filter((hit, at) => hit.start !== sorted[at - 1]?.start || hit.end !== sorted[at - 1]?.end);
}

/** A sentence or paragraph as a text by itself, with what lies in it of both. */
function partOf(text: AskedText, { start, end }: Place): AskedText {
  const within = (places: readonly Place[]): readonly Place[] =>
    places
      .map((place) => ({
        start: Math.max(place.start, start) - start,
        end: Math.min(place.end, end) - start,
      }))
      .filter((place) => place.start < place.end);
  return {
    text: text.text.slice(start, end),
    sentences: within(text.sentences),
    paragraphs: within(text.paragraphs),
  };
}

function unitAnswer(asked: Extract<Asked, { kind: 'in' }>, text: AskedText): Answer {
  const units = asked.unit === 'sentence' ? text.sentences : text.paragraphs;
  const answers = units.map((unit) => ({ unit, answer: oracle(asked.part, partOf(text, unit)) }));
  return {
    matches: answers.some(({ answer }) => answer.matches),
    hits: answers.flatMap(({ unit, answer }) =>
      answer.hits.map(({ start, end }) => ({ start: start + unit.start, end: end + unit.start })),
    ),
  };
}

function found(hits: readonly Place[]): Answer {
  return { matches: hits.length > 0, hits };
}

function answer(asked: Asked, text: AskedText): Answer {
  switch (asked.kind) {
    case 'words':
      return found(wordHits(text.text, asked.typed));
    case 'pattern':
      return found(patternHits(text.text, asked.source));
    case 'forms':
      return found(asked.forms.flatMap((form) => wordHits(text.text, form)));
    case 'near':
    case 'followed':
      return found(pairHits(text, asked));
    case 'in':
      return unitAnswer(asked, text);
    case 'not':
      return { matches: !oracle(asked.part, text).matches, hits: [] };
    case 'and': {
      const parts = asked.parts.map((part) => oracle(part, text));
      const matches = parts.every((part) => part.matches);
      return { matches, hits: matches ? parts.flatMap(({ hits }) => hits) : [] };
    }
    case 'or': {
      const parts = asked.parts.map((part) => oracle(part, text)).filter((part) => part.matches);
      return { matches: parts.length > 0, hits: parts.flatMap(({ hits }) => hits) };
    }
  }
}

/** What the query must find in the text: hits by start, then end, each span once. */
export function oracle(asked: Asked, text: AskedText): Answer {
  const { matches, hits } = answer(asked, text);
  return { matches, hits: inOrderOnce(hits) };
}
