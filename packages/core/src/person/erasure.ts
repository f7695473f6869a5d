import { cleanName } from './name.ts';

/** What stands in the place of a person's name and address once their account is erased. */
export interface Pseudonym {
  readonly name: string;
  /** Nobody can have it: the domain `invalid` is reserved for addresses that do not exist. */
  readonly email: string;
}

const pseudonymForm = /^Former member (\d+)$/i;
const pseudonymDomain = '@erased.invalid';

/** The next pseudonym of an installation, given the names that its people have. Numbers are not used again. */
export function nextPseudonym(names: Iterable<string>): Pseudonym {
  let last = 0;
  for (const name of names) last = Math.max(last, Number(pseudonymForm.exec(name)?.[1] ?? 0));
  const number = last + 1;
  return { name: `Former member ${number}`, email: `former-member-${number}${pseudonymDomain}` };
}

/** Whether an address is that of a pseudonym: of somebody who was erased already. */
export function isErased(email: string): boolean {
  return email.endsWith(pseudonymDomain);
}

/** Whether a name is one that is given to those who were erased: nobody else is called that. */
export function isPseudonym(name: string): boolean {
  return pseudonymForm.test(cleanName(name));
}

/** Words without accents and capitals, with one space around each. */
function wordsOf(text: string): string {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return ` ${plain.match(/[\p{L}\p{N}]+/gu)?.join(' ') ?? ''} `;
}

/**
 * Tells whether a text may speak of a person: it has their address, their whole name, or one of the parts of
 * their name that begin with a capital (so not "de" or "van"), as whole words, accents and capitals aside. Rather
 * one too many than one too few: somebody looks at what it finds.
 */
export function speaksOf(person: {
  readonly name: string;
  readonly email: string;
}): (text: string) => boolean {
  const parts = person.name.split(/[\s-]+/u).filter((part) => /^\p{Lu}.*\p{L}/u.test(part));
  const sought = [person.email, person.name, ...parts].map(wordsOf).filter((words) => words.trim() !== '');
  return (text) => {
    const words = wordsOf(text);
    return sought.some((each) => words.includes(each));
  };
}
