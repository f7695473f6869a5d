import { DomainError } from '@koersvast/core/error';
import { type PasswordWeakness, passwordWeaknesses } from '@koersvast/core/person';
import { commonWords, phrases, rows } from './common-passwords.ts';

/** Whose password it is: what somebody would try first who knows them and this installation. */
export interface PasswordOwner {
  readonly name: string;
  readonly email: string;
  /** The names of their projects. */
  readonly projects?: readonly string[];
}

const product = 'koersvast';
/** From here on, and from so many words on, a password is refused only for being a phrase or a name. */
const longEnough = 20;
const manyWords = 4;
/** Letters that must be left when words that anybody would try, years and signs are taken out. */
const ownLetters = 4;

const substitutes: Record<string, string> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  8: 'b',
  9: 'g',
  '@': 'a',
  $: 's',
  '€': 'e',
  '!': 'i',
  '|': 'l',
  '+': 't',
};

/** One character for each, so that places in it are places in the password. */
function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

const lettersOf = (text: string): string => fold(text).replaceAll(/[^\p{L}\p{N}]/gu, '');
const wordsIn = (text: string): string[] => fold(text).match(/\p{L}{3,}/gu) ?? [];

/** Names as a whole and word by word, each with what it is a name of. */
function contextOf({ name, email, projects = [] }: PasswordOwner): [string, PasswordWeakness][] {
  const own = [lettersOf(name), lettersOf(email), ...wordsIn(name), ...wordsIn(email)];
  const studies = projects.flatMap((project) => [lettersOf(project), ...wordsIn(project)]);
  return [
    [product, 'program'],
    ...own.map((word): [string, PasswordWeakness] => [word, 'name']),
    ...studies.map((word): [string, PasswordWeakness] => [word, 'project']),
  ];
}

/** Why a password would be guessed at once; null when it would not. */
export function weaknessOf(password: string, owner: PasswordOwner): PasswordWeakness | null {
  const folded = fold(password);
  if (new Set(folded).size < 3 || /^(.{1,6})\1+$/u.test(folded)) return 'repeats';
  const context = contextOf(owner);
  const whole = wholeWeakness(folded, owner);
  if (whole) return whole;
  const words = password.split(/[\s_\-.,]+/u).filter((word) => /\p{L}{2}/u.test(word));
  if ([...password].length >= longEnough || words.length >= manyWords) return null;
  return partsWeakness(folded, context);
}

/** Of a password that is nothing but a phrase or a name, however long, and of one of them again and again. */
function wholeWeakness(
  folded: string,
  { name, email, projects = [] }: PasswordOwner,
): PasswordWeakness | null {
  const wholes: [string, PasswordWeakness][] = [
    [product, 'program'],
    [name, 'name'],
    [email, 'name'],
    ...projects.map((project): [string, PasswordWeakness] => [project, 'project']),
    ...phrases.map((phrase): [string, PasswordWeakness] => [phrase, 'phrase']),
  ];
  for (const spelled of spellings(folded)) {
    const bare = lettersOf(spelled);
    const trimmed = bare.replaceAll(/^\p{N}+|\p{N}+$/gu, '');
    for (const [text, weakness] of wholes) {
      const word = lettersOf(text);
      if (word.length > 0 && [bare, trimmed].some((each) => each.replaceAll(word, '') === '' && each !== ''))
        return weakness;
    }
  }
  return null;
}

/** As it is typed, and with the usual signs read as the letters that they stand for. */
function spellings(folded: string): string[] {
  const read = (one: string) =>
    [...folded].map((each) => (each === '1' ? one : (substitutes[each] ?? each))).join('');
  return [folded, read('i'), read('l')];
}

/** Of a password that is made of what anybody would try, with little of its own beside. */
function partsWeakness(
  folded: string,
  context: readonly [string, PasswordWeakness][],
): PasswordWeakness | null {
  const known: [string, PasswordWeakness][] = [
    ...context,
    ...commonWords.map((word): [string, PasswordWeakness] => [word, 'common']),
  ];
  const covered = new Array<boolean>(folded.length).fill(false);
  let reason: PasswordWeakness | null = null;
  let longest = 0;
  const cover = (from: number, length: number, weakness: PasswordWeakness) => {
    covered.fill(true, from, from + length);
    if (length <= longest) return;
    longest = length;
    reason = weakness;
  };
  for (const spelled of spellings(folded)) {
    for (const [word, weakness] of known)
      for (let at = spelled.indexOf(word); word.length >= 3 && at >= 0; at = spelled.indexOf(word, at + 1))
        cover(at, word.length, weakness);
  }
  for (const [from, length] of runs(folded)) cover(from, length, 'common');
  const left = [...folded].filter((each, index) => !covered[index] && /\p{L}/u.test(each)).length;
  if (!/\p{L}/u.test(folded)) return reason ?? 'digits';
  return left < ownLetters ? (reason ?? (left === 0 ? 'digits' : null)) : null;
}

/** Where four or more characters follow one another on the keyboard, or one stands three times. */
function runs(folded: string): [number, number][] {
  const found: [number, number][] = [];
  const along = rows.flatMap((row) => [row, [...row].reverse().join('')]);
  for (let from = 0; from < folded.length; from += 1) {
    let length = 0;
    for (let next = 3; from + next <= folded.length; next += 1) {
      const piece = folded.slice(from, from + next);
      const repeats = piece === piece.charAt(0).repeat(next);
      if (repeats || (next >= 4 && along.some((row) => row.includes(piece)))) length = next;
    }
    if (length > 0) found.push([from, length]);
  }
  return found;
}

/** Why, for a terminal. */
const weaknessWords: Readonly<Record<PasswordWeakness, string>> = {
  repeats: 'it repeats the same few characters',
  digits: 'it is made of digits alone',
  common: 'it is a common password, or one with digits, a year or signs beside it',
  phrase: 'it is a phrase that everybody knows',
  name: 'it is the name or the address of its owner, or one with little beside it',
  project: 'it is the name of a project, or one with little beside it',
  program: 'it is the name of this program, or that with little beside it',
};

/** Of a refusal with `password_too_weak`, why; null for any other error. */
export function wordsForWeakness(error: unknown): string | null {
  if (!(error instanceof DomainError) || error.code !== 'password_too_weak') return null;
  const reason = passwordWeaknesses.find((each) => each === error.refusal.details.reason);
  return reason === undefined ? null : weaknessWords[reason];
}

/** Throws `password_too_weak`, with why. */
export function checkPassword(password: string, owner: PasswordOwner): void {
  const reason = weaknessOf(password, owner);
  if (reason) throw new DomainError('password_too_weak', { reason });
}
