import { verdictRules } from '@koersvast/agreement';
import type {
  AgreementFigure,
  AgreementInterval,
  AgreementMethods,
  AgreementRepeats,
  AgreementReport,
} from '@koersvast/contracts';
import {
  type AgreementRow,
  type AgreementSettings,
  type CoderFacts,
  type Figure,
  type MethodsFacts,
  type MethodsText,
  methodsRows,
  type RoundFacts,
} from '@koersvast/core/agreement';
import { tagPaths } from '@koersvast/core/codebook';
import { factsIn, roundFacts, untold } from '@koersvast/core/fact';
import type { Rows } from '@koersvast/db';
import { isComparable, type ReadStudy } from './read-selection.ts';
import type { Told } from './told.ts';

export type ReadyReport = Extract<AgreementReport, { state: 'ready' }>;

const figureIn = (figure: AgreementFigure | AgreementInterval): Figure => ({
  value: figure.value,
  low: 'low' in figure ? figure.low : null,
  high: 'high' in figure ? figure.high : null,
  reason: figure.reason,
});

/** How the figures of a report were reckoned, as its file says it. */
export function settingsOf({ settings, selection }: ReadyReport): AgreementSettings {
  return {
    layers: selection.layers,
    confidence: settings.confidence,
    replicates: settings.replicates,
    seed: settings.seed,
    engine: `@koersvast/agreement ${settings.engine}`,
    software: 'Koersvast',
  };
}

/** A letter for each: A to Z, then AA, AB. */
function letterOf(nth: number): string {
  const last = String.fromCharCode(65 + (nth % 26));
  return nth < 26 ? last : `${letterOf(Math.floor(nth / 26) - 1)}${last}`;
}

/** The coders that are compared, by letters in the order in which they became members. */
function codersIn({ basis }: ReadyReport, { members }: Told): CoderFacts[] {
  return basis.coders.map(({ id }, nth) => ({
    memberId: id,
    letter: letterOf(nth),
    ...(members.get(id) ?? untold.member),
  }));
}

/** What is compared, and the rounds of it; where nothing is, those that were chosen. */
function comparedIn({ counted, selection }: ReadStudy) {
  const { coderIds } = selection;
  const places = counted.places.filter((place) =>
    isComparable({
      ...place,
      coders: place.coders.filter(({ memberId }) => coderIds === null || coderIds.includes(memberId)),
    }),
  );
  const used = new Set(places.map(({ roundId }) => roundId));
  return { places, rounds: counted.rounds.filter(({ id }) => used.size === 0 || used.has(id)) };
}

function roundsIn(study: ReadStudy, { finals }: Told): RoundFacts[] {
  const { places, rounds } = comparedIn(study);
  return rounds.map((round) => ({
    roundId: round.id,
    number: round.number,
    drawn: drawnIn(round),
    finals: places.filter(
      ({ roundId, documentId }) => roundId === round.id && finals.get(roundId)?.has(documentId),
    ).length,
    ...factsIn(roundFacts, round),
  }));
}

/** A plan draws who codes what; of documents it draws those alone that are to be coded twice. */
function drawnIn({ plan }: Rows['round']): RoundFacts['drawn'] {
  if (plan === null || plan.doubleCodedPercent === null || plan.doubleCodedPercent === 100) return null;
  return { seed: plan.seed, stratifiedBy: plan.stratifiedBy };
}

function blindnessIn(study: ReadStudy): MethodsFacts['blind'] {
  const { rounds } = comparedIn(study);
  const { selection } = study;
  if (!rounds.some(({ blind }) => blind)) return 'open';
  if (!rounds.every(({ blind }) => blind)) return 'mixed';
  if (selection.layers === 'current') return 'opened';
  // Independent ones alone saw nothing of each other.
  return selection.onlyIndependent ? 'blind' : 'mixed';
}

