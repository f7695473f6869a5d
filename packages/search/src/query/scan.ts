import { QueryRefusal } from './error.ts';
import { queryLimits } from './limit.ts';
import type {
  Comparison,
  Condition,
  DistanceUnit,
  FieldNames,
  InsideUnit,
  Place,
  RelationName,
  Words,
} from './query.ts';
import { insideUnits } from './query.ts';
import { typedWords } from './typed-words.ts';

export type Token = Place &
  (
    | { readonly kind: 'open' | 'close' | 'and' | 'or' | 'not' }
    | {
        readonly kind: 'near';
        readonly most: number;
        readonly unit: DistanceUnit;
        readonly isInOrder: boolean;
      }
    /** Read as a word where neither side is a coding. */
    | {
        readonly kind: 'relation';
        readonly relation: RelationName;
        readonly most: number | null;
        readonly unit: DistanceUnit;
        readonly typed: string;
      }
    | { readonly kind: 'inside'; readonly unit: InsideUnit; readonly opens: boolean }
    | { readonly kind: 'words'; readonly typed: string; readonly words: readonly string[] }
    | { readonly kind: 'forms'; readonly word: string; readonly forms: readonly Words[] }
    | { readonly kind: 'pattern'; readonly source: string }
    | { readonly kind: 'coded'; readonly conditions: readonly Condition[] }
    | { readonly kind: 'document'; readonly condition: Condition }
  );

const SPACE = /[\s\u0085]/;
/** What closes a phrase that was opened by this; the plain mark closes each. */
const CLOSERS: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”"',
  '”': '”"',
  '„': '”“"',
  '«': '»"',
  '»': '«»"',
};
/** Where nothing closes a plain mark, what a word processor made of the second one does. */
const LATE_CLOSERS = '”“';
const PLAIN: Readonly<Record<string, 'and' | 'or' | 'not'>> = { AND: 'and', OR: 'or', NOT: 'not' };
const RELATIONS: Readonly<Record<string, RelationName>> = {
  WITHIN: 'within',
  CONTAINS: 'contains',
  OVERLAPS: 'overlaps',
  EQUALS: 'equals',
  TOUCHES: 'touches',
  'SAME/sentence': 'same-sentence',
  'SAME/paragraph': 'same-paragraph',
  'SAME/document': 'same-document',
};
const ANY_DISTANCE: { most: null; unit: DistanceUnit } = { most: null, unit: 'word' };
const COMPARED: readonly (readonly [sign: string, comparison: Comparison])[] = [
  ['<=', '<='],
  ['>=', '>='],
  ['<', '<'],
  ['>', '>'],
  ['=', 'exactly'],
];

/** Cuts what was typed into words and signs. Throws QueryRefusal. */
export function scan(source: string, fields: FieldNames): Token[] {
  if (source.length > queryLimits.length)
    throw new QueryRefusal('query_too_long', { start: queryLimits.length, end: source.length });
  const scanner = new Scanner(source, fields);
  const tokens: Token[] = [];
  for (let token = scanner.next(); token !== null; token = scanner.next()) tokens.push(token);
  return tokens;
}

class Scanner {
  readonly #source: string;
  readonly #fields: FieldNames;
  #at = 0;
  #terms = 0;

  constructor(source: string, fields: FieldNames) {
    this.#source = source;
    this.#fields = fields;
  }

  next(): Token | null {
    this.#skipSpace();
    if (this.#at >= this.#source.length) return null;
    const start = this.#at;
    const field = this.#field();
    if (field !== null) return field;
    const sign = this.#source.charAt(start);
    if (sign === '(' || sign === ')') {
      this.#at += 1;
      return { kind: sign === '(' ? 'open' : 'close', start, end: this.#at };
    }
    if (sign in CLOSERS) return this.#phrase();
    if (sign === '/') return this.#pattern();
    if (sign === '~') return this.#forms();
    if (sign === '[' && this.#fieldAt(this.#afterSpace(start + 1)) !== null) return this.#coding();
    return this.#bare();
  }

  #skipSpace(): void {
    this.#at = this.#afterSpace(this.#at);
  }

  #afterSpace(from: number): number {
    let at = from;
    while (at < this.#source.length && SPACE.test(this.#source.charAt(at))) at += 1;
    return at;
  }

  /** Behind the word that begins here: at white space, a bracket or a mark that opens a phrase. */
  #wordEnd(from: number, alsoEnds = ''): number {
    let at = from;
    for (; at < this.#source.length; at += 1) {
      const sign = this.#source.charAt(at);
      if (SPACE.test(sign) || '()'.includes(sign) || sign in CLOSERS || alsoEnds.includes(sign)) break;
    }
    return at;
  }

  #countTerm(place: Place): void {
    this.#terms += 1;
    if (this.#terms > queryLimits.terms) throw new QueryRefusal('query_too_many_terms', place);
  }

  #words(typed: string, place: Place): Token & { kind: 'words' } {
    const words = typedWords(typed);
    if (words.length === 0) throw new QueryRefusal('word_without_letters', place);
    for (const _ of words) this.#countTerm(place);
    return { kind: 'words', typed, words, ...place };
  }

