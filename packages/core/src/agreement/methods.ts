import type { Language } from '../language.ts';
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
  /** What is still to be filled in, as it stands in the text between square brackets, in order. */
  readonly blanks: readonly string[];
  /** The works that the text cites. */
  readonly references: readonly string[];
  readonly table: AppendixTable;
}

const paragraphs = { en: paragraphsEn, nl: paragraphsNl };
const verdicts = { en: verdictsEn, nl: verdictsNl };

const headings: Readonly<Record<Language, { caption: string; head: readonly string[]; none: string }>> = {
  en: {
    caption: 'Agreement between coders, by tag',
    head: ['Tag', 'Passages', 'Documents', 'uα', 'Lower bound', 'Upper bound', 'F1', 'Verdict'],
    none: 'none',
  },
  nl: {
    caption: 'Overeenstemming tussen codeurs, per tag',
    head: ['Tag', 'Passages', 'Documenten', 'uα', 'Ondergrens', 'Bovengrens', 'F1', 'Oordeel'],
    none: 'geen',
  },
};

/**
 * The paragraphs on reliability for a paper, with an appendix table of all tags. Facts that nobody has told are
 * blanks in square brackets that say what is missing. Every number stands in a row of `methodsRows`, but for those in
 * what people wrote, and for years of publication.
 */
export function methodsText(facts: MethodsFacts, language: Language): MethodsText {
  const told = withWords(facts, asWritten);
  const bare = withWords(facts, (words) => (asWritten(words) === null ? null : ''));
  return {
    paragraphs: paragraphs[language].map((paragraph) => paragraph(told)),
    // What people wrote may have brackets of its own.
    blanks: blanksIn(paragraphs[language].map((paragraph) => paragraph(bare))),
    references: Object.values(references).map(({ full }) => full),
    table: appendixTable(facts, language),
  };
}

/** Blanks begin with a letter; intervals, in the same brackets, with a number. */
function blanksIn(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => [...text.matchAll(/\[(\p{L}[^\]]*)\]/gu)].map((match) => match[1] ?? ''));
}

/** Words of a person without the full stop that the sentence around them has; nothing written is nothing said. */
function asWritten(words: string | null): string | null {
  const said = words?.trim().replace(/[.\s]+$/u, '') ?? '';
  return said === '' ? null : said;
}

function withWords(facts: MethodsFacts, change: (words: string | null) => string | null): MethodsFacts {
  return {
    ...facts,
    whoCoded: change(facts.whoCoded),
    training: change(facts.training),
    sampleInWords: change(facts.sampleInWords),
    blindTo: change(facts.blindTo),
    settled: change(facts.settled),
    codebook: change(facts.codebook),
    tags: facts.tags.map((tag) => ({ ...tag, name: change(tag.name) ?? '' })),
  };
}

/** A row for each tag, in numbers as the language has them; what is undefined says why, never 0 or 1. */
function appendixTable(facts: MethodsFacts, language: Language): AppendixTable {
  const { figure, count } = numberStyles[language];
  const { caption, head, none } = headings[language];
  const value = (of: Figure) => (of.value === null ? reasonWords(language, of.reason) : figure(of.value));
  const bound = (of: number | null) => (of === null ? none : figure(of));
  return {
    caption,
    head,
    rows: facts.tags.map(({ name, spans, documents, alpha, f1, verdict }) => [
      name,
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
