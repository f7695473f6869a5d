import type { FactName } from '../fact.ts';
import type { Language } from '../language.ts';
import { type MethodsFacts, studyShare } from './facts.ts';
import { type NumberStyle, numberStyles } from './number.ts';
import { references } from './references.ts';

/** The standards by which a paper reports how reliable its coding is. */
const standards = {
  lombard2002:
    'Lombard, M., Snyder-Duch, J., & Bracken, C. C. (2002). Content analysis in mass communication: Assessment and reporting of intercoder reliability. Human Communication Research, 28(4), 587–604.',
  lombard2010:
    'Lombard, M., Snyder-Duch, J., & Bracken, C. C. (2010). Practical resources for assessing and reporting intercoder reliability in content analysis research projects.',
  riffe2019:
    'Riffe, D., Lacy, S., Watson, B. R., & Fico, F. (2019). Analyzing media messages: Using quantitative content analysis in research (4th ed.). Routledge.',
  krippendorff2019: references.krippendorff2019.full,
} as const;

/** What a standard wants a reader to be told, and where a methods text has it. */
export interface Demand {
  readonly demand: string;
  readonly sources: readonly (keyof typeof standards)[];
  /** What people tell of it: in the text as they wrote it, or a blank. */
  readonly asked: readonly FactName[];
  /** What the program knows of it: all of these stand in the text or its table. */
  known(facts: MethodsFacts, language: Language): readonly string[];
}

const nothing = () => [];
const inWords =
  (words: Readonly<Record<Language, readonly string[]>>) => (_: MethodsFacts, language: Language) =>
    words[language];
const numbers =
  (of: (facts: MethodsFacts, style: NumberStyle, language: Language) => readonly string[]) =>
  (facts: MethodsFacts, language: Language) =>
    of(facts, numberStyles[language], language);

/** All facts that the standards name: each stands in a methods text or is a blank in it. */
export const demands: readonly Demand[] = [
  {
    demand: 'the population, and the list or collection that the sample was taken from',
    sources: ['riffe2019'],
    asked: ['population', 'sampleFrame'],
    known: nothing,
  },
  {
    demand: 'the size of the reliability sample',
    sources: ['lombard2002', 'riffe2019'],
    asked: [],
    known: numbers(({ documents, spans, characters }, { count }) =>
      [documents, spans, characters].map(count),
    ),
  },
  {
    demand: 'how the reliability sample was made, and why so',
    sources: ['lombard2002', 'riffe2019'],
    asked: ['sampling'],
    known: numbers(({ rounds, documents, studyDocuments }) =>
      documents === studyDocuments ? [] : rounds.flatMap(({ drawn }) => (drawn ? [String(drawn.seed)] : [])),
    ),
  },
  {
    demand: 'how the reliability sample relates to the full sample, and whether it is that of a pilot',
    sources: ['lombard2002', 'lombard2010'],
    asked: ['stage'],
    known: numbers((facts, { count, percent }) => {
      const share = studyShare(facts);
      return share === null ? [] : [percent(share), count(facts.studyDocuments)];
    }),
  },
  {
    demand: 'how many coders there were, and whether the researchers were among them',
    sources: ['lombard2002'],
    asked: ['isAuthor'],
    known: numbers(({ coders }, { count }) => [count(coders.length)]),
  },
  {
    demand: 'who the coders were: their qualifications',
    sources: ['riffe2019'],
    asked: ['background'],
    known: nothing,
  },
  {
    demand: 'how much each coder coded, those of the reliability sample and others',
    sources: ['lombard2002'],
    asked: [],
    known: numbers(({ coders, others }, { count }) => [
      ...coders.flatMap(({ letter, documents, spans }) => [
        `${letter} ${count(documents)} (${count(spans)} `,
      ]),
      ...(others.coders === 0 ? [] : [count(others.coders), count(others.documents)]),
    ]),
  },
  {
    demand: 'the training of the coders, and its hours',
    sources: ['lombard2002', 'lombard2010', 'riffe2019'],
    asked: ['training', 'trainingHours'],
    known: nothing,
  },
  {
    demand: 'whether coders worked independently, and to what they were blind',
    sources: ['riffe2019', 'krippendorff2019'],
    asked: ['blindTo'],
    known: inWords({ en: ['blind', 'What is compared is'], nl: ['blind', 'Vergeleken wordt'] }),
  },
  {
    demand: 'the index of reliability, and why that one',
    sources: ['lombard2002', 'riffe2019'],
    asked: [],
    known: inWords({
      en: ['u-alpha', references.krippendorff2016.cited, 'Because', 'corrects for chance'],
      nl: ['u-alfa', references.krippendorff2016.cited, 'Omdat', 'corrigeert voor toeval'],
    }),
  },
  {
    demand: 'the level of reliability of each variable, for each index',
    sources: ['lombard2002', 'riffe2019'],
    asked: [],
    known: numbers(({ tags, pooled, relevance }, { figure }, language) => [
      ...tags.map(({ names }) => names[language]),
      ...[...tags.flatMap(({ alpha, f1 }) => [alpha, f1]), pooled, relevance].flatMap(({ value }) =>
        value === null ? [] : [figure(value)],
      ),
    ]),
  },
  {
    demand: 'the confidence interval of each level, and how it was made',
    sources: ['riffe2019', 'krippendorff2019'],
    asked: [],
    known: numbers(({ tags, pooled, settings }, { figure, count, percent }) => [
      ...[...tags.map(({ alpha }) => alpha), pooled].flatMap(({ value, low, high }) =>
        value === null || low === null || high === null ? [] : [figure(low), figure(high)],
      ),
      ...[percent(settings.confidence), count(settings.replicates), String(settings.seed)],
    ]),
  },
  {
    demand: 'from which level a variable is taken as reliable',
    sources: ['lombard2002', 'krippendorff2019'],
    asked: [],
    known: numbers(({ rules }, { figure, count }) => [
      ...[rules.reliable, rules.tentative].map((rule) => figure(rule, 3)),
      ...[rules.fewestSpans, rules.fewestDocuments].map(count),
    ]),
  },
  {
    demand: 'what was left out of the reliability sample',
    sources: ['krippendorff2019'],
    asked: [],
    known: numbers(({ leftOut }, { count }) => {
      const { notRevealed, ...left } = leftOut;
      return [...Object.values(left).filter((number) => number > 0), ...notRevealed].map(count);
    }),
  },
  {
    demand: 'how far each coder agrees with themself, where that was measured',
    sources: ['krippendorff2019', 'riffe2019'],
    asked: [],
    known: numbers(({ repeats }, { figure, count }) =>
      repeats.flatMap(({ documents, alpha }) => [
        count(documents),
        ...(alpha.value === null ? [] : [figure(alpha.value)]),
      ]),
    ),
  },
  {
    demand: 'how disagreements were resolved',
    sources: ['lombard2002', 'riffe2019'],
    asked: ['settled'],
    known: numbers(({ rounds }, { count }) => {
      const finals = rounds.reduce((sum, round) => sum + round.finals, 0);
      return finals === 0 ? [] : [count(finals)];
    }),
  },
  {
    demand: 'how the instrument came to be and was tried out, and where it can be had',
    sources: ['lombard2002', 'lombard2010', 'riffe2019'],
    asked: ['codebookOrigin', 'pilot', 'codebookPlace'],
    known: nothing,
  },
  {
    demand: 'with what software the figures were made, and from which files they can be made again',
    sources: ['lombard2010'],
    asked: [],
    known: ({ settings }) => [settings.software, settings.engine, 'agreement.csv', 'agreement_spans.csv'],
  },
];
