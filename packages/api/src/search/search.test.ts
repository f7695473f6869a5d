import { randomUUIDv7 } from 'node:crypto';
import { buildDocument, buildMember, buildProject, type TestProject } from '@koersvast/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi, refusalIn, type TestApi } from '../testing/study.ts';

let api: TestApi;
let project: TestProject;

/* Five letters with sanctions of every spelling; an astral character stands before the hits of the second. */
const letters = [
  {
    title: 'Brief 10',
    date: '2019-03-01',
    text: 'Over sancties.\n\nDe EU-sancties tegen Rusland werken. Nog een zin.',
  },
  { title: 'Brief 2', date: '2018', text: '😀 Rusland/Oekraïne: geen SANCTIES meer.' },
  { title: 'Brief 1', date: null, text: 'Niets van dien aard.' },
  { title: 'Brief 2', date: '2019-03-02', text: 'Een sanctie, en nog een sanctie.' },
  { title: 'Zonder', date: '2018-12', text: 'sancties sancties sancties' },
];
let ids: string[];
beforeAll(async () => {
  api = await openTestApi();
  project = await buildProject(api.db);
  ids = [];
  for (const letter of letters) ids.push((await buildDocument(api.db, project, letter)).id);
});
afterAll(() => api.close());

const owner = () => api.as(project.owner.personId);
type FindInput = Parameters<ReturnType<typeof owner>['search']['find']>[0];
const find = async (over: Partial<FindInput>, as = owner()) => {
  const found = await as.search.find({ projectId: project.id, query: 'sancties', ...over });
  if (found.state !== 'ready') throw new Error(JSON.stringify(found));
  return found;
};
const places = ({ lines }: Awaited<ReturnType<typeof find>>) =>
  lines.map(({ documentId, start }) => `${ids.indexOf(documentId)}:${start}`);

test('a regular expression that would take long is refused in words', async () => {
  const another = await buildProject(api.db);
  const text = Array.from({ length: 60_000 }, (_, at) => 'ab '[(at * at * at + (at >> 3)) % 3]).join('');
  await buildDocument(api.db, another, { text });
  const asked = { projectId: another.id, query: '/(?:a?){900}.{900}a/' };
  const refused = await refusalIn(api.as(another.owner.personId).search.find(asked));
  expect(refused).toBe('query_too_hard');
});

describe('lines and totals', () => {
  test('all hits in the order of documents and text, with what stands around them', async () => {
    const found = await find({ context: 12 });
    expect(found).toMatchObject({
      basis: { documents: 5, leftOut: { switchedOff: 0 } },
      total: { hits: 6, documents: 3 },
      next: null,
    });
    expect(places(found)).toEqual(['0:5', '0:22', '1:26', '4:0', '4:9', '4:18']);
    expect(found.lines[1]).toMatchObject({
      title: 'Brief 10',
      date: '2019-03-01',
      left: 'ties.\n\nDe EU-'.slice(-12),
      hit: 'sancties',
      right: ' tegen Rusla',
      cut: false,
      marks: [],
    });
  });

  test('offsets are in both units, and slice the text to the hit', async () => {
    const [, , line] = (await find({})).lines;
    const text = letters[1]?.text ?? '';
    expect(line).toMatchObject({ hit: 'SANCTIES', start: 26, end: 34, startCp: 25, endCp: 33 });
    expect(text.slice(line?.start, line?.end)).toBe('SANCTIES');
    expect([...text].slice(line?.startCp, line?.endCp).join('')).toBe('SANCTIES');
  });

  test('no half character stands at the ends of what is around a hit', async () => {
    const [line] = (await find({ query: 'Rusland "Oekraine"', context: 2 })).lines;
    expect(line?.left).toBe(' ');
    expect(line?.left.isWellFormed()).toBe(true);
  });

  test('a query for what is not there counts documents without hits', async () => {
    const found = await find({ query: 'NOT sanct*' });
    expect(found).toMatchObject({ lines: [], total: { hits: 0, documents: 1 } });
  });

  test('sentences and paragraphs are given back once, with the hits in them', async () => {
    const sentences = await find({ query: 'sanctie', piece: 'sentence' });
    expect(sentences.total).toMatchObject({ hits: 1, documents: 1 });
    expect(sentences.lines[0]).toMatchObject({
      hit: 'Een sanctie, en nog een sanctie.',
      marks: [
        { start: 4, end: 11 },
        { start: 24, end: 31 },
      ],
    });
    const paragraphs = await find({ query: 'rusland werken', piece: 'paragraph' });
    expect(paragraphs.lines.map(({ hit }) => hit)).toEqual([
      'De EU-sancties tegen Rusland werken. Nog een zin.',
    ]);
  });

  test('a query that cannot be read says why and where', async () => {
    const found = await owner().search.find({ projectId: project.id, query: 'eu AND (sancties' });
    expect(found).toEqual({ state: 'invalid', error: { code: 'bracket_not_closed', start: 7, end: 8 } });
    const counted = await owner().search.counts({ projectId: project.id, query: '"', by: 'year' });
    expect(counted.state).toBe('invalid');
  });
});

