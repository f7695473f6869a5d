import { randomUUIDv7 } from 'node:crypto';
import {
  isRefusal,
  pooledTagAlpha,
  readDocument,
  tagsOf,
  tallyGroup,
  tallyTags,
  uAlpha,
} from '@koersvast/agreement';
import { languages } from '@koersvast/core/language';
import { numbersNotIn } from '@koersvast/core/testing/methods-numbers';
import { publishedFigures } from '@koersvast/core/testing/published';
import { languagesHere, runScript } from '@koersvast/core/testing/run-script';
import { buildPerson, buildTag } from '@koersvast/db/testing';
import { readCsv } from '@koersvast/formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, openTestApi, type TestApi } from '../testing/study.ts';
import { workHere } from '../work/work.ts';
import { openAgreement, selectionFrom } from './download.ts';
import { buildCoded, published, type Span } from './testing/coded.ts';

const scripts = languagesHere();
const none = scripts.map(() => expect.closeTo(0, 9));

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

type Coded = Awaited<ReturnType<typeof buildCoded>>;
type Report = Awaited<ReturnType<Coded['overview']>>;
function ready(report: Report) {
  if (report.state !== 'ready') throw new Error(`nothing is ready: ${JSON.stringify(report)}`);
  return report;
}

/** A file of what is selected. */
async function textIn(
  project: { id: string },
  file: 'agreement' | 'agreement_spans',
  personId: string,
  query: Parameters<typeof selectionFrom>[2],
) {
  const given = { projectId: project.id, personId };
  const selection = await selectionFrom(api.db, given, query);
  const download = await openAgreement(
    { db: api.db, work: workHere, signal: undefined },
    { ...given, file, preset: 'data', selection },
  );
  let text = '';
  for await (const chunk of download.chunks) text += chunk.toString('utf8');
  return text;
}

/** The same, row by row. */
async function fileIn(...asked: Parameters<typeof textIn>) {
  const text = await textIn(...asked);
  const [header = [], ...rows] = readCsv(text).map(({ fields }) => fields);
  return rows.map((fields) => Object.fromEntries(header.map((name, at) => [name, fields[at] ?? ''])));
}

/** The headline as each script recomputes it from the file of spans, beside that of `agreement.csv`. */
async function recomputed({ project, round }: Coded, more: { layers?: 'final' } = {}) {
  const query = { round: round.number, ...more };
  const rows = await fileIn(project, 'agreement', project.owner.personId, query);
  const spans = await textIn(project, 'agreement_spans', project.owner.personId, query);
  const value = Number(rows.find(({ measure }) => measure === 'u_alpha_pooled')?.value);
  return scripts.map((language) => Number(runScript(language, spans)) - value);
}

/** What the methods text of a selection says that its file does not, in both languages. */
async function saidAlone({ owner, project, round }: Coded, selection: { layers?: 'current' | 'final' } = {}) {
  const rows = await fileIn(project, 'agreement', project.owner.personId, {
    round: round.number,
    ...selection,
  });
  expect(rows.length).toBeGreaterThan(10);
  const missing: string[] = [];
  for (const language of languages) {
    const asked = { projectId: project.id, selection: { roundId: round.id, ...selection }, language };
    const methods = await owner.agreement.methods(asked);
    if (methods.state !== 'ready') throw new Error('not ready');
    const { paragraphs, table } = methods;
    const text = [...paragraphs, ...table.rows.map((row) => row.join(' | '))].join('\n');
    expect(text).toMatch(/\d[.,]\d|[.,]\d\d/);
    missing.push(
      ...numbersNotIn(
        rows,
        text,
        language,
        table.rows.flatMap(([name]) => name ?? []),
      ),
    );
  }
  return missing;
}

