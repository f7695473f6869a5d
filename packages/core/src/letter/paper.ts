/** A parliamentary paper that a text names. */
export interface Paper {
  readonly start: number;
  readonly end: number;
  /** `31778`, `36600-VII`, `21501-02`: digits without a space, the suffix behind a hyphen; null in what bears none. */
  readonly dossier: string | null;
  /** Its number in the dossier, or what else it is known by: a letter in the Senate; null where a dossier alone is named. */
  readonly number: string | null;
  /** `I` is the Senate, `II` the House; null where the text does not say. */
  readonly chamber: 'I' | 'II' | null;
  /** The parliamentary year, as `2024-2025`. */
  readonly year: string | null;
  /** As in the official publications, where it can be told: `kst-36600-VII-1`, `ah-tk-20242025-100`, `2024D40329`. */
  readonly identifier: string | null;
}

const space = '[ \\u00A0]';
const digits = `(?<dossier>\\d{2}[ \\u00A0.]?\\d{3})(?!\\d)`;
const suffix = `(?:(?:${space}?[(]?(?<suffix>[IVXLC]{1,6}[A-E]?|[A-Z])[)]?|[ \\u00A0]?-(?<hyphened>[IVXLC]{1,6}[A-E]?|[A-Z]|\\d{2}))(?![\\p{L}\\p{N}]))?`;
const subNumber = `(?:[Nn]rs?\\.?|[Nn]os?\\.?|[Nn]ummers?)${space}?(?<number>\\d{1,5}|[A-Z]{1,2})(?![\\p{L}\\p{N}])`;
const years = '(?<year>(?:19|20)\\d{2}[/–-](?:\\d{4}|\\d{2})(?!\\d))';