describe('pages', () => {
  const walk = async (over: Partial<FindInput>) => {
    const all: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof find>> = await find({ ...over, after });
      all.push(...places(page));
      after = page.next;
    } while (after !== null);
    return all;
  };

  test.each([
    { order: [], first: '0:5' },
    { order: [{ by: 'title' as const }], first: '1:26' },
    { order: [{ by: 'date' as const, descending: true }], first: '0:5' },
    { order: [{ by: 'left1' as const }, { by: 'right1' as const }], first: '4:0' },
    { order: [{ by: 'right2' as const, descending: true }, { by: 'title' as const }], first: '4:0' },
  ])('one by one they are the same as at once: $order', async ({ order, first }) => {
    const whole = places(await find({ order }));
    expect(whole[0]).toBe(first);
    for (const limit of [1, 2, 4]) expect(await walk({ order, limit })).toEqual(whole);
    expect([...whole].sort()).toEqual(places(await find({})).sort());
  });

  test('undated letters come last in either direction', async () => {
    const dates = async (descending: boolean) =>
      (await find({ query: 'n* OR s*', order: [{ by: 'date', descending }] })).lines.map(({ date }) => date);
    for (const descending of [true, false]) expect((await dates(descending)).at(-1)).toBe(null);
  });

  test('the first lines are there before all was looked at', async () => {
    const page = await find({ until: 'page', limit: 1 });
    expect(places(page)).toEqual(['0:5']);
    expect(page.next).not.toBe(null);
    const second = await find({ until: 'page', limit: 2, after: page.next });
    expect(places(second)).toEqual(['0:22', '1:26']);
    // What stands before a page is not looked at again.
    const third = await find({ until: 'page', limit: 1, after: second.next });
    expect(third).toMatchObject({ lines: [{ hit: 'sancties', start: 0 }], total: null });
  });

  test.each(['x', 'e30', '', Buffer.from('[1,2]').toString('base64url'), '🙂'])(
    'a page after %j is refused',
    async (after) => {
      expect(await refusalIn(find({ after }))).toBe('input_not_valid');
    },
  );
});

describe('which documents', () => {
  test('a set, conditions, or both', async () => {
    const setId = randomUUIDv7();
    await owner().set.create({
      ...{ opId: randomUUIDv7(), projectId: project.id, id: setId, name: 'Twee' },
      members: { conditions: null, documentIds: [ids[0] ?? '', ids[4] ?? ''] },
    });
    const conditions = [['date', 'range', '2019', '2020']];
    const counts = async (documents: FindInput['documents']) => (await find({ documents })).total;
    expect(await counts({ kind: 'set', setId })).toMatchObject({ hits: 5, documents: 2 });
    expect(await counts({ kind: 'filter', conditions })).toMatchObject({ hits: 2, documents: 1 });
    expect(await counts({ kind: 'set', setId, conditions })).toMatchObject({ hits: 2, documents: 1 });
    const unknown = { kind: 'set' as const, setId: randomUUIDv7() };
    expect(await refusalIn(find({ documents: unknown }))).toBe('not_found');
  });

  test.each([
    ['date:1-3-2019', 2],
    ['date:"1 maart 2019"', 2],
    ['date:"maart 2019"', 2],
    // A letter of which the year alone is known may be of that month.
    ['date:"December 2018"', 4],
    ['date:12-2018..1-3-2019', 6],
    ['date:>="december 2018"', 6],
  ])('a date may be typed as people write it: %s', async (date, hits) => {
    const found = await find({ query: `sancties ${date}` });
    expect([found.total?.hits, found.basis.unknown]).toEqual([hits, []]);
  });

  test('what is no date finds nothing, and is told', async () => {
    const found = await find({ query: 'sancties date:31-2-2019' });
    expect(found.total).toMatchObject({ hits: 0 });
    expect(found.basis.unknown).toEqual([{ field: 'date', value: '31-2-2019' }]);
  });

  test('removed ones are not searched, and nobody outside searches any', async () => {
    const other = await buildProject(api.db);
    const gone = await buildDocument(api.db, other, { text: 'sancties' });
    const asOther = api.as(other.owner.personId);
    const inOther = () => asOther.search.find({ projectId: other.id, query: 'sancties' });
    expect(await inOther()).toMatchObject({ total: { hits: 1, documents: 1 } });
    const documents = [{ documentId: gone.id, version: 1 }];
    await asOther.document.removeMany({
      opId: randomUUIDv7(),
      projectId: other.id,
      removed: true,
      documents,
    });
    expect(await inOther()).toMatchObject({ total: { hits: 0, documents: 0 } });
    expect(await refusalIn(find({}, asOther))).toBe('not_found');
    const viewer = await buildMember(api.db, project, { role: 'viewer' });
    expect((await find({}, api.as(viewer.personId))).total?.hits).toBe(6);
  });
});

