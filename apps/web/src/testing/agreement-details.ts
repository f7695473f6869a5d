import type {
  AgreementConfusion,
  AgreementDocuments,
  AgreementDrift,
  AgreementInterval,
  AgreementMethods,
  AgreementOfTag,
  AgreementPairs,
  AgreementPassages,
  AgreementPlan,
  AgreementRepeats,
  AgreementTag,
  AgreementUnits,
} from '@koersvast/contracts';
import { type Figure, type MethodsFacts, methodsText } from '@koersvast/core/agreement';
import { untold } from '@koersvast/core/fact';
import type { Language } from '@koersvast/core/language';
import { anInterval, type Report } from './agreement.ts';
import { idOf } from './study.ts';

/* What is behind the figures, as the server tells of it. */

type Of<Answer extends { state: string }> = Extract<Answer, { state: 'ready' }>;

const spread = {
  n: 20,
  median: 0,
  medianAbsolute: 3,
  low: -12,
  lowerQuartile: -3,
  upperQuartile: 2,
  high: 9,
};

/** Of begins or ends: most alike, fewer the further apart. */
function countsAround(most: number): number[] {
  return Array.from({ length: 103 }, (_, at) => Math.max(0, most - 2 * Math.abs(at - 51)));
}

const place = { documentId: idOf(2, 1), roundId: idOf(5, 1), start: 12, end: 40, startCp: 12, endCp: 40 };

const figureIn = (figure: AgreementInterval | AgreementOfTag['f1']): Figure => ({
  low: null,
  high: null,
  ...figure,
});

/** The text for a paper, with what a server knows of it, and blanks for the rest. */
function methodsOf(report: Report, language: Language): Of<AgreementMethods> {
  const { basis, settings, pooled } = report;
  const facts: MethodsFacts = {
    settings: {
      ...settings,
      layers: 'first-pass',
      engine: '@koersvast/agreement 1.0.0',
      software: 'Koersvast',
    },
    ...untold.project,
    coders: basis.coders.map(({ id, name, documents, spans }, nth) => ({
      memberId: id,
      letter: String.fromCharCode(65 + nth),
      ...{ name, documents, spans },
      ...untold.member,
    })),
    rounds: [{ roundId: idOf(5, 1), number: 1, drawn: null, finals: 0, ...untold.round }],
    blind: 'blind',
    studyDocuments: 120,
    documents: basis.doubleCoded,
    spans: basis.spans,
    characters: basis.characters,
    leftOut: basis.leftOut,
    others: { coders: 0, documents: 0 },
    repeats: [],
    pooled: { ...figureIn(pooled), verdict: pooled.verdict.word },
    relevance: figureIn(report.relevance),
    tags: report.tags.map(({ own }, at) => ({
      name: `tag ${at + 1}`,
      names: { nl: `tag ${at + 1}`, en: `tag ${at + 1}` },
      spans: own.spans,
      documents: own.documents,
      alpha: figureIn(own.alpha),
      f1: figureIn(own.f1),
      verdict: own.verdict.word,
      archived: false,
    })),
    rules: { reliable: 0.8, tentative: 0.667, fewestSpans: 10, fewestDocuments: 6 },
  };
  const { paragraphs, blanks, references, table } = methodsText(facts, language);
  return {
    state: 'ready',
    paragraphs: [...paragraphs],
    blanks: blanks.map((blank) => blank.words),
    asked: blanks.map(({ fact, memberIds, roundIds }) => ({
      fact,
      memberIds: [...memberIds],
      roundIds: [...roundIds],
    })),
    references: [...references],
    table: { ...table, head: [...table.head], rows: table.rows.map((row) => [...row]) },
  };
}

