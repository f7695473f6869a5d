import { foldCharacter } from '../fold/character.ts';
import type { CharacterRange, NamedSet } from './syntax.ts';

/** Which characters of a folded text one step of a pattern takes. */
export interface CharacterSet {
  /** Equal sets have equal keys. */
  readonly key: string;
  has(codePoint: number): boolean;
}

/** Of a range that is larger, what its characters fold to is looked up below this, where letters with marks and capitals are. */
const foldedBelow = 0x3000;

export function oneCharacter(codePoint: number): CharacterSet {
  return { key: `${codePoint}`, has: (other) => other === codePoint };
}

/** `.` */
export const anyCharacter: CharacterSet = { key: '.', has: (codePoint) => !isLineEnd(codePoint) };

/** As JavaScript has it for `.`, `^` and `$`. */
export function isLineEnd(codePoint: number): boolean {
  return codePoint === 10 || codePoint === 13 || codePoint === 0x2028 || codePoint === 0x2029;
}

/** `\w`: as in JavaScript, letters of ASCII, digits and `_`; folded text has no é. */
export function isWordSign(codePoint: number): boolean {
  return (
    (codePoint >= 97 && codePoint <= 122) ||
    (codePoint >= 48 && codePoint <= 57) ||
    (codePoint >= 65 && codePoint <= 90) ||
    codePoint === 95
  );
}

/**
 * A class as it is compared with folded text: it has what its characters fold to, so that it does not matter in which
 * case, and with which marks, it was written. What a range has of characters that fold to several is left out.
 */
export function characterClass(
  items: readonly (NamedSet | CharacterRange)[],
  isOther: boolean,
): CharacterSet {
  const ranges = items.filter((item) => item.kind === 'range').map(foldedRange);
  const named = items.filter((item) => item.kind === 'named');
  const key = [
    isOther ? '^' : '',
    ...ranges.map(({ key }) => key),
    ...named.map(({ name, isOther }) => `${isOther ? '!' : '\\'}${name}`),
  ].join(' ');
  const sets = [...ranges, ...named.map(namedSet)];
  return { key, has: (codePoint) => sets.some((set) => set.has(codePoint)) !== isOther };
}

function foldedRange({ from, to }: CharacterRange): CharacterSet {
  const folds = new Set<number>();
  for (let codePoint = from; codePoint <= to && codePoint < foldedBelow; codePoint++) {
    addFold(folds, codePoint);
  }
  if (to - from < foldedBelow) {
    for (let codePoint = Math.max(from, foldedBelow); codePoint <= to; codePoint++) addFold(folds, codePoint);
  }
  // What is there as it is written needs no list; marks and capitals are there, but in no folded text.
  return {
    key: `${from}-${to}`,
    has: (codePoint) => (codePoint >= from && codePoint <= to) || folds.has(codePoint),
  };
}

function addFold(folds: Set<number>, codePoint: number): void {
  const folded = foldCharacter(String.fromCodePoint(codePoint));
  const first = folded.codePointAt(0);
  if (first !== undefined && folded.length === (first > 0xffff ? 2 : 1)) folds.add(first);
}

const space = /\s/u;

function namedSet({ name, isOther }: NamedSet): CharacterSet {
  const has = namedTest(name);
  return { key: name, has: (codePoint) => has(codePoint) !== isOther };
}

function namedTest(name: NamedSet['name']): (codePoint: number) => boolean {
  if (name === 'w') return isWordSign;
  if (name === 'd') return (codePoint) => codePoint >= 48 && codePoint <= 57;
  if (name === 's') return (codePoint) => space.test(String.fromCodePoint(codePoint));
  const property = new RegExp(`^\\${name}$`, 'u');
  // Capitals too, because a text has none when it is folded: \p{Lu} is what has a capital.
  return (codePoint) => {
    const character = String.fromCodePoint(codePoint);
    return property.test(character) || property.test(character.toUpperCase());
  };
}

/** Whether JavaScript knows such a property of one character. */
export function isProperty(name: string): boolean {
  try {
    new RegExp(`\\p{${name}}`, 'u');
    return true;
  } catch {
    return false;
  }
}
