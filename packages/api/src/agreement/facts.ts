import { verdictRules } from '@koersvast/agreement';
import type {
  AgreementFigure,
  AgreementInterval,
  AgreementMethods,
  AgreementReport,
} from '@koersvast/contracts';
import {
  type AgreementRow,
  type Figure,
  type MethodsFacts,
  type MethodsText,
  methodsRows,
} from '@koersvast/core/agreement';
import { tagPaths } from '@koersvast/core/codebook';
import type { ReadStudy } from './read-selection.ts';

export type ReadyReport = Extract<AgreementReport, { state: 'ready' }>;

const figureIn = (figure: AgreementFigure | AgreementInterval): Figure => ({
  value: figure.value,
  low: 'low' in figure ? figure.low : null,
  high: 'high' in figure ? figure.high : null,
  reason: figure.reason,
});

/** What a paper says of a report, and `agreement.csv` with it. What only people know is a blank. */
export function factsOf(study: ReadStudy, report: ReadyReport): MethodsFacts {
  const { basis, settings, selection, pooled } = report;
  const { unfinished, notIndependent, oneCoder } = basis.leftOut;
  const paths = tagPaths(study.tags.tags);
  const isBlind = study.counted.rounds.every(({ blind }) => blind);
  return {
    settings: {
      layers: selection.layers,
      confidence: settings.confidence,
      replicates: settings.replicates,
      seed: settings.seed,
      engine: `@koersvast/agreement ${settings.engine}`,
      software: 'Koersvast',
    },
    ...{ stage: null, whoCoded: null, training: null, trainingHours: null },
    coders: basis.coders.length,
    documents: basis.doubleCoded,
    studyDocuments: study.inStudy,
    spans: basis.spans,
    characters: basis.characters,
    sample: basis.doubleCoded === study.inStudy ? { kind: 'all' } : null,
    sampleInWords: null,
    // Independent ones alone saw nothing of each other.
    blind: selection.layers === 'current' ? null : isBlind && selection.onlyIndependent,
    ...{ blindTo: null, settled: null, codebook: null },
    leftOut: { unfinished, notIndependent, oneCoder },
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
export function rowsOf(study: ReadStudy, report: ReadyReport): AgreementRow[] {
  const paths = tagPaths(study.tags.tags);
  const { basis, joint } = report;
  const row = (
    measure: AgreementRow['measure'],
    figure: AgreementFigure | AgreementInterval,
    over: Partial<AgreementRow> = {},
  ): AgreementRow => ({ measure, scope: 'all', tag: '', n: basis.spans, ...figureIn(figure), ...over });
  return [
    ...methodsRows(factsOf(study, report)),
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

/** A text as it goes over the wire. */
export function plainText(text: MethodsText): Omit<Extract<AgreementMethods, { state: 'ready' }>, 'state'> {
  const { caption, head, rows } = text.table;
  return {
    paragraphs: [...text.paragraphs],
    blanks: [...text.blanks],
    references: [...text.references],
    table: { caption, head: [...head], rows: rows.map((row) => [...row]) },
  };
}
