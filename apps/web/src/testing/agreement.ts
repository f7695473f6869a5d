import type {
  AgreementInterval,
  AgreementOfTag,
  AgreementReport,
  AgreementVerdict,
} from '@koersvast/contracts';
import { aMember, aProject, aRound, aTag, els, idOf, jan } from './study.ts';

/* Figures as the server tells of them. */

export type Report = Extract<AgreementReport, { state: 'ready' }>;

export function anInterval(value: number | null, more: Partial<AgreementInterval> = {}): AgreementInterval {
  return {
    value,
    reason: value === null ? 'category-not-used' : null,
    low: value === null ? null : value - 0.08,
    high: value === null ? null : Math.min(1, value + 0.06),
    noInterval: null,
    caution: null,
    ...more,
  };
}

function verdictOf({ value, low }: AgreementInterval): AgreementVerdict {
  if (value === null || low === null)
    return { word: 'cannot-tell', reason: value === null ? 'undefined' : 'no-interval' };
  return { word: low >= 0.8 ? 'reliable' : low >= 0.667 ? 'tentative' : 'unreliable', reason: null };
}

export function ofTag(value: number | null, more: Partial<AgreementOfTag> = {}): AgreementOfTag {
  const alpha = anInterval(value);
  return {
    spans: 40,
    documents: 12,
    share: 0.042,
    spansByCoder: [
      { coderId: els.id, spans: 22 },
      { coderId: jan.id, spans: 18 },
    ],
    alpha,
    f1: value === null ? { value: null, reason: 'no-spans-first' } : { value, reason: null },
    verdict: verdictOf(alpha),
    help: { kind: 'none', other: null },
    ...more,
  };
}

export function aReport(more: Partial<Report> = {}): Report {
  return {
    state: 'ready',
    selection: {
      roundId: null,
      layers: 'first-pass',
      onlyIndependent: true,
      documents: { kind: 'all' },
      tagIds: null,
      coderIds: null,
      withChildren: false,
    },
    basis: {
      coders: [els, jan].map(({ id, name }) => ({ id, name, left: false, documents: 12, spans: 40 })),
      rounds: [{ id: idOf(5, 1), number: 1 }],
      documents: 14,
      doubleCoded: 12,
      spans: 80,
      characters: 24_000,
      leftOut: { unfinished: 2, notIndependent: 1, oneCoder: 1, notRevealed: [], noFinal: 0 },
    },
    settings: { replicates: 2000, seed: 1, confidence: 0.95, engine: '1.0.0' },
    pooled: { ...anInterval(0.741), verdict: { word: 'unreliable', reason: null } },
    relevance: anInterval(0.802),
    joint: {
      u: anInterval(null, { reason: 'tags-overlap' }),
      cu: anInterval(null, { reason: 'tags-overlap' }),
      coverage: { value: null, reason: 'tags-overlap' },
      overlaps: 4,
    },
    f1: { value: 0.78, reason: null },
    tags: [
      {
        tagId: idOf(3, 1),
        parentId: null,
        own: ofTag(0.71, { help: { kind: 'which', other: idOf(3, 2) } }),
        withChildren: null,
      },
      { tagId: idOf(3, 2), parentId: null, own: ofTag(null, { spans: 0, documents: 0 }), withChildren: null },
    ],
    ...more,
  };
}

/** A codebook of 40 tags in a tree, coded by five: every verdict, and everything that would help. */
export function aLargeStudy() {
  const coders = [els, jan, ...['Fatima', 'Bram', 'Sanne'].map((name, at) => aMember(at + 3, name))];
  const subjects = [
    'druk',
    'selectieve samenwerking',
    'sancties',
    'mensenrechten',
    'energie en gas',
    'veiligheid',
  ];
  const tags = Array.from({ length: 40 }, (_, at) =>
    aTag(at + 1, {
      name:
        at < 6
          ? (subjects[at] ?? '')
          : `${subjects[at % 6]}: ${['oproep', 'afspraak', 'belofte', 'verwijt', 'maatregel', 'voorwaarde'][Math.floor(at / 7)]}`,
      parentId: at < 6 ? null : idOf(3, (at % 6) + 1),
    }),
  );
  const project = aProject('owner', {
    members: coders,
    tags,
    rounds: [aRound(), aRound({ id: idOf(5, 2), number: 2, name: 'Herhaling', blind: true })],
  });
  const helps = ['found', 'where', 'which', 'coder', 'none'] as const;
  const report = aReport({
    basis: {
      ...aReport().basis,
      coders: coders.map(({ id, name }) => ({ id, name, left: false, documents: 24, spans: 160 })),
      doubleCoded: 24,
      spans: 812,
    },
    tags: tags.map((tag, at) => {
      const value = at % 13 === 12 ? null : 0.97 - ((at * 7) % 23) / 22;
      const kind = helps[at % 5] ?? 'none';
      const own = ofTag(value, {
        spans: value === null ? 0 : 12 + ((at * 17) % 60),
        documents: value === null ? 0 : 6 + (at % 18),
        share: 0.002 + (at % 9) / 200,
        spansByCoder: coders.map(({ id }, nth) => ({ coderId: id, spans: 3 + ((at + nth * 3) % 11) })),
        help: {
          kind,
          other:
            kind === 'which'
              ? idOf(3, ((at + 5) % 40) + 1)
              : kind === 'coder'
                ? (coders[at % 5]?.id ?? null)
                : null,
        },
      });
      return { tagId: tag.id, parentId: tag.parentId, own, withChildren: at < 6 ? own : null };
    }),
  });
  return { project, report };
}
