import { cleanName, foldName } from './name.ts';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The first signs of a word as people see them, so that an emoji out of several code points is one. */
function signsOf(word: string): string[] {
  return Array.from(graphemes.segment(word), ({ segment }) => segment);
}

/**
 * What stands between a first name and the last and gives no letter: Els de Vries is EV. Only as it is written in
 * between, without a capital; who writes it with one, as in Flanders, has it as a part of the name.
 */
const particles: ReadonlySet<string> = new Set(
  `van de der den het 't ’t ‘t te ten ter tot op in aan bij uit over onder voor 's ’s ‘s d' d’ von vom zu zum zur und
   dem des du la le les di da dal del della do dos das e y el al bin ibn ben af av`
    .trim()
    .split(/\s+/),
);

/** The parts of a name that give a letter: all of up to three, of more the first, the second and the last. */
function partsOf(name: string): string[][] {
  const all = cleanName(name)
    .split(/[\s-]+/u)
    .filter((part) => part !== '');
  const own = all.filter((part) => !particles.has(part));
  const parts = (own.length > 0 ? own : all).map(signsOf);
  return parts.length > 3 ? [parts[0] ?? [], parts[1] ?? [], parts.at(-1) ?? []] : parts;
}

/** Initials with this many letters of the first part and of the last. */
function initialsWith(parts: readonly (readonly string[])[], first: number, last: number): string {
  return parts
    .map((part, place) => {
      const wanted = place === 0 ? first : place === parts.length - 1 ? last : 1;
      return (part[0] ?? '').toUpperCase() + part.slice(1, wanted).join('');
    })
    .join('');
}

/** The first letters of up to three parts of a name, particles aside: the first, the second where there are more than two, the last. */
export function initialsOf(name: string): string {
  return initialsWith(partsOf(name), 1, 1);
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** More letters of the first name, of the last, of both: what tells apart first, with as few as will do. */
const lengths = [
  [1, 1],
  [2, 1],
  [3, 1],
  [4, 1],
  [1, 2],
  [1, 3],
  [2, 2],
  [3, 3],
  [4, 4],
] as const;

/**
 * Initials by which the people of one project are told apart: longer where they would be the same (AnB and ArB), with
 * a number where the names themselves are. They depend on who is there, and on the order in which they came.
 */
export function initialsAmong(people: readonly Named[]): Map<string, string> {
  const found = new Map<string, string>();
  const taken = new Set<string>();
  let waiting = people.map((person) => ({ ...person, parts: partsOf(person.name) }));
  for (const [first, last] of lengths) {
    const groups = Map.groupBy(waiting, ({ parts }) => foldName(initialsWith(parts, first, last)));
    for (const [fold, [person, ...others]] of groups) {
      if (person === undefined || others.length > 0 || fold === '' || taken.has(fold)) continue;
      found.set(person.id, initialsWith(person.parts, first, last));
      taken.add(fold);
    }
    // Whoever has to be longer leaves the short form to nobody: it would be read as theirs too.
    for (const fold of groups.keys()) taken.add(fold);
    waiting = waiting.filter(({ id }) => !found.has(id));
  }
  for (const { id, parts } of waiting) {
    const short = initialsWith(parts, 1, 1);
    let number = 1;
    while (taken.has(foldName(`${short}${number}`))) number += 1;
    found.set(id, `${short}${number}`);
    taken.add(foldName(`${short}${number}`));
  }
  return found;
}

/**
 * What the people of one project are called: by their name, and with a number behind it where another of them has a
 * name that looks the same, in the order in which they came. No two are called the same.
 */
export function namesAmong(people: readonly Named[]): Map<string, string> {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const taken = new Set(people.map(({ name }) => foldName(name)));
  for (const alike of Map.groupBy(people, ({ name }) => foldName(name)).values()) {
    if (alike.length < 2) continue;
    let number = 1;
    for (const { id, name } of alike) {
      while (taken.has(foldName(`${name} (${number})`))) number += 1;
      names.set(id, `${name} (${number})`);
      taken.add(foldName(`${name} (${number})`));
    }
  }
  return names;
}
