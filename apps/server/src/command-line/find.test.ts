import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommandLine } from '../command-line.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'koersvast-find-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function run(content: string | null, ...more: string[]) {
  if (content !== null) await writeFile(path.join(folder, 'cases.json'), content);
  const said: string[] = [];
  const complained: string[] = [];
  const code = await runCommandLine(
    ['find', ...(content === null ? [] : ['--cases', 'cases.json']), ...more],
    {
      open: () => Promise.reject(new Error('No database is needed.')),
      say: (line) => said.push(...line.split('\n')),
      complain: (line) => complained.push(line),
      ask: async () => null,
      folder,
    },
  );
  return { code, said, complained };
}

test('each case is answered in a line, in code points and in order', async () => {
  const cases = [
    { id: 'one', text: '😀 De EU-sancties\u00AD, sancties', query: 'sancties' },
    { id: 2, text: 'niets', query: 'iets' },
    { id: 'é\ud800', text: '\ud800 x', query: 'x' },
    { id: 'open', text: 'a', query: 'a AND (b' },
    { id: 'sign', text: 'a', query: '😀 a' },
    { id: 'coding', text: 'a', query: 'a WITHIN tag:"in dienst"' },
    { id: 'sentence', text: 'Een zin. Nog een.\r\n\r\nEen drie.', query: 'in:sentence(een drie)' },
    {
      id: 'paragraph',
      text: 'Kop\r\n\r\nEen zin. Nog een.\r\n\r\nEen drie.',
      query: 'in:paragraph(zin nog)',
    },
  ];
  const { code, said, complained } = await run(`\uFEFF${JSON.stringify({ cases })}`);
  expect({ code, complained }).toEqual({ code: 0, complained: [] });
  expect(said.map((line): unknown => JSON.parse(line))).toEqual([
    {
      id: 'one',
      hits: [
        [8, 17],
        [19, 27],
      ],
    },
    { id: 2, hits: [] },
    { id: 'é\ud800', hits: [[2, 3]] },
    { id: 'open', error: 'This bracket is not closed, at character 7: (' },
    { id: 'sign', error: 'There is no letter, digit or * in this, at character 1: 😀' },
    { id: 'coding', error: 'A text alone has no codings to ask for: tag:"in dienst"' },
    {
      id: 'sentence',
      hits: [
        [21, 24],
        [25, 29],
      ],
    },
    {
      id: 'paragraph',
      hits: [
        [11, 14],
        [16, 19],
      ],
    },
  ]);
});

test.each([
  ['no JSON', 'cases.json is not JSON.'],
  ['null', 'cases.json has no list "cases".'],
  ['{"cases":{}}', 'cases.json has no list "cases".'],
  [
    '{"cases":[{"id":"a","text":"t","query":"q"},{"id":"b","text":"t"}]}',
    'Case 2 of cases.json is not {"id","text","query"}: an id, and text and query as strings.',
  ],
  [
    '{"cases":[{"id":null,"text":"t","query":"q"}]}',
    'Case 1 of cases.json is not {"id","text","query"}: an id, and text and query as strings.',
  ],
])('%s is refused in a sentence, and nothing is answered', async (content, words) => {
  expect(await run(content)).toEqual({ code: 1, said: [], complained: [words] });
});

test('a file that is not there, a folder, and none at all', async () => {
  expect(await run(null, '--cases', 'lost.json')).toMatchObject({
    code: 1,
    complained: ['There is no file lost.json.'],
  });
  expect(await run(null, '--cases', '.')).toMatchObject({
    code: 1,
    complained: ['. cannot be read: it is a folder.'],
  });
  const without = await run(null);
  expect(without.code).toBe(2);
  expect(without.complained.join('')).toContain('--cases FILE');
});

test('no cases, no lines', async () => {
  expect(await run('{"cases":[]}')).toEqual({ code: 0, said: [], complained: [] });
});

test('a pattern that would take long in a text is refused there, with its place, and nowhere else', async () => {
  // Every ten characters otherwise than the ten before.
  const text = Array.from({ length: 60_000 }, (_, at) => 'ab '[(at * at * at + (at >> 3)) % 3]).join('');
  const query = 'a OR /(?:a?){900}.{900}a/';
  const { code, said } = await run(
    JSON.stringify({
      cases: [
        { id: 'hard', text, query },
        { id: 'short', text: 'b a', query },
      ],
    }),
  );
  expect(code).toBe(0);
  expect(said.map((line): unknown => JSON.parse(line))).toEqual([
    { id: 'hard', error: expect.stringMatching(/^This pattern is too large: .*, at character 6: \/\(\?:a/) },
    { id: 'short', hits: [[2, 3]] },
  ]);
});
