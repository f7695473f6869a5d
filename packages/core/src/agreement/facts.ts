import type { RoundStage } from '../fact.ts';
import type { Language } from '../language.ts';
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
  /** Its name, with those above it, as in the files. */
  readonly name: string;
  /** The same in a text of each language. */
  readonly names: Readonly<Record<Language, string>>;
  readonly spans: number;
  readonly documents: number;
  readonly alpha: Figure;
  readonly f1: Figure;
  readonly verdict: VerdictWord;
  /** Whether it was put away: it counts where it was used. */
  readonly archived: boolean;
}

/** A coder as a paper speaks of them: by a letter, and never by a name. */
export interface CoderFacts {
  readonly memberId: string;
  readonly letter: string;
  /** What the files call them, in which people are told apart by it. */
  readonly name: string;
  /** Of the documents that are compared, and the passages in these. */
  readonly documents: number;
  readonly spans: number;
  /** Education, languages. */
  readonly background: string | null;
  readonly isAuthor: boolean | null;
  readonly training: string | null;
  readonly trainingHours: number | null;
}

/** What one coder coded twice, the second time without seeing the first. */
export interface RepeatFacts {
  readonly letter: string;
  readonly name: string;
  readonly documents: number;
  readonly alpha: Figure;
}

/** A round of which documents were coded twice. */
export interface RoundFacts {
  readonly roundId: string;
  readonly number: number;
  readonly stage: RoundStage | null;
  /** How the program drew the documents that were coded twice; null where it did not. */
  readonly drawn: {
    readonly seed: number;
    /** The field by whose values they were drawn: one of those that all documents have, or one of the project's own. */
    readonly stratifiedBy: string | null;
  } | null;
  /** How they were chosen, in words. */
  readonly sampling: string | null;
  readonly blindTo: string | null;
  /** Documents of which a final version was made out of those of the coders. */
  readonly finals: number;
  readonly settled: string | null;
}

/**
 * What a paper says of reliability, by Lombard, Snyder-Duch and Bracken (2002) and Riffe, Lacy and Fico. What only
 * people know is null as long as nobody has said it, and is then a blank in the text: it is never left out. Texts of
 * people are set in as they wrote them.
 */
