import { type Chance, chanceOf } from './chance.ts';
import type { DemoLetter, Passage } from './letters.ts';
import type { DemoTag } from './seed.ts';

/** What one coder marks. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly tag: DemoTag;
  /** The passage that they meant; null where there is none. */
  readonly meant: Passage | null;
  readonly memo: string | null;
  readonly certainty: number | null;
}

/** What one coder makes of one letter. */
export interface Coded {
  /** Places in the lists of letters and of coders. */
  readonly letter: number;
  readonly coder: number;
  readonly marks: readonly Mark[];
}

/** How often somebody does something else than the codebook asks, of all passages. */
interface Habits {
  readonly misses: number;
  /** A passage within another passage is easily overlooked. */
  readonly missesInner: number;
  readonly confuses: number;
  readonly shifts: number;
  /** Marks in a letter where nothing applies. */
  readonly invents: number;
}

const careful: Habits = { misses: 0.05, missesInner: 0.25, confuses: 0.06, shifts: 0.15, invents: 0.1 };
const steady: Habits = { misses: 0.08, missesInner: 0.4, confuses: 0.1, shifts: 0.2, invents: 0.2 };
/** What becomes of the third coder half way. */
const drifted: Habits = { misses: 0.6, missesInner: 0.9, confuses: 0.7, shifts: 0.6, invents: 1 };

export const demoCoderCount = 3;
/** The coder who changes, and the letter from which on. */
export const driftingCoder = 2;
const driftsFrom = 16;

/** Tags that are alike: each is taken for the other. */
const alike: Readonly<Partial<Record<DemoTag, DemoTag>>> = {
  toezegging: 'voornemen',
  voornemen: 'toezegging',
  regels: 'recht',
  recht: 'regels',
};
const confusedLess: readonly DemoTag[] = ['regels', 'recht'];

/** Every fourth letter has two coders, the others three. */
export function codersOf(letter: number): readonly number[] {
  if (letter % 4 !== 3) return [0, 1, 2];
  const left = Math.floor(letter / 4) % demoCoderCount;
  return [0, 1, 2].filter((coder) => coder !== left);
}

function habitsOf(coder: number, letter: number): Habits {
  if (coder === driftingCoder && letter >= driftsFrom) return drifted;
  return coder === 0 ? careful : steady;
}

/** Other boundaries: without the first words, without the last, or with the sentence behind it. */
function shifted(chance: Chance, text: string, { start, end }: Passage): { start: number; end: number } {
  const words = [...text.slice(start, end).matchAll(/\S+/gu)];
  const skip = Math.min(chance.between(2, 5), words.length - 2);
  const way = chance.below(3);
  if (way === 0) return { start: start + (words[skip]?.index ?? 0), end };
  const last = words[words.length - 1 - skip];
  if (way === 1 && last) return { start, end: start + last.index + last[0].length };
  const behind = /^ [^.\n]+\./u.exec(text.slice(end));
  return { start, end: end + (behind?.[0].length ?? 0) };
}

function codedAs(chance: Chance, tag: DemoTag, { confuses }: Habits): DemoTag {
  const other = alike[tag];
  if (other === undefined) return tag;
  return chance.happens(confusedLess.includes(tag) ? confuses / 3 : confuses) ? other : tag;
}

/** Somewhere in a letter where nothing applies: a sentence that is not the first and not the last. */
function invented(chance: Chance, { text }: DemoLetter): Mark {
  const sentences = [...text.matchAll(/(?<=\. )[A-Z][^.;\n]+\.(?= )/gu)];
  const { index, 0: words } = chance.pick(sentences);
  return {
    start: index,
    end: index + words.length,
    tag: 'verantwoording',
    meant: null,
    memo: 'Lijkt op een grond, maar ik twijfel.',
    certainty: 1,
  };
}

function mark(chance: Chance, letter: DemoLetter, passage: Passage, habits: Habits): Mark | null {
  if (chance.happens(passage.inner ? habits.missesInner : habits.misses)) return null;
  const tag = codedAs(chance, passage.tag, habits);
  const span = chance.happens(habits.shifts) ? shifted(chance, letter.text, passage) : passage;
  const doubts = tag !== passage.tag && chance.happens(0.4);
  return {
    start: span.start,
    end: span.end,
    tag,
    meant: passage,
    memo: doubts ? 'Bindt de schrijver zich hier, of niet?' : null,
    certainty: doubts ? 1 : chance.happens(0.2) ? 3 : null,
  };
}

/** What each coder makes of each of their letters, in the order in which they finish them. */
export function codeLetters(letters: readonly DemoLetter[], number: number): Coded[] {
  // Draws of their own, so that other words in the letters leave the coders as they are.
  const chance = chanceOf((number ^ 0x5f3759df) >>> 0);
  return letters.flatMap((letter, at) =>
    codersOf(at).map((coder): Coded => {
      const habits = habitsOf(coder, at);
      const marks = letter.passages.flatMap((passage) => mark(chance, letter, passage, habits) ?? []);
      if (letter.passages.length === 0 && chance.happens(habits.invents))
        marks.push(invented(chance, letter));
      return { letter: at, coder, marks };
    }),
  );
}
