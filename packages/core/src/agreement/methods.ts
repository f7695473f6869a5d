import type { Language } from '../language.ts';
import { asking, asWritten, type Blank } from './blank.ts';
import type { Figure, MethodsFacts } from './facts.ts';
import { paragraphsEn, verdictsEn } from './methods-en.ts';
import { paragraphsNl, verdictsNl } from './methods-nl.ts';
import { numberStyles } from './number.ts';
import { reasonWords } from './reason.ts';
import { references } from './references.ts';

export interface AppendixTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface MethodsText {
  readonly paragraphs: readonly string[];
  /** What is still to be told, in the order of the text, where its words stand between square brackets. */
  readonly blanks: readonly Blank[];
  /** The works that the text cites. */
  readonly references: readonly string[];
  readonly table: AppendixTable;
}

const paragraphs = { en: paragraphsEn, nl: paragraphsNl };
const verdicts = { en: verdictsEn, nl: verdictsNl };

const headings: Readonly<
  Record<Language, { caption: string; head: readonly string[]; none: string; archived: string }>
> = {
  en: {
    caption: 'Agreement between coders, by tag',
    head: ['Tag', 'Passages', 'Documents', 'uα', 'Lower bound', 'Upper bound', 'F1', 'Verdict'],
    none: 'none',
    archived: 'archived',
  },
  nl: {
    caption: 'Overeenstemming tussen codeurs, per tag',
    head: ['Tag', 'Passages', 'Documenten', 'uα', 'Ondergrens', 'Bovengrens', 'F1', 'Oordeel'],
    none: 'geen',
    archived: 'gearchiveerd',
  },
};

/**
 * The paragraphs on reliability for a paper, with an appendix table of all tags. Facts that nobody has told are
 * blanks in square brackets that say what is missing. Every number stands in a row of `methodsRows`, but for those in
 * what people wrote, and for years of publication.
 */
export function methodsText(facts: MethodsFacts, language: Language): MethodsText {
  const { ask, settle } = asking();
  const named = inLanguage(facts, language);
  const told = withWords(named, asWritten);
  const settled = paragraphs[language].map((paragraph) => settle(paragraph(told, ask)));
  return {
    paragraphs: settled.map(({ text }) => text),
    blanks: settled.flatMap(({ blanks }) => blanks),
    references: Object.values(references).map(({ full }) => full),
    table: appendixTable(named, language),
  };
}

/** With tags as whoever reads that language calls them. */
function inLanguage(facts: MethodsFacts, language: Language): MethodsFacts {
  return { ...facts, tags: facts.tags.map((tag) => ({ ...tag, name: tag.names[language] })) };
}

type Words = (words: string | null) => string | null;

function withWords(facts: MethodsFacts, change: Words): MethodsFacts {
  return {
    ...facts,
    coders: facts.coders.map((coder) => ({
      ...coder,
      background: change(coder.background),
      training: change(coder.training),
    })),
    rounds: facts.rounds.map((round) => ({
      ...round,
      sampling: change(round.sampling),
      blindTo: change(round.blindTo),
      settled: change(round.settled),
    })),
    population: change(facts.population),
    sampleFrame: change(facts.sampleFrame),
    codebookOrigin: change(facts.codebookOrigin),
    pilot: change(facts.pilot),
    codebookPlace: change(facts.codebookPlace),
    tags: facts.tags.map((tag) => ({ ...tag, name: change(tag.name) ?? '' })),
  };
}

/** A row for each tag, in numbers as the language has them; what is undefined says why, never 0 or 1. */
function appendixTable(facts: MethodsFacts, language: Language): AppendixTable {
  const { figure, count } = numberStyles[language];
  const { caption, head, none, archived: putAway } = headings[language];
  const value = (of: Figure) => (of.value === null ? reasonWords(language, of.reason) : figure(of.value));
  const bound = (of: number | null) => (of === null ? none : figure(of));
  return {
    caption,
    head,
    rows: facts.tags.map(({ name, spans, documents, alpha, f1, verdict, archived }) => [
      archived ? `${name} (${putAway})` : name,
      count(spans),
      count(documents),
      value(alpha),
      bound(alpha.low),
      bound(alpha.high),
      value(f1),
      verdicts[language][verdict],
    ]),
  };
}
