/** What happens to the spelling of a Dutch stem when an ending is put behind it. */
export type SpellingChange =
  /** brief, brieven */
  | 'f-v'
  /** huis, huizen */
  | 's-z'
  /** druk, drukken */
  | 'consonant-doubled'
  /** straat, straten */
  | 'vowel-single'
  /** veiligheid, veiligheden */
  | 'heid-heden';

/** One way to take a word apart. */
export interface Stemmed {
  /** As it is written with nothing behind it. */
  readonly stem: string;
  /** What stands before the stem: ge-, or ge- behind samen-. */
  readonly prefix: string;
  readonly ending: string;
  readonly changes: readonly SpellingChange[];
  /** Whether this is one of several ways to read the spelling, or an ending that makes another word. */
  readonly isUnsure: boolean;
}

/** Endings of nouns, verbs and adjectives. */
const endings = [
  ...['t', 'te', 'ten', 'de', 'den', 'en', 'n', 's', "'s", 'e', 'er', 'ere', 'st', 'ste', 'end', 'ende'],
  ...['ing', 'ingen'],
] as const;
/** They make a word of their own, which may or may not be meant. */
const makers = [
  ...[
    'erij',
    'erijen',
    'ers',
    'ster',
    'sters',
    'sel',
    'sels',
    'baar',
    'bare',
    'lijk',
    'lijke',
    'loos',
    'loze',
  ],
  ...['heid', 'heden', 'ig', 'ige', 'je', 'jes', 'tje', 'tjes', 'schap'],
] as const;
/** Of participles, behind ge-. */
const participles = ['t', 'd', 'te', 'de', 'en', ''] as const;
/** They stand before ge- in a participle: samengewerkt. */
const particles = [
  ...[
    'aan',
    'achter',
    'af',
    'bij',
    'binnen',
    'buiten',
    'door',
    'in',
    'mee',
    'na',
    'neer',
    'om',
    'onder',
    'op',
  ],
  ...['over', 'rond', 'samen', 'tegen', 'terug', 'toe', 'uit', 'vast', 'voor', 'vooruit', 'weg'],
] as const;

/** Letters of a stem at least, if something was taken off. */
const shortest = 3;

/** All ways in which Dutch inflection may have made a folded word; the first is the word as it stands. */
export function stemsOf(word: string): readonly Stemmed[] {
  const found: Stemmed[] = [{ stem: word, prefix: '', ending: '', changes: [], isUnsure: false }];
  if (word.endsWith('heden')) {
    const stem = `${word.slice(0, -5)}heid`;
    found.push({ stem, prefix: '', ending: 'heden', changes: ['heid-heden'], isUnsure: false });
  }
  for (const ending of endings) found.push(...without(word, '', ending, false));
  for (const ending of makers) found.push(...without(word, '', ending, true));
  for (const particle of ['', ...particles]) {
    if (!word.startsWith(`${particle}ge`)) continue;
    for (const ending of participles) {
      // Strong participles look like any word with ge-: gebieden, gevallen.
      const isUnsure = ending === 'en' || ending === '';
      const rest = word.slice(particle.length + 2);
      for (const stemmed of without(rest, `${particle}ge`, ending, isUnsure)) {
        if (ending === '' && !/[td]$/.test(stemmed.stem)) continue;
        found.push({ ...stemmed, stem: particle + stemmed.stem });
      }
    }
  }
  return found;
}

function without(word: string, prefix: string, ending: string, isUnsure: boolean): readonly Stemmed[] {
  if (!word.endsWith(ending)) return [];
  const left = word.slice(0, word.length - ending.length);
  if (left.length < shortest || !mayFollow(left, ending)) return [];
  return spellings(left, ending).map((stemmed) => ({
    ...stemmed,
    prefix,
    ending,
    isUnsure: isUnsure || stemmed.isUnsure,
  }));
}

/** -te and -t of participles behind what has no voice, -de and -d behind the rest; a written f or s may be either. */
function mayFollow(left: string, ending: string): boolean {
  if (ending === 'n') return left.endsWith('e');
  if (ending === "'s") return /[aiouy]$/.test(left);
  if (ending === 'te' || ending === 'ten') return /[tkfschpx]$/.test(left);
  if (ending === 'de' || ending === 'den' || ending === 'd') return !/(?:[tkpx]|ch)$/.test(left);
  return true;
}

type Spelling = Pick<Stemmed, 'stem' | 'changes' | 'isUnsure'>;

const doubled = /([bcdfgklmnprst])\1$/;
/** A syllable that is open before an ending: its vowel is written once, and is long if the syllable is stressed. */
const open = /(^|[^aeiouy])([aeou])([bcdfgklmnprstvz])$/;
const longBeforeF = /(?:ie|oe|ei|ij|ou|ui|eu|aa|ee|oo|uu)f$/;

/** How a stem is written by itself of which this is left before an ending. */
function spellings(left: string, ending: string): readonly Spelling[] {
  if (!/^[aeiou]/.test(ending)) return [{ stem: left, changes: [], isUnsure: false }];
  if (doubled.test(left))
    return [{ stem: left.slice(0, -1), changes: ['consonant-doubled'], isUnsure: false }];
  const found: Spelling[] = [];
  if (open.test(left)) {
    const stem = left.replace(open, '$1$2$2$3');
    found.push(voiceless({ stem, changes: ['vowel-single'], isUnsure: false }));
    // dag, dagen; and regel, regelen, where the syllable is not stressed.
    const isShort = (left.match(/[aeiou]+/g) ?? []).length === 1 && !staysShort.test(left);
    found.push(voiceless({ stem: left, changes: [], isUnsure: isShort }));
    return found;
  }
  return [voiceless({ stem: left, changes: [], isUnsure: longBeforeF.test(left) })];
}

/** Short by themselves and long in the plural, or in compounds with these. */
const staysShort =
  /(?:dag|weg|slag|lag|drag|dak|pad|bad|blad|gat|god|bod|lot|slot|schot|hof|lof|spel|glas|graf|vat)$/;

/** A word does not end in v or z. */
function voiceless(spelling: Spelling): Spelling {
  const { stem, changes } = spelling;
  if (stem.endsWith('v')) return { ...spelling, stem: `${stem.slice(0, -1)}f`, changes: [...changes, 'f-v'] };
  if (stem.endsWith('z')) return { ...spelling, stem: `${stem.slice(0, -1)}s`, changes: [...changes, 's-z'] };
  return spelling;
}