/** What is behind the figures of a study: the same answers whatever is asked. */
export function detailsOf(report: Report) {
  const { tags, basis } = report;
  const ids = tags.map(({ tagId }) => tagId);
  const coders = basis.coders.map(({ id }) => id);
  const [first = '', second = ''] = ids;
  const [one = '', other = ''] = coders;
  const side = (tagId: string, start: number, quote: string) => ({
    tagId,
    start,
    end: start + quote.length,
    startCp: start,
    endCp: start + quote.length,
    quote,
    cut: false,
  });
  const tag: Of<AgreementTag> = {
    state: 'ready',
    tagId: first,
    alpha: anInterval(0.71),
    found: {
      sides: 60,
      same: 40,
      other: 8,
      alone: 12,
      f1: { value: 0.74, reason: null },
      foundF1: { value: 0.83, reason: null },
    },
    where: {
      pairs: 20,
      same: 11,
      start: spread,
      end: spread,
      iou: { ...spread, median: 0.91, medianAbsolute: 0.91 },
      startCounts: countsAround(20),
      endCounts: countsAround(14),
      tolerance: Array.from({ length: 51 }, (_, by) => ({
        value: 0.55 + 0.2 * (1 - Math.exp(-by / 8)),
        reason: null,
      })),
      coders: [],
    },
    which: { cu: { value: 0.62, reason: null }, coverage: { value: 0.64, reason: null } },
    help: { kind: 'which', other: second },
    gains: {
      all: 0.29,
      found: 0.12,
      where: 0.07,
      which: 0.1,
      tags: [{ tagId: second, gain: 0.08 }],
      coders: [{ coder: other, gain: 0.11 }],
    },
    total: 2,
    differences: [
      {
        ...place,
        title: 'Nederland koersvast richting Rusland',
        kind: 'which',
        otherTagId: second,
        alone: other,
        gain: 0.041,
        marked: coders.map((coder) => ({ coder, spans: [] })),
        unmarked: [],
        quote: 'een combinatie van druk en selectieve samenwerking',
        cut: false,
      },
      {
        ...place,
        title: 'Graan',
        start: 90,
        end: 120,
        kind: 'found',
        otherTagId: null,
        alone: null,
        gain: 0.022,
        marked: [{ coder: one, spans: [] }],
        unmarked: [other],
        quote: 'Nederland ziet daarom geen reden om de huidige houding ingrijpend te wijzigen',
        cut: true,
      },
    ],
  };
  const pairs: Of<AgreementPairs> = {
    state: 'ready',
    coders,
    pairs: coders.flatMap((from, at) =>
      coders.slice(at + 1).map((to, nth) => ({
        first: from,
        second: to,
        documents: 12,
        spans: { first: 40 + at, second: 38 + nth },
        pooled: anInterval(0.82 - at * 0.07 - nth * 0.04),
        relevance: anInterval(0.9 - at * 0.05),
        f1: { value: 0.8 - nth * 0.05, reason: null },
        foundF1: { value: 0.9 - nth * 0.05, reason: null },
        strictF1: { value: 0.5, reason: null },
      })),
    ),
  };
  const confusion: Of<AgreementConfusion> = {
    state: 'ready',
    tagIds: ids,
    cells: ids.flatMap((row, at) => [
      { row, column: row, count: 40 - (at % 30) },
      { row, column: null, count: 1 + (at % 6) },
      { row: null, column: row, count: 1 + (at % 5) },
      ...(ids[at + 1] === undefined ? [] : [{ row, column: ids[at + 1] ?? null, count: 2 + ((at * 5) % 9) }]),
    ]),
    neither: null,
  };
  const units: Of<AgreementUnits> = {
    state: 'ready',
    units: 412,
    tags: tags.map(({ tagId, own }) => ({
      tagId,
      share: 0.06,
      alpha: own.alpha,
      percent: { value: 0.94, reason: null },
    })),
  };
  const documents: Of<AgreementDocuments> = {
    state: 'ready',
    total: 3,
    documents: ['Nederland koersvast richting Rusland', 'Verslag van de Raad', 'Graan'].map((title, at) => ({
      documentId: idOf(2, at + 1),
      title,
      roundIds: [idOf(5, 1)],
      coders,
      spans: 40,
      characters: 8000,
      pooled: at === 2 ? { value: null, reason: 'nothing-marked' } : { value: 0.4 + at / 4, reason: null },
      relevance: at === 2 ? { value: null, reason: 'nothing-marked' } : { value: 0.6 + at / 8, reason: null },
      f1: at === 2 ? { value: null, reason: 'no-spans-first' } : { value: 0.7, reason: null },
    })),
  };
  const passages: Of<AgreementPassages> = {
    state: 'ready',
    total: 2,
    passages: [
      {
        documentId: idOf(2, 1),
        title: 'Nederland koersvast richting Rusland',
        roundId: idOf(5, 1),
        first: one,
        second: other,
        ofFirst: side(first, 12, 'een combinatie van druk en selectieve samenwerking'),
        ofSecond: side(second, 30, 'selectieve samenwerking'),
      },
      {
        documentId: idOf(2, 2),
        title: 'Verslag van de Raad',
        roundId: idOf(5, 1),
        first: one,
        second: other,
        ofFirst: null,
        ofSecond: side(first, 90, 'dringt aan op een gesprek'),
      },
    ],
  };
  const drift: Of<AgreementDrift> = {
    state: 'ready',
    coders: coders.map((coderId, nth) => ({
      coderId,
      documentIds: Array.from({ length: 12 }, (_, at) => idOf(2, at + 1)),
      window: 5,
      points: Array.from({ length: 8 }, (_, at) => ({
        first: at,
        last: at + 4,
        value: { value: 0.8 - (nth === 1 ? at * 0.06 : 0), reason: null },
        others: { value: 0.78, reason: null },
        outside: nth === 1 && at > 5 ? 'below' : null,
      })),
      value: { value: 0.7, reason: null },
      low: 0.55,
      high: 0.93,
      trend:
        nth === 1
          ? {
              ...{ documents: 12, per: 12, change: -0.21, low: -0.3, high: -0.12 },
              ...{ p: 0.01, course: 'apart', isOwn: true },
            }
          : {
              ...{ documents: 12, per: 12, change: 0.01, low: -0.02, high: 0.03 },
              ...{ p: 0.4, course: 'steady', isOwn: true },
            },
      drifts: nth === 1,
      replicates: 1000,
      seed: 1,
    })),
  };
  const repeats: Of<AgreementRepeats> = {
    state: 'ready',
    coders: coders.map((coderId, nth) => ({
      coderId,
      documentIds: Array.from({ length: nth === 1 ? 1 : 12 }, (_, at) => idOf(2, at + 1)),
      alpha:
        nth === 1
          ? {
              ...{ value: null, reason: 'nothing-marked' as const, low: null, high: null },
              ...{ noInterval: 'nothing-marked' as const, caution: null },
            }
          : { value: 0.88, reason: null, low: 0.79, high: 0.93, noInterval: null, caution: null },
    })),
    notRevealed: [3],
  };
  const plan: Of<AgreementPlan> = {
    state: 'ready',
    plan: {
      value: 0.74,
      documents: 12,
      points: [12, 24, 48, 96, 192].map((documents) => {
        const by = 0.4 / Math.sqrt(documents / 3);
        const banded = (value: number) => ({ value, from: value - 0.04, to: value + 0.04 });
        return { documents, low: banded(0.74 - by / 2), high: banded(0.74 + by / 2), width: banded(by) };
      }),
      needed: { target: 0.667, documents: 31, from: 24, to: 44 },
    },
    noPlan: null,
    formula: {
      share: 0.25,
      coders: 2,
      units: [
        { alpha: 0.667, units: 81 },
        { alpha: 0.8, units: 139 },
      ],
    },
  };
  return {
    'agreement.drift': () => drift,
    'agreement.methods': ({ language }: { readonly language: Language }) => methodsOf(report, language),
    'agreement.plan': () => plan,
    'agreement.repeats': () => repeats,
    'agreement.tag': () => tag,
    'agreement.pairs': () => pairs,
    'agreement.confusion': () => confusion,
    'agreement.units': () => units,
    'agreement.documents': () => documents,
    'agreement.passages': () => passages,
  };
}
