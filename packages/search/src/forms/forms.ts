import { type SpellingChange, type Stemmed, stemsOf } from './stem.ts';

/** A form that is proposed: nothing is looked for before a person has ticked it. */
export interface ProposedForm {
  /** Folded, as it is in the texts. */
  readonly form: string;
  /** Tokens of it. */
  readonly count: number;
  /**
   * The word itself; what inflection makes of it; or what only may be a form of it: an ending that makes another word, a
   * spelling that can be read in two ways, or very little that is shared.
   */
  readonly likelihood: 'itself' | 'likely' | 'doubtful';
  readonly why: FormReason;
}

/** What the form and the word share, and what each has around it. */
export interface FormReason {
  readonly stem: string;
  readonly prefix: string;
  readonly ending: string;
  /** Of the word that was typed. */
  readonly wordEnding: string;
  readonly changes: readonly SpellingChange[];
}

/** Proposals at most. */
const most = 200;

/**
 * The forms of a folded word among the words of a corpus: those that share a stem with it, by the rules of Dutch
 * inflection (endings of nouns, verbs and adjectives, ge-, f and v, s and z, double letters, -heid and -heden). In the
 * order of their likelihood, then of their number. Linear in the words.
 */
export function proposeForms(
  word: string,
  words: Iterable<readonly [string, number]>,
): readonly ProposedForm[] {
  const own = new Map<string, Stemmed>();
  for (const stemmed of stemsOf(word)) {
    const known = own.get(stemmed.stem);
    if (!known || (known.isUnsure && !stemmed.isUnsure)) own.set(stemmed.stem, stemmed);
  }
  const beginnings = new Set([...own.keys()].map((stem) => stem.slice(0, 2)));
  const found: ProposedForm[] = [];
  for (const [form, count] of words) {
    // What has another beginning shares no stem, but behind ge-.
    if (!beginnings.has(form.slice(0, 2)) && !form.startsWith('ge')) continue;
    const proposed = form === word ? itself(form) : formOf(form, own);
    if (proposed) found.push({ form, count, ...proposed });
  }
  const order = { itself: 0, likely: 1, doubtful: 2 } as const;
  return found
    .sort(
      (a, b) => order[a.likelihood] - order[b.likelihood] || b.count - a.count || (a.form < b.form ? -1 : 1),
    )
    .slice(0, most);
}

type Judged = Pick<ProposedForm, 'likelihood' | 'why'>;

function itself(form: string): Judged {
  return { likelihood: 'itself', why: { stem: form, prefix: '', ending: '', wordEnding: '', changes: [] } };
}

/** The surest way in which both have one stem. */
function formOf(form: string, own: ReadonlyMap<string, Stemmed>): Judged | null {
  let best: Judged | null = null;
  for (const stemmed of stemsOf(form)) {
    const word = own.get(stemmed.stem);
    if (!word) continue;
    const why: FormReason = {
      stem: stemmed.stem,
      prefix: stemmed.prefix,
      ending: stemmed.ending,
      wordEnding: word.ending,
      changes: [...new Set([...word.changes, ...stemmed.changes])],
    };
    const isDoubtful = stemmed.isUnsure || word.isUnsure || isLittle(word);
    if (!isDoubtful) return { likelihood: 'likely', why };
    best ??= { likelihood: 'doubtful', why };
  }
  return best;
}

/** Something was taken off what was typed, and hardly anything is left: water is not a form of wat. */
function isLittle({ stem, ending }: Stemmed): boolean {
  return ending !== '' && stem.length <= 3;
}
