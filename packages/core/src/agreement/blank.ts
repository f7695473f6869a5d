import type { FactName } from '../fact.ts';

/** What of a text is still to be told: in words, and which fact of what. */
export interface Blank {
  readonly words: string;
  readonly fact: FactName;
  /** Of which coders, or in which rounds; none for a fact of the project. */
  readonly memberIds: readonly string[];
  readonly roundIds: readonly string[];
}

type Of = Partial<Pick<Blank, 'memberIds' | 'roundIds'>>;
/** Asks for a fact: gives the mark that stands for it until the text is put together. */
export type Ask = (fact: FactName, words: string, of?: Of) => string;

/** A character that no text has: `asWritten` takes it out of what people wrote. */
const mark = '\uE000';

/** Marks in a text, and what they stand for. */
export function asking(): { readonly ask: Ask; settle(text: string): { text: string; blanks: Blank[] } } {
  const asked: Blank[] = [];
  return {
    ask: (fact, words, of = {}) => {
      asked.push({ words, fact, memberIds: of.memberIds ?? [], roundIds: of.roundIds ?? [] });
      return `${mark}${asked.length - 1}${mark}`;
    },
    settle: (text) => {
      const blanks: Blank[] = [];
      const settled = text.replaceAll(/\uE000(\d+)\uE000/gu, (_, nth: string) => {
        const blank = asked[Number(nth)];
        if (blank === undefined) return '';
        blanks.push(blank);
        return `[${blank.words}]`;
      });
      return { text: settled, blanks };
    },
  };
}

/** Words of a person without the full stop that the sentence around them has; nothing written is nothing said. */
export function asWritten(words: string | null): string | null {
  const said =
    words
      ?.replaceAll(mark, '')
      .trim()
      .replace(/[.\s]+$/u, '') ?? '';
  return said === '' ? null : said;
}

interface Each<Thing> {
  readonly things: readonly Thing[];
  readonly told: (thing: Thing) => string | null;
  /** Asks for what is missing, of one or of all. */
  readonly ask: (missing: readonly Thing[]) => string;
  /** What is said of one, where not all are the same. */
  readonly one: (thing: Thing, said: string) => string;
  readonly between?: string;
}

/** What was told of several things: once where it is the same of all, else of each, with blanks for what is missing. */
export function saidOfEach<Thing>({ things, told, ask, one, between = '; ' }: Each<Thing>): string {
  const said = things.map(told);
  const [first = null] = said;
  if (said.every((each) => each === first)) return first ?? ask(things);
  return things.map((thing, nth) => one(thing, said[nth] ?? ask([thing]))).join(between);
}