export interface MethodsFacts {
  readonly settings: AgreementSettings;
  readonly coders: readonly CoderFacts[];
  readonly rounds: readonly RoundFacts[];
  /** The texts that the study is about, and from which list they were taken. */
  readonly population: string | null;
  readonly sampleFrame: string | null;
  /** Documents that two coders or more finished, or one beside a final version, and documents of the whole study. */
  readonly documents: number;
  readonly studyDocuments: number;
  readonly spans: number;
  readonly characters: number;
  /**
   * Whether coders saw nothing of each other: in `blind` rounds, not in `open` ones, `mixed` where some did; `opened`
   * are versions of blind rounds that could be changed after the reveal.
   */
  readonly blind: 'blind' | 'open' | 'mixed' | 'opened';
  readonly leftOut: {
    readonly unfinished: number;
    readonly notIndependent: number;
    readonly oneCoder: number;
    /** Documents without a finished final version, where coders are compared with that. */
    readonly noFinal: number;
    /** Rounds that are not revealed yet, by their numbers. */
    readonly notRevealed: readonly number[];
  };
  /** Who finished documents, but none of those that are compared, and how many. */
  readonly others: { readonly coders: number; readonly documents: number };
  /** Each coder with themself; none where nothing was coded again. */
  readonly repeats: readonly RepeatFacts[];
  readonly codebookOrigin: string | null;
  readonly pilot: string | null;
  readonly codebookPlace: string | null;
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

/** A share of the documents of the study that were coded twice; null where it has none. */
export function studyShare({ documents, studyDocuments }: MethodsFacts): number | null {
  return studyDocuments === 0 ? null : documents / studyDocuments;
}

/** Hours of training, the fewest and the most that a coder had; null where nobody told any. */
export function trainingHours({
  coders,
}: Pick<MethodsFacts, 'coders'>): { readonly fewest: number; readonly most: number } | null {
  const hours = coders.flatMap((coder) => (coder.trainingHours === null ? [] : [coder.trainingHours]));
  return hours.length === 0 ? null : { fewest: Math.min(...hours), most: Math.max(...hours) };
}

/** Documents of which a final version was made. */
export function finalsIn({ rounds }: Pick<MethodsFacts, 'rounds'>): number {
  return rounds.reduce((sum, { finals }) => sum + finals, 0);
}

export function tagsWith(facts: MethodsFacts, word: VerdictWord): number {
  return facts.tags.filter(({ verdict }) => verdict === word).length;
}

/** The rows of each coder, and what else came later: they stand at the end of the file. */
export function laterRows({ coders, repeats, others, leftOut }: MethodsFacts): readonly AgreementRow[] {
  const count = (measure: MeasureName, value: number, over: Partial<AgreementRow> = {}): AgreementRow => ({
    ...{ measure, scope: 'study', tag: '', value, low: null, high: null, n: null, reason: null },
    ...over,
  });
  const of = ({ name: coder }: { readonly name: string }) => ({ scope: 'coder', coder }) as const;
  return [
    ...repeats.flatMap((repeat): AgreementRow[] => [
      { ...count('repeat_u_alpha_pooled', 0, of(repeat)), ...repeat.alpha },
      count('repeat_documents', repeat.documents, of(repeat)),
    ]),
    ...coders.flatMap((coder) => [
      count('coder_documents', coder.documents, of(coder)),
      count('coder_spans', coder.spans, of(coder)),
    ]),
    count('other_coders', others.coders),
    count('other_documents', others.documents),
    ...leftOut.notRevealed.map((number) => count('left_out_round', number)),
  ];
}

/**
 * The rows of `agreement.csv` behind a methods text: every number in the text stands in one of them, or of
 * `laterRows`.
 */
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
  const ofStudy = { scope: 'study', n: null } as const;
  const count = (measure: MeasureName, value: number | null, over: Partial<AgreementRow> = {}) =>
    row(
      measure,
      { value, low: null, high: null, reason: value === null ? 'not-said' : null },
      { ...ofStudy, ...over },
    );
  const { settings, rules, leftOut } = facts;
  const hours = trainingHours(facts);
  const isSame = hours !== null && hours.fewest === hours.most;
  const everySeed = facts.rounds.flatMap(({ drawn }) => (drawn === null ? [] : [drawn.seed]));
  return [
    row('u_alpha_pooled', facts.pooled),
    row('bar_u_alpha', facts.relevance),
    ...facts.tags.flatMap((tag) => {
      const { name, archived } = tag;
      const of = { scope: 'tag', tag: name, n: tag.spans, archived } as const;
      return [
        row('u_alpha', tag.alpha, of),
        row('f1', tag.f1, of),
        count('spans', tag.spans, { scope: 'tag', tag: name, archived }),
        count('documents', tag.documents, { scope: 'tag', tag: name, archived }),
      ];
    }),
    count('coders', facts.coders.length),
    count('documents', facts.documents),
    count('study_documents', facts.studyDocuments),
    count('study_share', studyShare(facts)),
    count('spans', facts.spans),
    count('characters', facts.characters),
    hours === null || isSame
      ? count('training_hours', hours?.fewest ?? null)
      : row('training_hours', { value: null, low: null, high: null, reason: 'differs' }, ofStudy),
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
    ...(everySeed.length === 0 ? [null] : everySeed).map((seed) => count('sample_seed', seed)),
    count('training_hours_fewest', hours?.fewest ?? null),
    count('training_hours_most', hours?.most ?? null),
    ...facts.rounds.map(({ number }) => count('round', number)),
    count('final_documents', finalsIn(facts)),
    count('left_out_no_final', leftOut.noFinal),
  ];
}