/** Named by the word for it; then neither number nor suffix is needed. */
const named = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:[Kk]amerstuk(?:ken|dossier|nummer)?|Kst\\.?|[Pp]arliamentary papers?|TK|EK|(?:Tweede|Eerste) Kamer(?: der Staten-Generaal)?|[Dd]ossier(?:nummer| number)?)[ \\u00A0,:]*(?:(?<chamber>I{1,2})(?![\\p{L}\\p{N}])[ \\u00A0,]*)?(?:(?:vergaderjaar |session )?${years}[ \\u00A0,]*)?${digits}${suffix}(?:-(?<last>\\d{1,5})(?![\\p{L}\\p{N}-])|[ \\u00A0,;(]*${subNumber}|,${space}(?<letter>[A-Z]{1,2})(?![\\p{L}\\p{N}]))?`,
  'gu',
);
const numbered = new RegExp(`(?<![\\p{L}\\p{N}.,-])${digits}${suffix}[ \\u00A0,;(]{0,2}${subNumber}`, 'gu');
const official =
  /(?<![\p{L}\p{N}-])(?:kst-(?<dossier>\d{5})(?:-(?<suffix>[IVXLC]+[A-E]?|\d{2}(?=-)))?-(?<number>[A-Z]{1,2}|\d{1,5})|(?<other>kst-\d{6,8}|blg-\d{4,8}|ah-(?:tk|ek)-\d{8}-\d+|h-(?:tk|ek)-\d{8}-\d+(?:-\d+)?|(?:19|20)\d{2}D\d{5}))(?![\p{L}\p{N}])/giu;
const joined =
  /(?<![\p{L}\p{N}-])(?<dossier>\d{5})-(?<suffix>[IVXLC]+[A-E]?|\d{2})-(?<number>\d{1,5})(?![\p{L}\p{N}-])/gu;
const appended = new RegExp(
  `(?<![\\p{L}\\p{N}])Aanhangsel(?: van de)? Handelingen[ \\u00A0]?(?<chamber>I{1,2})?[ \\u00A0,]*(?:vergaderjaar )?${years}[ \\u00A0,]*nr\\.?[ \\u00A0]?(?<number>\\d{1,5})`,
  'gu',
);

const bracketed = new RegExp(`[(]${digits}${suffix}[)]`, 'u');
const leading = new RegExp(`^${digits}${suffix}[,:]?${space}+(?=\\p{Lu})`, 'u');

/**
 * The dossier that a subject names by its number alone: `Energiebeleid (31 778)`, `29 689 Herziening Zorgstelsel`. In a
 * sentence such a number would be an amount.
 */
export function dossierOfSubject(subject: string): string | null {
  const found = (bracketed.exec(subject) ?? leading.exec(subject))?.groups;
  return found === undefined ? null : dossierOf(found.dossier ?? '', found.hyphened ?? found.suffix);
}

/** Every paper that is named in a text, in its order; none within another. */
export function papersIn(text: string): Paper[] {
  const found = [
    ...[...text.matchAll(official)].map(fromOfficial),
    ...[...text.matchAll(appended)].map(fromAppendix),
    ...[named, joined, numbered].flatMap((form) => [...text.matchAll(form)].map(fromDossier)),
  ];
  const papers: Paper[] = [];
  for (const paper of found.sort((left, right) => left.start - right.start || right.end - left.end)) {
    if (paper.start >= (papers.at(-1)?.end ?? 0)) papers.push(paper);
  }
  return papers;
}

/** `36600-VII` of its parts. */
export function dossierOf(number: string, part: string | undefined): string {
  const plain = number.replaceAll(/[^\d]/g, '');
  return part === undefined ? plain : `${plain}-${part}`;
}

function fromDossier(found: RegExpExecArray): Paper {
  const {
    dossier = '',
    suffix: spaced,
    hyphened,
    letter,
    last: joinedNumber,
    chamber,
    year,
  } = found.groups ?? {};
  const number = found.groups?.number ?? joinedNumber;
  // `36836 D` is the letter D of the Senate, `36600 A, nr. 12` number 12 of dossier 36600-A.
  const isLetter = number === undefined && spaced !== undefined && /^[ABD-HJKM-UWYZ]$/.test(spaced);
  const whole = dossierOf(dossier, hyphened ?? (isLetter ? undefined : spaced));
  const last = number ?? letter ?? (isLetter ? spaced : undefined) ?? null;
  return {
    ...placeOf(found),
    dossier: whole,
    number: last,
    chamber: chamberOf(chamber ?? chamberNamed(found[0])),
    year: yearOf(year),
    identifier: last === null ? null : `kst-${whole}-${last}`,
  };
}

function chamberNamed(written: string): string | undefined {
  if (/^(?:EK|Eerste)/.test(written)) return 'I';
  return /^(?:TK|Tweede)/.test(written) ? 'II' : undefined;
}

function fromOfficial(found: RegExpExecArray): Paper {
  const { dossier, suffix: part, number, other } = found.groups ?? {};
  return {
    ...placeOf(found),
    dossier: dossier === undefined ? null : dossierOf(dossier, part),
    number: number ?? null,
    chamber: null,
    year: null,
    identifier: other ?? found[0],
  };
}

function fromAppendix(found: RegExpExecArray): Paper {
  const { chamber, year, number = '' } = found.groups ?? {};
  const whole = yearOf(year);
  const house = chamber === 'I' ? 'ek' : 'tk';
  return {
    ...placeOf(found),
    dossier: null,
    number,
    chamber: chamberOf(chamber),
    year: whole,
    identifier: whole === null ? null : `ah-${house}-${whole.replace('-', '')}-${number}`,
  };
}

function placeOf(found: RegExpExecArray): { start: number; end: number } {
  return { start: found.index, end: found.index + found[0].length };
}

function chamberOf(written: string | undefined): Paper['chamber'] {
  return written === 'I' || written === 'II' ? written : null;
}

/** `2024-2025` of `2024/25`; null where the second year does not follow the first. */
function yearOf(written: string | undefined): string | null {
  const [first, second] = written?.split(/[/–-]/) ?? [];
  if (first === undefined || second === undefined) return null;
  const next = Number(first) + 1;
  return second === String(next) || second === String(next).slice(2) ? `${first}-${next}` : null;
}
