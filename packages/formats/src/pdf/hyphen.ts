/** A word that a line end broke, and how it was put together. */
export interface Join {
  readonly page: number;
  readonly left: string;
  readonly right: string;
  readonly joined: string;
}

/** What the rest of the document says about its words. */
export interface Vocabulary {
  /** In lower case, words that stand whole within a line. */
  has(word: string): boolean;
  /** Whether lines are broken within words here, as against only at the hyphens that words have. */
  readonly breaksWords: boolean;
  /** Whether words have U+2010 within lines, as others have the hyphen of the keyboard. */
  readonly usesHyphenSign: boolean;
  /** Whether hyphens with white around them stand within lines, as dashes: one at a line end may be one too. */
  readonly hasDashes: boolean;
}

const endsInHyphen = /([\p{L}\p{M}\p{N}'’.]+(?:[-\u2010\u2011][\p{L}\p{M}\p{N}'’]+)*)[-\u2010\u00AD]$/u;
const startsWithWord = /^[\p{L}\p{M}\p{N}'’]+/u;
/** After them a hyphen stands for a part of a word that comes later: `in- en uitvoer`. */
const conjunctions = new Set(['en', 'of', 'and', 'or']);
/** The same, but as often the end of a word: `evenals`, `potato`. */
const rareConjunctions = new Set(['tot', 'noch', 'dan', 'als', 'maar', 'to', 'nor', 'und']);
/**
 * First parts that have a hyphen of their own. None that is as often the first syllable of a Dutch word (`pro-gramma`,
 * `so-ciaal`, `mid-den`, `wo-ning`); abbreviations in capitals are known by those.
 */
const firstParts = new Set(
  (
    'niet non ex oud e i x tv pc ict vn zzp mbo hbo vmbo havo vwo cao btw bbp pgb cv dna ov ggz wmo wlz aow ' +
    'aspirant adjunct assistent bijna interim kandidaat substituut privé chef sint vice quasi ' +
    'sociaal juridisch economisch financieel technisch politiek bestuurlijk maatschappelijk wetenschappelijk cultureel christelijk liberaal ' +
    'strategisch tactisch operationeel fiscaal medisch ' +
    'self well cross high low short full policy decision evidence'
  ).split(' '),
);
/** Second parts that have one. */
const secondParts = new Set(
  (
    'generaal president based term related wide driven oriented scale level free specific called standing ' +
    'generaals presidenten'
  ).split(' '),
);
/** What begins as if it had such a first part, and is one word. */
const oneWord =
  /^(?:niettemin|nietwaar|ex(?:a|c(?!o(?:llega|mmandant))|e|h|o|p(?!artner|resident|remier|oliti|rof)|t(?!opman|rainer|urk)|u).*)$/u;
/** Vowels that Dutch does not let meet across the parts of a compound without a hyphen, nor within a word without a diaeresis. */
const clash = /(?:a[aeiu]|e[eiu]|i[ij]|o[oeiu]|u[ui]|ij[ij])$/u;

export interface Halves {
  readonly left: string;
  readonly right: string;
}

/** The two parts of a word on both sides of a line end, or null where no word is broken there. */
export function halves(before: string, after: string): Halves | null {
  const left = endsInHyphen.exec(before);
  const right = startsWithWord.exec(after);
  if (left?.[1] === undefined || right === null) return null;
  return { left: left[1], right: right[0] };
}

/**
 * Whether the hyphen at the end of `before` stays where the next line is put behind it, and whether a space comes
 * between: `keep` for `e-mail`, `drop` for a word that the line end broke, `apart` for `in- en uitvoer`.
 */
export function mend(
  before: string,
  { left, right }: Halves,
  vocabulary: Vocabulary,
): 'keep' | 'drop' | 'apart' {
  if (before.endsWith('\u00AD')) return /^[\p{Lu}\p{N}]/u.test(right) && !isCapitals(left) ? 'keep' : 'drop';
  if (vocabulary.has(lower(left + right)) && (conjunctions.has(right) || rareConjunctions.has(right)))
    return 'drop';
  if (conjunctions.has(right)) return lower(left) === 'als' ? 'drop' : 'apart';
  if (rareConjunctions.has(right) && lower(left) !== 'even' && vocabulary.has(lower(left))) return 'apart';
  // Programs that break words with a sign of its own write the hyphens of words as everybody does.
  if (before.endsWith('\u2010') && !vocabulary.usesHyphenSign && /^\p{Ll}/u.test(right)) return 'drop';
  if (/^[\p{Lu}\p{N}]/u.test(right) || /\p{N}$/u.test(left))
    return isCapitals(left + right) ? capitals(left, right, vocabulary) : 'keep';
  const last = left.split(/[-\u2010\u2011]/u).at(-1) ?? left;
  const whole = lower(last + right);
  if (vocabulary.has(lower(`${left}-${right}`)) || vocabulary.has(lower(`${last}-${right}`))) return 'keep';
  if (vocabulary.has(lower(left + right)) || vocabulary.has(whole)) return 'drop';
  if (isCapitals(last) || !/[aeiouyáéíóúàèëïöüê]/iu.test(last) || last.length === 1) return 'keep';
  if ((firstParts.has(lower(last)) && !oneWord.test(whole)) || secondParts.has(lower(right))) return 'keep';
  if (clash.test(lower(last.slice(-2) + right[0])) && meets(last, right)) return 'keep';
  // `strongly-coupled`
  if (/[a-z]{3}ly$/.test(last) && /(?:ed|ing|en)$/.test(right)) return 'keep';
  return vocabulary.breaksWords ? 'drop' : 'keep';
}

function meets(left: string, right: string): boolean {
  return clash.test(lower(`${left.slice(-1)}${right.slice(0, 1)}`));
}

function capitals(left: string, right: string, vocabulary: Vocabulary): 'keep' | 'drop' {
  if (/\p{N}/u.test(left + right)) return 'keep';
  if (vocabulary.has(lower(`${left}-${right}`)) || secondParts.has(lower(right))) return 'keep';
  if (vocabulary.has(lower(left + right))) return 'drop';
  // A title in capitals is broken as other words are; abbreviations are short, or stand by themselves elsewhere.
  const isWord = (part: string, least: number) => part.length >= least && /[AEIOUY]/u.test(part);
  const apart = vocabulary.has(lower(left)) && vocabulary.has(lower(right));
  return vocabulary.breaksWords && isWord(left, 4) && isWord(right, 2) && !apart ? 'drop' : 'keep';
}

function isCapitals(word: string): boolean {
  return /\p{Lu}/u.test(word) && !/\p{Ll}/u.test(word);
}

const lower = (word: string) => word.toLowerCase();

/**
 * The vocabulary of a document, from its lines in reading order. A program that breaks words leaves more hyphens at
 * line ends than the hyphens within lines make likely: a line ends at one of those as often as it ends at any letter.
 */
export function vocabularyOf(given: readonly string[]): Vocabulary {
  const hasDashes = given.some((line) => /[\p{L}\p{N}][”’"'»)\],]? [-\u2010] \S/u.test(line));
  const lines = hasDashes ? given : given.map((line) => line.replace(/(\p{Ll}) ([-\u2010])$/u, '$1$2'));
  const words = new Set<string>();
  let [breaks, within, running] = [0, 0, 0];
  lines.forEach((line, position) => {
    const found =
      line.match(/[\p{L}\p{M}\p{N}]+(?:[-\u2010\u2011'’][\p{L}\p{M}\p{N}]+)*[-\u2010\u00AD]?/gu) ?? [];
    running += found.length;
    const next = lines[position + 1];
    const broken = next !== undefined && halves(line, next) !== null;
    if (broken && /^\p{Ll}/u.test(next)) breaks += 1;
    const first = position > 0 && halves(lines[position - 1] ?? '', line) !== null ? 1 : 0;
    found.forEach((word, at) => {
      if (at < first || (broken && at === found.length - 1)) return;
      if (/[-\u2010\u00AD]$/u.test(word)) return;
      if (/\p{Ll}[-\u2010\u2011]\p{Ll}/u.test(word)) within += 1;
      words.add(lower(word.replace(/[\u2010\u2011]/gu, '-')));
    });
  });
  const likely = running === 0 ? 0 : (within * lines.length) / running;
  return {
    has: (word) => words.has(word),
    breaksWords: breaks > likely * 1.5,
    usesHyphenSign: given.some((line) => /\p{L}\u2010\p{L}/u.test(line)),
    hasDashes,
  };
}
