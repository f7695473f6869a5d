import type { AgreementRow, AgreementSettings } from './file.ts';
import type { MeasureName } from './measure.ts';

/** A figure with its interval; null with the reason (a code of the engine) where it is undefined. */
export interface Figure {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly reason: string | null;
}

export type VerdictWord = 'reliable' | 'tentative' | 'unreliable' | 'cannot-tell';

/** What is known of one tag: a variable, in the words of the reporting standards. */
export interface TagFacts {
  /** Its name, with those above it. */
  readonly name: string;
  readonly spans: number;
  readonly documents: number;
  readonly alpha: Figure;
  readonly f1: Figure;
  readonly verdict: VerdictWord;
}

/**
 * What a paper says of reliability, by Lombard, Snyder-Duch and Bracken (2002) and Riffe, Lacy and Fico. What only
 * people know is null as long as nobody has said it, and is then a blank in the text: it is never left out. Texts of
 * people are set in as they wrote them.
 */
export interface MethodsFacts {
  readonly settings: AgreementSettings;
  /** Whether this was a pilot or the whole study. */
  readonly stage: 'pilot' | 'full' | null;
  readonly coders: number;
  /** Who they are: education, languages, whether they are the authors. */
  readonly whoCoded: string | null;
  /** How they were trained, and for how many hours each. */
  readonly training: string | null;
  readonly trainingHours: number | null;
  /** Documents that two coders or more finished, and documents of the whole study. */
  readonly documents: number;
  readonly studyDocuments: number | null;
  readonly spans: number;
  readonly characters: number;
  /** How the documents that were coded twice were chosen. */
  readonly sample: { readonly kind: 'all' } | { readonly kind: 'random'; readonly seed: number } | null;
  /** How, where it was neither all nor at random. */
  readonly sampleInWords: string | null;
  /** Whether coders saw nothing of each other; null where that is not known. */
  readonly blind: boolean | null;
  /** What else was kept from coders, such as the hypotheses. */
  readonly blindTo: string | null;
  readonly leftOut: {
    readonly unfinished: number;
    readonly notIndependent: number;
    readonly oneCoder: number;
  };
  /** How differences were settled. */
  readonly settled: string | null;
  /** Where the codebook can be had. */
  readonly codebook: string | null;
  readonly pooled: Figure & { readonly verdict: VerdictWord };
  readonly relevance: Figure;
  readonly tags: readonly TagFacts[];
  readonly rules: {
    readonly reliable: number;
    readonly tentative: number;
    readonly fewestSpans: number;
    readonly fewestDocuments: number;
  };
}

/** A share of the documents of the study that were coded twice; null where the study is not known, or empty. */
export function studyShare({ documents, studyDocuments }: MethodsFacts): number | null {
  return studyDocuments === null || studyDocuments === 0 ? null : documents / studyDocuments;
}

export function tagsWith(facts: MethodsFacts, word: VerdictWord): number {
  return facts.tags.filter(({ verdict }) => verdict === word).length;
}

/** The rows of `agreement.csv` behind a methods text: every number in the text stands in one of them. */
export function methodsRows(facts: MethodsFacts): readonly AgreementRow[] {
  const row = (measure: MeasureName, figure: Figure, over: Partial<AgreementRow> = {}): AgreementRow => ({
    measure,
    scope: 'all',
    tag: '',
    n: facts.spans,
    ...over,
    value: figure.value,
    low: figure.low,
    high: figure.high,
    reason: figure.reason,
  });
  const count = (measure: MeasureName, value: number | null, over: Partial<AgreementRow> = {}) =>
    row(
      measure,
      { value, low: null, high: null, reason: value === null ? 'not-said' : null },
      {
        scope: 'study',
        n: null,
        ...over,
      },
    );
  const { settings, rules, leftOut } = facts;
  return [
    row('u_alpha_pooled', facts.pooled),
    row('bar_u_alpha', facts.relevance),
    ...facts.tags.flatMap((tag) => {
      const of = { scope: 'tag', tag: tag.name, n: tag.spans } as const;
      return [
        row('u_alpha', tag.alpha, of),
        row('f1', tag.f1, of),
        count('spans', tag.spans, { scope: 'tag', tag: tag.name }),
        count('documents', tag.documents, { scope: 'tag', tag: tag.name }),
      ];
    }),
    count('coders', facts.coders),
    count('documents', facts.documents),
    count('study_documents', facts.studyDocuments),
    count('study_share', studyShare(facts)),
    count('spans', facts.spans),
    count('characters', facts.characters),
    count('training_hours', facts.trainingHours),
    count('tags', facts.tags.length),
    count('verdict_reliable', tagsWith(facts, 'reliable')),
    count('verdict_tentative', tagsWith(facts, 'tentative')),
    count('verdict_unreliable', tagsWith(facts, 'unreliable')),
    count('verdict_cannot_tell', tagsWith(facts, 'cannot-tell')),
    count('rule_reliable', rules.reliable),
    count('rule_tentative', rules.tentative),
    count('rule_fewest_spans', rules.fewestSpans),
    count('rule_fewest_documents', rules.fewestDocuments),
    count('left_out_unfinished', leftOut.unfinished),
    count('left_out_not_independent', leftOut.notIndependent),
    count('left_out_one_coder', leftOut.oneCoder),
    count('confidence', settings.confidence),
    count('replicates', settings.replicates),
    count('sample_seed', facts.sample?.kind === 'random' ? facts.sample.seed : null),
  ];
}