describe('counts', () => {
  const counts = async (by: string, query = 'sancties') => {
    const found = await owner().search.counts({ projectId: project.id, query, by });
    if (found.state !== 'ready') throw new Error('not ready');
    return found;
  };

  test('by year, each with how much it is of', async () => {
    const { groups, total, rest } = await counts('year');
    expect(total).toEqual({ hits: 6, documents: 3, aside: 0 });
    expect(rest).toEqual({ groups: 0, hits: 0, documents: 0 });
    const lengths = letters.map(({ text }) => [...text].length);
    expect(groups).toEqual([
      {
        ...{ value: '2018', documentId: null, hits: 4, documents: 2 },
        of: { documents: 2, characters: (lengths[1] ?? 0) + (lengths[4] ?? 0) },
      },
      {
        ...{ value: '2019', documentId: null, hits: 2, documents: 1 },
        of: { documents: 2, characters: (lengths[0] ?? 0) + (lengths[3] ?? 0) },
      },
    ]);
  });

  test('a year without a month is in no month; documents of one title are told apart', async () => {
    expect((await counts('month')).groups.map(({ value }) => value)).toEqual(['2018-12', '2019-03', null]);
    const byDocument = await counts('document', 'sancti*');
    expect(byDocument.groups.map(({ documentId }) => ids.indexOf(documentId ?? ''))).toEqual([4, 0, 3, 1]);
    expect(await refusalIn(counts('text'))).toBe('input_not_valid');
    expect((await counts('field.Unknown')).groups).toMatchObject([{ value: null, hits: 6 }]);
  });
});

describe('collocates', () => {
  const collocates = async (over: object = {}) => {
    const asked = { projectId: project.id, query: 'sancties', least: 1, ...over };
    const found = await owner().search.collocates(asked);
    if (found.state !== 'ready') throw new Error('not ready');
    return found;
  };
  const near = ({ rows }: Awaited<ReturnType<typeof collocates>>) =>
    Object.fromEntries(rows.map((row) => [row.word, row.near]));

  test('are the words in a window, beside all words of the same texts', async () => {
    const found = await collocates({ window: { kind: 'words', left: 1, right: 1 } });
    expect(near(found)).toEqual({ over: 1, de: 1, eu: 1, tegen: 1, geen: 1, meer: 1 });
    // 29 words, of which six are hits and six near one.
    expect(found).toMatchObject({
      total: { hits: 6, documents: 3 },
      words: { all: 29, near: 6, hits: 6 },
      more: 0,
    });
    const alone = found.rows.find(({ word }) => word === 'over');
    expect(alone).toMatchObject({ documents: 1, all: 1, logRatio: null });
    expect(alone?.expected).toBeCloseTo(6 / 23, 12);
    const [before, after] = [
      { kind: 'words', left: 1, right: 0 },
      { kind: 'words', left: 0, right: 1 },
    ];
    expect(near(await collocates({ window: before }))).toEqual({ over: 1, eu: 1, geen: 1 });
    expect(near(await collocates({ window: after }))).toEqual({ de: 1, tegen: 1, meer: 1 });
  });

  test('are those of the same sentence or paragraph, as often as was asked', async () => {
    const sentence = await collocates({ window: { kind: 'sentence' }, least: 2 });
    // Of the ten words near it is two, and of the thirteen elsewhere none.
    expect(sentence.rows).toMatchObject([{ word: 'rusland', near: 2, documents: 2, all: 2, logRatio: null }]);
    expect(sentence.rows[0]?.logLikelihood).toBeCloseTo(
      2 * (2 * Math.log(23 / 10) + 8 * Math.log((8 * 23) / (10 * 21)) + 13 * Math.log(23 / 21)),
      10,
    );
    const paragraph = await collocates({ window: { kind: 'paragraph' } });
    expect(near(paragraph)).toMatchObject({ zin: 1, rusland: 2 });
    expect(paragraph.rows.find(({ word }) => word === 'een')).toMatchObject({ near: 1, all: 3 });
  });

  test('need a window of some word, and a query that can be read', async () => {
    const window = { kind: 'words' as const, left: 0, right: 0 };
    expect(await refusalIn(collocates({ window }))).toBe('input_not_valid');
    const asked = { projectId: project.id, query: '(' };
    expect((await owner().search.collocates(asked)).state).toBe('invalid');
  });
});

describe('forms', () => {
  test('of a word stand in the documents, each with its number', async () => {
    const { forms } = await owner().search.forms({ projectId: project.id, word: 'Sanctie' });
    expect(forms).toEqual([
      { form: 'sanctie', count: 2, likelihood: 'itself' },
      { form: 'sancties', count: 6, likelihood: 'likely' },
    ]);
    const query = `~sanctie[${forms.map(({ form }) => form).join(' ')}]`;
    expect((await find({ query })).total).toMatchObject({ hits: 8, documents: 4 });
  });

  test.each(['twee woorden', '?', 'a/b'])('%s is not one word', async (word) => {
    const forms = owner().search.forms({ projectId: project.id, word });
    expect(await refusalIn(forms)).toBe('input_not_valid');
  });
});

test('a search that nobody waits for is given up', async () => {
  const gone = AbortSignal.abort();
  const as = api.as(project.owner.personId, {}, gone);
  expect(await refusalIn(find({}, as))).toBe('busy');
});