describe('Krippendorff 2019, Fig. 12.11, typed in as a project', () => {
  let coded: Coded;
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
    // The text of it says so, and the file.
    for (const language of languages) {
      const asked = { projectId: coded.project.id, selection: {}, language };
      const methods = await coded.owner.agreement.methods(asked);
      if (methods.state !== 'ready') throw new Error('not ready');
      const number = round.number.toLocaleString(language);
      expect(methods.paragraphs.join(' ')).toMatch(
        new RegExp(`all of round ${number}, not revealed|alles van ronde ${number}, nog niet`),
      );
    }
    const rows = await fileIn(coded.project, 'agreement', coded.project.owner.personId, {});
    expect(rows.find(({ measure }) => measure === 'left_out_round')?.value).toBe(String(round.number));
    expect(ready(await coded.overview({ layers: 'current' })).joint.u.value).toBeCloseTo(0.5099819, 6);
  });

  test('gives the published values', async () => {
    await coded.reveal();
    const report = ready(await coded.overview({ roundId: coded.round.id }));
    expect(report.joint.u.value).toBeCloseTo(publishedFigures.krippendorff.u, 12);
    expect(report.relevance.value).toBeCloseTo(publishedFigures.krippendorff.relevance, 12);
    expect(report.joint.cu.value).toBeCloseTo(publishedFigures.krippendorff.cu, 12);
    expect(report.joint.coverage.value).toBeCloseTo(publishedFigures.krippendorff.coverage, 12);
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

  const ask = () => {
    const { as, members, project, round } = coded;
    const [alex] = members;
    if (!alex) throw new Error('no coder');
    return {
      of: as(alex).agreement,
      given: { projectId: project.id, selection: { roundId: round.id } },
      ids: members.map(({ id }) => id),
    };
  };

  test('takes a tag apart, with the places at which coders differ in the offsets of the screen', async () => {
    const { of, given, ids } = ask();
    const tag = await of.tag({ ...given, tagId: coded.tagIds[4] ?? '' });
    if (tag.state !== 'ready') throw new Error('not ready');
    // Value 5: [30, 32) by the first coder alone, [13, 21) by the other two.
    expect(tag.found).toMatchObject({ sides: 6, same: 2, alone: 4, f1: { value: 1 / 3 } });
    expect(tag.differences.map(({ startCp, endCp, kind, alone }) => [startCp, endCp, kind, alone])).toEqual([
      [13, 21, 'found', ids[0]],
      [30, 32, 'found', ids[0]],
    ]);
    // The text begins with a character of two code units.
    expect(tag.differences[0]).toMatchObject({
      start: 14,
      end: 22,
      quote: 'x'.repeat(8),
      cut: false,
      unmarked: [ids[0]],
    });
    const gains = tag.differences.reduce((sum, { gain }) => sum + (gain ?? 0), 0);
    expect(gains).toBeCloseTo(1 - (tag.alpha.value ?? 0), 12);
    expect(tag.gains.found).toBeCloseTo(gains, 12);
  });

  test('compares each two coders, and says which tags stand against which', async () => {
    const { of, given, ids } = ask();
    const pairs = await of.pairs(given);
    if (pairs.state !== 'ready') throw new Error('not ready');
    expect(pairs.coders).toEqual(ids);
    expect(pairs.pairs.map(({ first, second, spans }) => [first, second, spans])).toEqual([
      [ids[0], ids[1], { first: 6, second: 4 }],
      [ids[0], ids[2], { first: 6, second: 6 }],
      [ids[1], ids[2], { first: 4, second: 6 }],
    ]);
    expect(pairs.pairs[2]?.strictF1.value).toBeCloseTo((2 * 2) / 10, 12);
    const [, two, three] = coded.tagIds;
    const pair = { first: ids[0] ?? '', second: ids[1] ?? '' };
    const confusion = await of.confusion({ ...given, unit: 'span', pair });
    if (confusion.state !== 'ready') throw new Error('not ready');
    expect(confusion.cells).toContainEqual({ row: two, column: three, count: 1 });
    const characters = await of.confusion({ ...given, unit: 'character', pair });
    if (characters.state !== 'ready') throw new Error('not ready');
    expect(characters.cells.reduce((sum, { count }) => sum + count, characters.neither ?? 0)).toBe(60);
    const all = await of.confusion({ ...given, unit: 'span' });
    if (all.state !== 'ready') throw new Error('not ready');
    // Each span once for each other coder.
    expect(all.cells.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(16);
    for (const { row, column, count } of all.cells)
      expect(all.cells).toContainEqual({ row: column, column: row, count });
  });

  test('as many passages stand behind a bar as it counts, and behind every cell, point and row some', async () => {
    const { of, given } = ask();
    const tagId = coded.tagIds[0] ?? '';
    const one = await of.tag({ ...given, tagId });
    if (one.state !== 'ready') throw new Error('not ready');
    const totalOf = async (which: object) => {
      const answer = await of.passages({ ...given, ...which, most: 1 });
      if (answer.state !== 'ready') throw new Error('not ready');
      return answer.total;
    };
    for (const [side, counts] of [
      ['start', one.where.startCounts],
      ['end', one.where.endCounts],
    ] as const)
      for (const [at, count] of counts.entries())
        if (count > 0) expect(await totalOf({ tagId, boundary: { side, by: at - 51 } })).toBe(count);
    const beyond = await Promise.all([0, 10, 50].map((by) => totalOf({ tagId, beyond: by })));
    expect(beyond[0]).toBe(await totalOf({ tagId, onlyDifferences: true }));
    expect(beyond).toEqual(beyond.toSorted((a, b) => b - a));
    for (const unit of ['span', 'character'] as const) {
      const confusion = await of.confusion({ ...given, unit });
      if (confusion.state !== 'ready') throw new Error('not ready');
      for (const { row, column } of confusion.cells.slice(0, 20))
        expect(await totalOf({ cell: { row, column, unit } }), `${unit} ${row} ${column}`).toBeGreaterThan(0);
    }
    for (const kind of ['sentence', 'paragraph'] as const) {
      const found = await of.passages({ ...given, tagId, unit: { kind } });
      if (found.state !== 'ready') throw new Error('not ready');
      expect(found.total).toBeGreaterThan(0);
      const { ofFirst, ofSecond } = found.passages[0] ?? {};
      expect((ofFirst ?? ofSecond)?.quote.length).toBeGreaterThan(0);
    }
    await expect(of.passages({ ...given, boundary: { side: 'start', by: 0 } })).rejects.toThrow();
  });

  test('leads from a cell to the passages behind it', async () => {
    const { of, given, ids } = ask();
    const [, two, three] = coded.tagIds;
    const pair = { first: ids[0] ?? '', second: ids[1] ?? '' };
    const cell = { row: two ?? '', column: three ?? '' };
    const passages = await of.passages({ ...given, pair, cell });
    if (passages.state !== 'ready') throw new Error('not ready');
    expect(passages).toMatchObject({
      total: 1,
      passages: [
        {
          first: ids[0],
          second: ids[1],
          ofFirst: { tagId: two, startCp: 7, endCp: 13, start: 8, end: 14 },
          ofSecond: { tagId: three },
        },
      ],
    });
    const missed = await of.passages({ ...given, pair, cell: { row: coded.tagIds[6] ?? '', column: null } });
    expect(missed).toMatchObject({ total: 1, passages: [{ ofSecond: null }] });
    const one = await of.passages({
      ...given,
      tagId: coded.tagIds[4] ?? '',
      onlyDifferences: true,
      most: 1,
      from: 1,
    });
    expect(one).toMatchObject({ total: 4, passages: [{}] });
  });

  test('looks at sentences, paragraphs and documents', async () => {
    const { of, given } = ask();
    const units = await of.units({ ...given, unit: 'sentence' });
    if (units.state !== 'ready') throw new Error('not ready');
    expect(units).toMatchObject({ units: 1 });
    // One sentence, in which all three have value 1: all values are yes.
    expect(units.tags[0]).toMatchObject({
      share: 1,
      alpha: { value: null, reason: 'no-variation' },
      percent: { value: 1 },
    });
    expect(await of.units({ ...given, unit: 'paragraph', rule: 'majority' })).toMatchObject({
      state: 'ready',
      units: 1,
    });
    const documents = await of.documents(given);
    if (documents.state !== 'ready') throw new Error('not ready');
    expect(documents).toMatchObject({ total: 1, documents: [{ spans: 16, characters: 60 }] });
    expect(documents.documents[0]?.relevance.value).toBeCloseTo(0.41359923, 8);
  });

  test('a tag of another project is not there', async () => {
    const { of, given } = ask();
    expect(await codeOf(of.tag({ ...given, tagId: randomUUIDv7() }))).toBe('not_found');
    const selection = { ...given.selection, tagIds: [randomUUIDv7()] };
    expect(await codeOf(of.overview({ ...given, selection }))).toBe('not_found');
    expect(await codeOf(of.overview({ ...given, selection: { roundId: randomUUIDv7() } }))).toBe('not_found');
    const documents = { kind: 'set', setId: randomUUIDv7() } as const;
    expect(await codeOf(of.overview({ ...given, selection: { documents } }))).toBe('not_found');
  });

  const fileOf = (file: 'agreement' | 'agreement_spans', personId: string, query = {}) =>
    fileIn(coded.project, file, personId, { round: coded.round.number, ...query });

  test('the published values stand in the file, and its spans give them again', async () => {
    const { personId } = coded.project.owner;
    const rows = await fileOf('agreement', personId);
    const figureOf = (measure: string, scope = 'all') =>
      Number(rows.find((row) => row.measure === measure && row.scope === scope)?.value);
    expect(figureOf('u_alpha_joint')).toBeCloseTo(publishedFigures.krippendorff.u, 12);
    expect(figureOf('bar_u_alpha')).toBeCloseTo(publishedFigures.krippendorff.relevance, 12);
    expect(figureOf('cu_alpha')).toBeCloseTo(publishedFigures.krippendorff.cu, 12);
    expect(rows.every(({ value, reason }) => (value === '') === (reason !== ''))).toBe(true);
    const spans = await fileOf('agreement_spans', personId);
    expect(spans).toHaveLength(16);
    const names = new Map(spans.map(({ coder = '' }) => [coder, [] as typeof spans]));
    for (const span of spans) names.get(span.coder ?? '')?.push(span);
    const again = readDocument({
      length: Number(spans[0]?.length),
      layers: [...names].map(([coder, own]) => ({
        coder,
        annotations: own.map(({ tag = '', start, end }) => ({ tag, start: Number(start), end: Number(end) })),
      })),
    });
    const tags = tagsOf([again]);
    expect(pooledTagAlpha(tallyTags(again, tags)).value).toBeCloseTo(figureOf('u_alpha_pooled'), 12);
    const group = tallyGroup(again, tags);
    if (isRefusal(group)) throw new Error('refused');
    expect(uAlpha(group).value).toBeCloseTo(figureOf('u_alpha_joint'), 12);
    expect(await recomputed(coded)).toEqual(none);
  });

  test('a part is chosen by name, and whoever is no member is told nothing', async () => {
    const [, two = ''] = coded.tagIds;
    expect(await fileOf('agreement_spans', coded.project.owner.personId, { tags: [two] })).toEqual([
      expect.objectContaining({ tag: 'tag 1', start: '7', end: '13' }),
      // Those who finished and used none of these tags are there too.
      ...[1, 2].map(() => expect.objectContaining({ tag: '', start: '' })),
    ]);
    const asked = JSON.stringify({ roundId: coded.round.id, layers: 'current' });
    expect(await fileOf('agreement', coded.project.owner.personId, { selection: asked })).not.toEqual([]);
    await expect(fileOf('agreement', coded.project.owner.personId, { selection: '{' })).rejects.toThrow(
      'input_not_valid',
    );
    await expect(fileOf('agreement', coded.project.owner.personId, { round: 99 })).rejects.toThrow(
      'not_found',
    );
    const stranger = await buildPerson(api.db);
    await expect(fileOf('agreement', stranger.id)).rejects.toThrow('not_found');
  });

  test('the methods text has every figure, each of which stands in the file, and blanks for what only people know', async () => {
    const { of, given } = ask();
    for (const language of languages) {
      const methods = await of.methods({ ...given, language });
      if (methods.state !== 'ready') throw new Error('not ready');
      expect(methods.paragraphs.join(' ')).toMatch(/[0.,]54/);
      expect(methods.blanks.length).toBeGreaterThan(0);
      expect(methods.table.rows).toHaveLength(7);
    }
    expect(await saidAlone(coded)).toEqual([]);
    expect(await saidAlone(coded, { layers: 'current' })).toEqual([]);
  });
});

/*
 * Hayes and Krippendorff 2007, p. 84: five observers, forty units, values 0 to 3, some of them missing. A unit is a
 * sentence, which whoever gave it a value marks as a whole with the tag of that value. Units that the same observers
 * have seen are a document, for whoever has no value has not finished it. Sentences are equally long and touch each
 * other, so that u-alpha, which draws characters of different units, is what nominal alpha of the units is.
 */
describe('Hayes and Krippendorff 2007, typed in as a project', () => {
  const values = [
    '112.001122.01311211000201001111223222221',
    '1130000.21102311121000302102111122222221',
    '203000222100221123001.30.1012202.2232.21',
    '.13....0.10022...31.103021122..122...12.',
    '2..0001.2....3112..0.0..2.0..20.2.2222.1',
  ].map((row) => row.split('').map((value) => (value === '.' ? null : Number(value))));
  const sentence = '😀甲。';
  const size = Array.from(sentence).length;
  const units = Array.from({ length: 40 }, (_, at) => values.map((row) => row[at] ?? null));
  const seenBy = (unit: readonly (number | null)[]) => unit.map((value) => value !== null).join();
  const together = [...Map.groupBy(units, seenBy).values()];
  let coded: Coded;
  beforeAll(async () => {
    const texts = together.map((some) => sentence.repeat(some.length));
    coded = await buildCoded(api, { texts, coders: 5, tags: 4 });
    for (const [at, some] of together.entries()) {
      const document = coded.documents[at];
      if (!document) throw new Error('no document');
      const who = coded.members.filter((_, coder) => some[0]?.[coder] != null);
      for (const member of who) await coded.assign(member, document);
      const spans = some.flatMap((unit, nth) =>
        unit.flatMap((value, coder): Span[] =>
          value === null ? [] : [[coder, nth * size, (nth + 1) * size, value]],
        ),
      );
      await coded.code(document, spans);
      await coded.done(document, who);
    }
    await coded.reveal();
  });

  test('the published nominal alpha is in the report and in the file', async () => {
    const report = ready(await coded.overview({ roundId: coded.round.id }));
    expect(report.basis).toMatchObject({
      doubleCoded: 7,
      spans: 159,
      leftOut: { unfinished: 0, oneCoder: 0 },
    });
    expect(report.joint.u.value).toBeCloseTo(0.4765, 4);
    expect(report.joint.u.value).toBeCloseTo(publishedFigures.hayes.u, 12);
    // All of the text is marked by all, so that what is marked agrees in nothing but the tag.
    expect(report.joint.cu.value).toBeCloseTo(publishedFigures.hayes.u, 12);
    expect(report.joint.coverage.value).toBe(1);
    expect(report.relevance).toMatchObject({ value: null, reason: 'everything-marked' });
    const query = { round: coded.round.number };
    const rows = await fileIn(coded.project, 'agreement', coded.project.owner.personId, query);
    const row = rows.find(({ measure }) => measure === 'u_alpha_joint');
    expect(Number(row?.value)).toBeCloseTo(publishedFigures.hayes.u, 12);
    expect(row).toMatchObject({ scope: 'all', n: '159' });
    const undefinedOne = rows.find(({ measure }) => measure === 'bar_u_alpha');
    expect(undefinedOne).toMatchObject({ value: '', low: '', high: '', reason: 'everything-marked' });
    const spans = await fileIn(coded.project, 'agreement_spans', coded.project.owner.personId, query);
    expect(spans).toHaveLength(159);
    expect(await recomputed(coded)).toEqual(none);
  });

  test('sentence by sentence it is the sum of its values, each against all others', async () => {
    const given = { projectId: coded.project.id, selection: { roundId: coded.round.id } };
    const found = await coded.owner.agreement.units({ ...given, unit: 'sentence' });
    if (found.state !== 'ready') throw new Error('not ready');
    expect(found.units).toBe(40);
    let [observed, expected] = [0, 0];
    for (const { share, alpha } of found.tags) {
      const all = (2 * share * (1 - share) * 159) / 158;
      expected += all;
      observed += all * (1 - (alpha.value ?? Number.NaN));
    }
    expect(1 - observed / expected).toBeCloseTo(publishedFigures.hayes.u, 12);
  });

  test('each number of the methods text stands in the file', async () => {
    expect(await saidAlone(coded)).toEqual([]);
  });
});

/*
 * Two letters that Anna and Bert finished, each with a passage of their own, of which the first has a final version:
 * Anna's. Nobody settled anything of the second.
 */
describe('each coder beside the final version', () => {
  let coded: Coded;
  beforeAll(async () => {
    coded = await buildCoded(api, { lengths: [40, 40], coders: 2, tags: 2 });
    const { documents, members, assign, code, done, owner, project, round } = coded;
    const [anna] = members;
    const [first] = documents;
    if (!anna || !first) throw new Error('not built');
    for (const document of documents) {
      for (const member of members) await assign(member, document);
      await code(document, [
        [0, 5, 15, 0],
        [1, 5, 15, 0],
        [1, 20, 30, 1],
      ]);
      await done(document);
    }
    await coded.reveal();
    const place = { projectId: project.id, documentId: first.id, roundId: round.id };
    const rule = { kind: 'one_coder', memberId: anna.id } as const;
    await owner.adjudication.start({ opId: randomUUIDv7(), ...place, rule });
  });
  const final = () => coded.overview({ roundId: coded.round.id, layers: 'final' });
  const finish = async () => {
    const { owner, project, round, documents } = coded;
    const place = { projectId: project.id, documentId: documents[0]?.id ?? '' };
    const { layers } = await owner.annotation.list(place);
    const layer = layers.find(({ kind }) => kind === 'final');
    const { id: layerId = '', version = 0 } = layer ?? {};
    const rest = { roundId: round.id, layerId, version, finished: true };
    await owner.adjudication.setFinished({ opId: randomUUIDv7(), ...place, ...rest });
  };

  test('counts no final version that is not finished, and says of how many documents there is none', async () => {
    const before = ready(await final());
    expect(before.basis).toMatchObject({ doubleCoded: 0, spans: 0, leftOut: { noFinal: 2 } });
    expect(before.pooled).toMatchObject({ value: null, reason: 'nothing-pairable' });
    await finish();
    const after = ready(await final());
    expect(after.basis).toMatchObject({ documents: 1, doubleCoded: 1, spans: 3, characters: 40 });
    expect(after.basis.leftOut).toMatchObject({ noFinal: 1, oneCoder: 0, unfinished: 0 });
    expect(after.basis.coders.map(({ id, spans }) => [id, spans])).toEqual(
      coded.members.map(({ id }, at) => [id, 1 + at]),
    );
  });

  test('compares each coder with it, and no two coders with each other', async () => {
    const given = {
      projectId: coded.project.id,
      selection: { roundId: coded.round.id, layers: 'final' },
    } as const;
    const pairs = await coded.owner.agreement.pairs(given);
    if (pairs.state !== 'ready') throw new Error('not ready');
    const [anna, bert] = coded.members.map(({ id }) => id);
    expect(pairs.pairs.map(({ first, second }) => [first, second].toSorted())).toEqual([
      [anna, 'final'].toSorted(),
      [bert, 'final'].toSorted(),
    ]);
    expect(pairs.pairs.map(({ strictF1 }) => strictF1.value)).toEqual([1, 2 / 3]);
    // The same letter, the coders beside each other.
    const current = await coded.owner.agreement.pairs({
      ...given,
      selection: { roundId: coded.round.id, layers: 'current' },
    });
    expect(current).toMatchObject({ pairs: [{ first: anna, second: bert, strictF1: { value: 4 / 6 } }] });
  });

  test('goes out as what it is: each of them in a document of their own beside the final version', async () => {
    const query = { round: coded.round.number, layers: 'final' } as const;
    const personId = coded.project.owner.personId;
    const spans = await fileIn(coded.project, 'agreement_spans', personId, query);
    const documents = Map.groupBy(spans, ({ document = '' }) => document);
    expect(documents.size).toBe(2);
    for (const some of documents.values()) {
      expect(new Set(some.map(({ coder }) => coder)).size).toBe(2);
      expect(some.filter(({ coder }) => coder === 'final')).toMatchObject([{ start: '5', end: '15' }]);
    }
    const rows = await fileIn(coded.project, 'agreement', personId, query);
    expect(rows[0]?.settings).toContain('layers final');
    expect(rows.find(({ measure }) => measure === 'left_out_no_final')?.value).toBe('1');
    expect(await saidAlone(coded, { layers: 'final' })).toEqual([]);
    expect(await recomputed(coded, { layers: 'final' })).toEqual(none);
  });

  test('a tag that was put away is measured where it was used, and nowhere else', async () => {
    const { owner, project, tagIds } = coded;
    const [, second = ''] = tagIds;
    const unused = await buildTag(api.db, project);
    const tags = await owner.tag.list({ projectId: project.id });
    for (const { id: tagId, version } of tags.filter(({ id }) => id === second || id === unused.id)) {
      const edit = { opId: randomUUIDv7(), projectId: project.id, tagId, version };
      await owner.tag.edit({ ...edit, change: { archived: true } });
    }
    const report = ready(await coded.overview({ roundId: coded.round.id }));
    expect(report.tags.map(({ tagId, own }) => [tagId, own.spans])).toEqual([
      [tagIds[0], 4],
      [second, 2],
    ]);
    const given = { projectId: project.id, selection: { roundId: coded.round.id } };
    const units = await owner.agreement.units({ ...given, unit: 'sentence' });
    if (units.state !== 'ready') throw new Error('not ready');
    expect(units.tags.map(({ tagId }) => tagId)).toEqual(tagIds);
    const rows = await fileIn(project, 'agreement', project.owner.personId, { round: coded.round.number });
    expect(new Set(rows.flatMap(({ tag }) => tag || []))).toEqual(new Set(['tag 0', 'tag 1']));
    for (const { tag, archived } of rows) expect(archived).toBe(tag === 'tag 1' ? 'yes' : '');
    const methods = await owner.agreement.methods({ ...given, language: 'en' });
    if (methods.state !== 'ready') throw new Error('not ready');
    expect(methods.table.rows.map(([name]) => name)).toEqual(['tag 0', 'tag 1 (archived)']);
  });

  test('a tag with those below it has rows of its own in the file, as on the screen', async () => {
    const { owner, project, tagIds } = coded;
    const [top = '', second = ''] = tagIds;
    const tags = await owner.tag.list({ projectId: project.id });
    const version = tags.find(({ id }) => id === second)?.version ?? 0;
    const edit = { opId: randomUUIDv7(), projectId: project.id, tagId: second, version };
    await owner.tag.edit({ ...edit, change: { parentId: top } });
    const report = ready(await coded.overview({ roundId: coded.round.id }));
    const tree = report.tags[0]?.withChildren;
    if (!tree) throw new Error('no tree');
    const rows = await fileIn(project, 'agreement', project.owner.personId, { round: coded.round.number });
    const below = rows.filter(({ scope }) => scope === 'tag_with_children');
    expect(
      below.map(({ measure, tag, value, n }) => [measure, tag, value && Number(value), Number(n)]),
    ).toEqual([
      ['u_alpha', 'tag 0', tree.alpha.value, tree.spans],
      ['f1', 'tag 0', tree.f1.value, tree.spans],
      ['share_of_text', 'tag 0', tree.share, tree.spans],
    ]);
    expect(tree.spans).toBeGreaterThan(report.tags[0]?.own.spans ?? 0);
    const [first] = rows.filter(({ tag, measure }) => tag?.endsWith('tag 1') && measure === 'u_alpha');
    expect(first).toMatchObject({ scope: 'tag', archived: 'yes' });
  });
});
