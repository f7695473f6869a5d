/**
 * The keys of tags: one letter, or two where single letters run out. No key begins another, so that a key is known
 * as soon as it has been typed. Digits are certainty.
 */

/**
 * Commands of the reader that lend their letter to keys of two letters: without these, all letters together would
 * give keys to 364 tags. Where a tag's key begins with one, the command has that letter with Shift. None of them is
 * a key that is pressed at every annotation.
 */
const lending: ReadonlySet<string> = new Set('acdhil');

/** The letters that commands of the reader have, or of every screen: no tag's key. */
export const commandLetters: ReadonlySet<string> = new Set('acdehijklmnx');

const alphabet: readonly string[] = [...'abcdefghijklmnopqrstuvwxyz'];

/** The letters that tags can have as they are, in the order of the alphabet. */
export const tagKeys: readonly string[] = alphabet.filter((letter) => !commandLetters.has(letter));

/** The letters with which a key of two can begin: first those that no command has. */
export const firstLetters: readonly string[] = [
  ...tagKeys,
  ...alphabet.filter((letter) => commandLetters.has(letter) && lending.has(letter)),
];

/** How a key is written. A digit is well written, and refused. */
export const tagKeyForm = /^([a-z0-9]|[a-z]{2})$/;

/** Whether the program keeps this key for itself: a digit, a command's letter, or two letters that begin with such. */
export function isReservedTagKey(key: string): boolean {
  return key.length === 1 ? !tagKeys.includes(key) : !firstLetters.includes(key.charAt(0));
}

interface Keyed {
  readonly key: string | null;
}

export type TagKeyProblem<Tag> =
  | { readonly kind: 'letter' | 'reserved' }
  | { readonly kind: 'taken'; readonly by: Tag };

/** What is wrong with a key beside those of these other living tags; null when nothing is. */
export function tagKeyProblem<Tag extends Keyed>(
  key: string,
  others: readonly Tag[],
): TagKeyProblem<Tag> | null {
  if (!tagKeyForm.test(key)) return { kind: 'letter' };
  if (isReservedTagKey(key)) return { kind: 'reserved' };
  const by = others.find((tag) => tag.key !== null && (tag.key.startsWith(key) || key.startsWith(tag.key)));
  return by === undefined ? null : { kind: 'taken', by };
}

interface Room {
  /** Letters with which no key begins. */
  readonly single: readonly string[];
  /** Letters with which keys of two can begin, and which second letters are free. */
  readonly pairs: readonly { readonly first: string; readonly seconds: readonly string[] }[];
}

function roomBeside(taken: Iterable<string>): Room {
  const keys = new Set(taken);
  const begun = new Set([...keys].map((key) => key.charAt(0)));
  return {
    single: tagKeys.filter((letter) => !begun.has(letter)),
    pairs: firstLetters
      .filter((first) => !keys.has(first))
      .map((first) => ({ first, seconds: alphabet.filter((second) => !keys.has(first + second)) }))
      .filter(({ seconds }) => seconds.length > 0),
  };
}

function keysOf(tags: readonly Keyed[]): string[] {
  return tags.flatMap(({ key }) => (key === null ? [] : [key]));
}

/** The single letters that are free beside these tags; where none is, some keys of two letters. */
export function freeTagKeys(tags: readonly Keyed[]): readonly string[] {
  const { single, pairs } = roomBeside(keysOf(tags));
  if (single.length > 0) return single;
  return pairs
    .slice(0, 8)
    .map(({ first, seconds }) => first + (seconds.find((second) => second !== first) ?? first));
}

/** The same, as a refusal says it. */
export function tagKeysFreeInWords(tags: readonly Keyed[]): string {
  const free = freeTagKeys(tags);
  return free.length === 0 ? '–' : free.join(' ');
}

/** So many tags can have keys in a codebook that grows one by one: single letters end while this many have room. */
const roomKept = 220;

/**
 * The key that a new tag gets beside the `taken` ones, in a codebook that is to have `wanted` tags in all. One letter
 * as long as those that are left still have keys for all: the first of its name that is free, else the first free
 * one. Then two, with letters of its name where that can be. Null when all are used. Accents do not count: `énergie`
 * gives `e` a chance (and, as that is reserved, goes on to `r`).
 */
export function suggestTagKey(name: string, taken: Iterable<string>, wanted = 0): string | null {
  const keys = new Set(taken);
  const { single, pairs } = roomBeside(keys);
  const letters = [...name.normalize('NFD').toLowerCase()].filter((letter) => alphabet.includes(letter));
  const inPairs = pairs.reduce((sum, { seconds }) => sum + seconds.length, 0);
  if (keys.size + 1 + inPairs - alphabet.length >= Math.max(roomKept, wanted) || inPairs === 0) {
    const one = letters.find((letter) => single.includes(letter)) ?? single[0];
    if (one !== undefined) return one;
  }
  const [initial = '', ...others] = letters;
  const byInitial = (free: Room['pairs']) => [
    ...free.filter(({ first }) => first === initial),
    ...free.filter(({ first }) => first !== initial && letters.includes(first)),
    ...free.filter(({ first }) => !letters.includes(first)),
  ];
  const own = pairs.filter(({ first }) => tagKeys.includes(first));
  const best = byInitial(own)[0] ?? byInitial(pairs)[0];
  if (best === undefined) return null;
  const second = (best.first === initial ? others : letters).find((letter) => best.seconds.includes(letter));
  return best.first + (second ?? best.seconds[0] ?? '');
}

/** The letters that commands lend to the keys of these tags. */
export function lentLetters(tags: readonly Keyed[]): Set<string> {
  const first = keysOf(tags).map((key) => key.charAt(0));
  return new Set(first.filter((letter) => commandLetters.has(letter)));
}
