import { type Chance, chanceOf } from './chance.ts';
import { type DemoTag, demoTags, type LetterField, type LetterSeed } from './seed.ts';

/** Words of a letter to which a tag applies. */
export interface Passage {
  readonly start: number;
  readonly end: number;
  readonly tag: DemoTag;
  /** Whether it lies within a passage with another tag. */
  readonly inner: boolean;
}

/** A letter that nobody wrote, with the passages that were put into it. */
export interface DemoLetter {
  readonly title: string;
  readonly text: string;
  readonly date: string;
  readonly author: string;
  readonly dossier: string;
  readonly documentNumber: string;
  /** The policy field. */
  readonly field: string;
  readonly kind: 'beleidsbrief' | 'aanbiedingsbrief';
  readonly passages: readonly Passage[];
}

const demoLetterCount = 24;
/** Letters that present a report, in which no tag applies. */
const presenting: readonly number[] = [9, 18];

const firstDay = Date.UTC(2025, 1, 4);
const dayInMs = 86_400_000;
const months = ['januari', 'maart', 'april', 'juni', 'september', 'oktober'];

/** A sentence with the tag of the whole of it, if any applies. */
type Sentence = readonly [template: string, tag: DemoTag | null];
/** Sentences in one paragraph; a heading or item of a list is one alone. */
type Paragraph = readonly Sentence[];

const plainly = (template: string): Sentence => [template, null];

/** Takes sentences from a pool, none twice. */
function deckOf(chance: Chance, pool: readonly string[]) {
  const left = chance.shuffled(pool);
  return (count = 1): string[] => left.splice(0, count);
}

function policyLetter(chance: Chance, seed: LetterSeed, field: LetterField): Paragraph[] {
  const deck = (pool: readonly string[], tag: DemoTag | null) => {
    const take = deckOf(chance, pool);
    return (count = 1): Sentence[] => take(count).map((template) => [template, tag]);
  };
  const plain = deck(field.plain, null);
  const research = deck(field.research, 'onderzoek');
  const europe = deck(field.europe, 'recht');
  const money = deck(field.money, 'geld');
  const rules = deck(field.rules, 'regels');
  const promise = deck(field.promise, 'toezegging');
  const intention = deck(field.intention, 'voornemen');
  const [first = '', second = '', third = ''] = field.headings;
  const maybe = () => chance.below(2);
  return [
    [chance.pick(seed.opening), chance.pick(seed.reading)].map(plainly),
    [plainly(`1 ${first}`)],
    [...plain(1), ...research(), ...plain(1)],
    [...research(maybe()), ...plain(1), ...europe(maybe())],
    [plainly(chance.pick(seed.listIntro))],
    ...chance
      .shuffled(field.list)
      .slice(0, 3)
      .map((words, at) => [plainly(`- ${words}${at === 2 ? '.' : ';'}`)]),
    plain(1),
    [plainly(`2 ${second}`)],
    [...money(), ...plain(1), ...rules()],
    [...plain(1), ...rules(maybe()), ...money(maybe()), ...plain(1)],
    [plainly(`3 ${third}`)],
    [...intention(), ...plain(1), ...promise()],
    [...promise(maybe()), ...plain(1), ...intention(maybe())],
    [plainly(chance.pick(seed.closing))],
  ];
}

function presentingLetter(chance: Chance, seed: LetterSeed, field: LetterField): Paragraph[] {
  const [opening = '', ...others] = seed.procedure;
  const plain = deckOf(chance, field.plain);
  const told = deckOf(chance, others);
  return [
    [opening, ...told(2)].map(plainly),
    [...told(3), ...plain()].map(plainly),
    [...told(3), ...plain()].map(plainly),
    [...told(3), ...plain()].map(plainly),
    [...told(1), chance.pick(seed.closing)].map(plainly),
  ];
}

/** What stands in the place of `{word}`. */
function wordsFor(chance: Chance, subject: string): (word: string) => string {
  const day = () => `${chance.between(1, 28)} ${chance.pick(months)}`;
  const found: Readonly<Record<string, () => string>> = {
    onderwerp: () => subject,
    miljoen: () => String(5 * chance.between(1, 60)),
    procent: () => String(chance.between(6, 48)),
    aantal: () => String(chance.between(11, 240)),
    jaar: () => chance.pick(['2026', '2027', '2028']),
    kwartaal: () => `het ${chance.pick(['eerste', 'tweede', 'derde'])} kwartaal van 2026`,
    verleden: () => `${day()} 2024`,
    toekomst: () => `${day()} 2026`,
  };
  return (word) => {
    const fill = found[word];
    if (!fill) throw new Error(`no words for {${word}}`);
    return fill();
  };
}

const innerPassage = /\{([a-z]+)\|([^{}]*)\}/u;

function tagNamed(name: string | undefined): DemoTag {
  const tag = demoTags.find((each) => each === name);
  if (!tag) throw new Error(`no tag ${name}`);
  return tag;
}

/** Puts paragraphs together, and notes where the passages stand. */
function compose(
  title: string,
  paragraphs: readonly Paragraph[],
  fill: (word: string) => string,
): Pick<DemoLetter, 'text' | 'passages'> {
  const passages: Passage[] = [];
  let text = title;
  for (const paragraph of paragraphs) {
    text += text.endsWith(';') ? '\n' : '\n\n';
    paragraph.forEach(([template, tag], at) => {
      if (at > 0) text += ' ';
      const start = text.length;
      const filled = template.replaceAll(/\{([a-z]+)\}/gu, (_, word: string) => fill(word));
      const inner = innerPassage.exec(filled);
      text += inner ? filled.replace(inner[0], inner[2] ?? '') : filled;
      if (tag !== null) passages.push({ start, end: text.length, tag, inner: false });
      if (inner) {
        const from = start + inner.index;
        passages.push({
          start: from,
          end: from + (inner[2]?.length ?? 0),
          tag: tagNamed(inner[1]),
          inner: true,
        });
      }
    });
  }
  return { text, passages };
}

/** The letters of the example, in the order of their dates: the same seed gives the same letters. */
export function composeLetters(seed: LetterSeed, number: number): DemoLetter[] {
  const chance = chanceOf(number);
  return Array.from({ length: demoLetterCount }, (_, at) => {
    const field = seed.fields[at % seed.fields.length] as LetterField;
    const round = Math.floor(at / seed.fields.length);
    const subject = field.subjects[round % field.subjects.length] ?? '';
    const presents = presenting.includes(at);
    const title = presents ? `Aanbieding verslag gesprek over ${subject}` : `Brief over ${subject}`;
    const paragraphs = (presents ? presentingLetter : policyLetter)(chance, seed, field);
    return {
      title,
      ...compose(title, [...paragraphs, [plainly(seed.notice)]], wordsFor(chance, subject)),
      date: new Date(firstDay + 11 * at * dayInMs).toISOString().slice(0, 10),
      author: field.sender,
      dossier: field.dossier,
      documentNumber: `${field.dossier}-${round + 1}`,
      field: field.name,
      kind: presents ? 'aanbiedingsbrief' : 'beleidsbrief',
    };
  });
}