  /** What stands between the mark here and the one that closes it. */
  #quoted(): { typed: string; place: Place } {
    const start = this.#at;
    const opener = this.#source.charAt(start);
    const isAny = (closers: string) => (sign: string) => closers.includes(sign);
    let close = this.#find(start + 1, isAny(CLOSERS[opener] ?? ''));
    if (close === -1 && opener === '"') close = this.#find(start + 1, isAny(LATE_CLOSERS));
    if (close === -1) throw new QueryRefusal('phrase_not_closed', { start, end: this.#source.length });
    this.#at = close + 1;
    return { typed: this.#source.slice(start + 1, close), place: { start, end: this.#at } };
  }

  #find(from: number, isIt: (sign: string) => boolean): number {
    for (let at = from; at < this.#source.length; at += 1) if (isIt(this.#source.charAt(at))) return at;
    return -1;
  }

  #phrase(): Token {
    const { typed, place } = this.#quoted();
    return this.#words(typed, place);
  }

  #pattern(): Token {
    const start = this.#at;
    let isClass = false;
    for (let at = start + 1; at < this.#source.length; at += 1) {
      const sign = this.#source.charAt(at);
      if (sign === '\\') at += 1;
      else if (sign === '[') isClass = true;
      else if (sign === ']') isClass = false;
      else if (sign === '/' && !isClass) {
        this.#at = this.#wordEnd(at + 1);
        const options = { start: at + 1, end: this.#at };
        if (!['', 'i'].includes(this.#source.slice(options.start, options.end)))
          throw new QueryRefusal('pattern_option_unknown', options);
        const place = { start, end: this.#at };
        this.#countTerm(place);
        return { kind: 'pattern', source: this.#source.slice(start + 1, at), ...place };
      }
    }
    throw new QueryRefusal('pattern_not_closed', { start, end: this.#source.length });
  }

  #forms(): Token {
    const start = this.#at;
    const wordEnd = this.#wordEnd(start + 1, '[');
    const word = this.#source.slice(start + 1, wordEnd);
    const place = { start, end: wordEnd };
    const words = typedWords(word);
    if (words.length === 0) throw new QueryRefusal('word_without_letters', place);
    // A phrase has no forms of which a list could be made; one that somebody wrote holds.
    const withoutList = words.length > 1 ? 'forms_of_phrase' : 'forms_not_chosen';
    if (this.#source.charAt(wordEnd) !== '[') throw new QueryRefusal(withoutList, place);
    const close = this.#source.indexOf(']', wordEnd);
    if (close === -1)
      throw new QueryRefusal('forms_not_closed', { start: wordEnd, end: this.#source.length });
    this.#at = close + 1;
    const forms: Words[] = [];
    for (const { 0: typed, index } of this.#source.slice(wordEnd + 1, close).matchAll(/[^\s\u0085,;]+/g)) {
      const from = wordEnd + 1 + index;
      const form = this.#words(typed, { start: from, end: from + typed.length });
      forms.push({ kind: 'words', typed, words: form.words });
    }
    if (forms.length === 0) throw new QueryRefusal(withoutList, { start, end: this.#at });
    return { kind: 'forms', word, forms, start, end: this.#at };
  }

  /** The known name that stands here with a colon after it: the longest, since a project may name its fields as it likes. */
  #fieldAt(at: number): { name: string; isOfCoding: boolean; valueAt: number } | null {
    const { codings, documents, also = {} } = this.#fields;
    let found: { name: string; isOfCoding: boolean; valueAt: number } | null = null;
    for (const written of [...codings, ...documents, ...Object.keys(also)]) {
      const valueAt = at + written.length + 1;
      if (valueAt <= (found?.valueAt ?? at + 1) || this.#source.charAt(valueAt - 1) !== ':') continue;
      if (this.#source.slice(at, valueAt - 1).toLowerCase() !== written.toLowerCase()) continue;
      const name = also[written] ?? written;
      found = { name, isOfCoding: codings.includes(name), valueAt };
    }
    return found;
  }

  #field(): Token | null {
    const field = this.#fieldAt(this.#at);
    if (field === null) return null;
    const condition = this.#condition(field);
    const { start, end } = condition;
    return field.isOfCoding
      ? { kind: 'coded', conditions: [condition], start, end }
      : { kind: 'document', condition, start, end };
  }

  #condition({ name, valueAt }: { name: string; valueAt: number }, alsoEnds = ''): Condition {
    const start = this.#at;
    const [sign, comparison] = COMPARED.find(([each]) => this.#source.startsWith(each, valueAt)) ?? [
      '',
      'is',
    ];
    this.#at = valueAt + sign.length;
    const isQuoted = this.#source.charAt(this.#at) in CLOSERS;
    const value = isQuoted ? this.#quoted().typed : this.#bareValue(alsoEnds);
    const place = { start, end: this.#at };
    this.#countTerm(place);
    if (value.trim() === '') throw new QueryRefusal('condition_without_value', place);
    const made = { field: name, value, upTo: null, ...place };
    const range = isQuoted || comparison !== 'is' ? -1 : value.indexOf('..');
    if (range === -1) return { ...made, compare: comparison };
    const [from, upTo] = [value.slice(0, range), value.slice(range + 2)];
    if ((from === '' && upTo === '') || upTo.includes('..')) throw new QueryRefusal('condition_range', place);
    if (upTo === '') return { ...made, compare: '>=', value: from };
    if (from === '') return { ...made, compare: '<=', value: upTo };
    return { ...made, compare: 'between', value: from, upTo };
  }

  #bareValue(alsoEnds: string): string {
    const end = this.#wordEnd(this.#at, alsoEnds);
    const value = this.#source.slice(this.#at, end);
    this.#at = end;
    return value;
  }

  /** `[tag:pressure coder:Anna]`: one coding that meets all. */
  #coding(): Token {
    const start = this.#at;
    this.#at += 1;
    const conditions: Condition[] = [];
    for (;;) {
      this.#skipSpace();
      const at = this.#at;
      if (at >= this.#source.length)
        throw new QueryRefusal('coding_not_closed', { start, end: this.#source.length });
      if (this.#source.charAt(at) === ']') break;
      const field = this.#fieldAt(at);
      if (field === null || !field.isOfCoding)
        throw new QueryRefusal('coding_condition_expected', {
          start: at,
          end: Math.max(at + 1, this.#wordEnd(at, ']')),
        });
      conditions.push(this.#condition(field, ']'));
    }
    this.#at += 1;
    const place = { start, end: this.#at };
    if (conditions.length === 0) throw new QueryRefusal('coding_empty', place);
    return { kind: 'coded', conditions, ...place };
  }

  #bare(): Token {
    const start = this.#at;
    const end = this.#wordEnd(start);
    this.#at = end;
    const typed = this.#source.slice(start, end);
    const place = { start, end };
    const plain = Object.hasOwn(PLAIN, typed) ? PLAIN[typed] : undefined;
    if (plain !== undefined) return { kind: plain, ...place };
    const unit = insideUnits.find((each) => typed === `in:${each}`);
    if (unit !== undefined)
      return { kind: 'inside', unit, opens: this.#source.charAt(end) === '(', ...place };
    return this.#near(typed, place) ?? this.#relation(typed, place) ?? this.#words(typed, place);
  }

  #near(typed: string, place: Place): Token | null {
    const [, name, slash, number] = /^(NEAR|FOLLOWED)(?:(\/)(.*))?$/s.exec(typed) ?? [];
    if (name === undefined) return null;
    if (slash === undefined || !/^\d+s?$/.test(number ?? ''))
      throw new QueryRefusal('near_without_number', place);
    return { kind: 'near', ...distanceOf(number ?? '', place), isInOrder: name === 'FOLLOWED', ...place };
  }

  /** Only where codings can be asked for: elsewhere these are words. */
  #relation(typed: string, place: Place): Token | null {
    if (this.#fields.codings.length === 0) return null;
    const [, name, number] = /^(BEFORE|AFTER)(?:\/(\d+s?))?$/.exec(typed) ?? [];
    if (name !== undefined) {
      const distance = number === undefined ? ANY_DISTANCE : distanceOf(number, place);
      return {
        kind: 'relation',
        relation: name === 'BEFORE' ? 'before' : 'after',
        ...distance,
        typed,
        ...place,
      };
    }
    const relation = Object.hasOwn(RELATIONS, typed) ? RELATIONS[typed] : undefined;
    return relation === undefined ? null : { kind: 'relation', relation, ...ANY_DISTANCE, typed, ...place };
  }
}

/** `5`, or `2s` for sentences. */
function distanceOf(number: string, place: Place): { most: number; unit: DistanceUnit } {
  const most = Number.parseInt(number, 10);
  if (most > queryLimits.words) throw new QueryRefusal('near_number_too_large', place);
  return { most, unit: number.endsWith('s') ? 'sentence' : 'word' };
}
