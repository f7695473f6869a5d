import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../testing/study.ts';
import { buildCoded, published } from './testing/coded.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

type Report = Awaited<ReturnType<Awaited<ReturnType<typeof buildCoded>>['overview']>>;
function ready(report: Report) {
  if (report.state !== 'ready') throw new Error(`nothing is ready: ${JSON.stringify(report)}`);
  return report;
}

describe('Krippendorff 2019, Fig. 12.11, typed in as a project', () => {
  let coded: Awaited<ReturnType<typeof buildCoded>>;
  beforeAll(async () => {
    coded = await buildCoded(api, { lengths: [60], coders: 3, tags: 7 });
    const [document] = coded.documents;
    if (!document) throw new Error('no document');
    for (const member of coded.members) await coded.assign(member, document);
    await coded.code(document, published);
    await coded.done(document);
  });

  test('nobody who codes it gets a figure before the reveal, and of first passes nobody does', async () => {
    const { round } = coded;
    const missing = { kind: 'round_not_revealed', roundId: round.id, number: round.number };
    const [coder] = coded.members;
    expect(await coded.overview({ roundId: round.id }, coder)).toEqual({
      state: 'missing',
      missing: [missing],
    });
    expect(await coded.overview({ roundId: round.id })).toEqual({ state: 'missing', missing: [missing] });
    // Over all rounds whoever codes nothing sees what there is, which is nothing yet.
    const report = ready(await coded.overview());
    expect(report.basis).toMatchObject({
      doubleCoded: 0,
      leftOut: { notRevealed: [round.number], unfinished: 0 },
    });
    expect(report.pooled).toMatchObject({ value: null, reason: 'nothing-pairable', low: null, high: null });
    expect(ready(await coded.overview({ layers: 'current' })).joint.u.value).toBeCloseTo(0.5099819, 6);
  });

  test('gives the published values', async () => {
    await coded.reveal();
    const report = ready(await coded.overview({ roundId: coded.round.id }));
    expect(report.joint.u.value).toBeCloseTo(0.5099819077921268, 12);
    expect(report.relevance.value).toBeCloseTo(0.41359923044895264, 12);
    expect(report.joint.cu.value).toBeCloseTo(0.7241689650166933, 12);
    expect(report.joint.coverage.value).toBeCloseTo(0.46111111111111114, 12);
    expect(report.joint.overlaps).toBe(0);
    expect(report.pooled.value).toBeCloseTo(0.544, 3);
    expect(report.pooled).toMatchObject({
      low: null,
      noInterval: 'too-few-documents',
      caution: 'few-documents',
    });
    expect(report.pooled.verdict).toEqual({ word: 'cannot-tell', reason: 'few-documents' });
    expect(report.basis).toMatchObject({ documents: 1, doubleCoded: 1, spans: 16, characters: 60 });
    expect(report.basis.coders.map(({ spans }) => spans)).toEqual([6, 4, 6]);
    expect(report.tags.map(({ own }) => own.spans)).toEqual([3, 1, 1, 1, 3, 6, 1]);
    expect(report.tags[0]?.own).toMatchObject({
      alpha: { value: 1 },
      f1: { value: 1 },
      documents: 1,
      share: 21 / 180,
    });
    const [coder] = coded.members;
    expect(await coded.overview({ roundId: coded.round.id }, coder)).toEqual(report);
  });
});