/** What a paper says of a report, and `agreement.csv` with it. What nobody has told is a blank. */
export function factsOf(study: ReadStudy, report: ReadyReport, told: Told): MethodsFacts {
  const { basis, pooled } = report;
  const { unfinished, notIndependent, oneCoder, noFinal } = basis.leftOut;
  const paths = tagPaths(study.tags.tags);
  return {
    settings: settingsOf(report),
    coders: codersIn(report, told),
    rounds: roundsIn(study, told),
    ...told.project,
    documents: basis.doubleCoded,
    studyDocuments: study.inStudy,
    spans: basis.spans,
    characters: basis.characters,
    blind: blindnessIn(study),
    leftOut: { unfinished, notIndependent, oneCoder, noFinal },
    pooled: { ...figureIn(pooled), verdict: pooled.verdict.word },
    relevance: figureIn(report.relevance),
    tags: report.tags.map(({ tagId, own }) => ({
      name: paths.get(tagId) ?? tagId,
      spans: own.spans,
      documents: own.documents,
      alpha: figureIn(own.alpha),
      f1: figureIn(own.f1),
      verdict: own.verdict.word,
    })),
    rules: verdictRules,
  };
}

/** All rows of `agreement.csv`: what a methods text says, and what else the report has. */
export function rowsOf(study: ReadStudy, report: ReadyReport, told: Told): AgreementRow[] {
  const paths = tagPaths(study.tags.tags);
  const { basis, joint } = report;
  const row = (
    measure: AgreementRow['measure'],
    figure: AgreementFigure | AgreementInterval,
    over: Partial<AgreementRow> = {},
  ): AgreementRow => ({ measure, scope: 'all', tag: '', n: basis.spans, ...figureIn(figure), ...over });
  return [
    ...methodsRows(factsOf(study, report, told)),
    row('u_alpha_joint', joint.u),
    row('cu_alpha', joint.cu),
    row('cu_alpha_coverage', joint.coverage),
    row('f1', report.f1),
    ...report.tags.flatMap(({ tagId, own, withChildren }) => {
      const tag = paths.get(tagId) ?? tagId;
      const share = (of: typeof own) => ({ value: of.share, reason: null });
      const ofTag = { scope: 'tag', tag, n: own.spans } as const;
      if (!withChildren) return [row('share_of_text', share(own), ofTag)];
      const below = { scope: 'tag_with_children', tag, n: withChildren.spans } as const;
      return [
        row('share_of_text', share(own), ofTag),
        row('u_alpha', withChildren.alpha, below),
        row('f1', withChildren.f1, below),
        row('share_of_text', share(withChildren), below),
      ];
    }),
  ];
}

/** The rows of `agreement.csv` of each coder with themself. Who is blind for any of that gets none of them. */
export function repeatRows(repeats: AgreementRepeats, nameOf: (coderId: string) => string): AgreementRow[] {
  if (repeats.state === 'missing') return [];
  return repeats.coders.flatMap(({ coderId, documentIds, alpha }): AgreementRow[] => {
    const of = { scope: 'coder', tag: '', n: null, coder: nameOf(coderId) } as const;
    const documents = { value: documentIds.length, low: null, high: null, reason: null };
    return [
      { measure: 'repeat_u_alpha_pooled', ...of, ...figureIn(alpha) },
      { measure: 'repeat_documents', ...of, ...documents },
    ];
  });
}

/** A text as it goes over the wire. */
export function plainText(text: MethodsText): Omit<Extract<AgreementMethods, { state: 'ready' }>, 'state'> {
  const { caption, head, rows } = text.table;
  return {
    paragraphs: [...text.paragraphs],
    blanks: text.blanks.map(({ words }) => words),
    asked: text.blanks.map(({ fact, memberIds, roundIds }) => ({
      fact,
      memberIds: [...memberIds],
      roundIds: [...roundIds],
    })),
    references: [...text.references],
    table: { caption, head: [...head], rows: rows.map((row) => [...row]) },
  };
}
