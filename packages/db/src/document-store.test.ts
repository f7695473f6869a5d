import { numberBlocks, placesOf, segmentPlainText } from '@koersvast/core/text';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkDatabase } from './check/check.ts';
import { storeDocuments } from './document-store.ts';
import {
  buildProject,
  command,
  createTestDatabase,
  newDocument,
  type TestDatabase,
  type TestProject,
} from './testing/index.ts';

let db: TestDatabase;
let project: TestProject;
beforeAll(async () => {
  db = await createTestDatabase();
  project = await buildProject(db);
});
afterAll(() => db.drop());

const text = '🙂 De zin.1\n\n1 De noot.';
const whole = () => {
  const start = text.indexOf('1 De noot');
  const blocks = numberBlocks(
    [
      { kind: 'paragraph', start: 0, end: text.indexOf('\n'), data: { speaker: 'Blok', 'xml:id': 's1' } },
      { kind: 'footnote', start, end: text.length },
    ],
    [{ mark: '1', start, at: text.indexOf('1') }],
  );
  return newDocument({
    text,
    places: placesOf(text, { blocks, sentences: [] }),
    pages: 2,
    pageLines: '[{"page":1,"lines":[[0,11,72,72,200,84]]}]',
    stated: { subject: { value: 'De zin', start: 3, end: 9, from: 'letter' } },
    attachments: [
      {
        id: crypto.randomUUID(),
        name: 'bijlage.pdf',
        mediaType: 'application/pdf',
        bytes: Buffer.from('%PDF-'),
      },
    ],
  });
};

const query = (words: string, ...values: unknown[]) => db.pool.query(words, values).then(({ rows }) => rows);

test('many documents are stored as one by one, each with all that was read of it', async () => {
  const sent = [
    whole(),
    ...Array.from({ length: 120 }, (_, nth) => newDocument({ text: `Brief ${nth}.` })),
    whole(),
  ];
  async function* oneByOne() {
    yield* sent;
  }
  let rows: Awaited<ReturnType<typeof storeDocuments>> = [];
  await command(db, project, 'document.add', async (given) => {
    rows = await storeDocuments(given, oneByOne());
    return null;
  });
  expect(rows.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
  expect([rows[0]?.pages, rows[1]?.pages, rows[1]?.stated]).toEqual([2, null, null]);
  for (const { id } of [sent[0], sent.at(-1)].flatMap((each) => each ?? [])) {
    const blocks = await query(
      'SELECT mark, at, at_cp, data FROM block WHERE document_id = $1 ORDER BY index',
      id,
    );
    expect(blocks).toEqual([
      { mark: null, at: null, at_cp: null, data: { speaker: 'Blok', 'xml:id': 's1' } },
      { mark: '1', at: 10, at_cp: 9, data: null },
    ]);
    expect(await query('SELECT page, lines FROM page_lines WHERE document_id = $1', id)).toHaveLength(1);
    expect(await query('SELECT name, size FROM attachment WHERE document_id = $1', id)).toEqual([
      { name: 'bijlage.pdf', size: 5 },
    ]);
  }
  expect((await checkDatabase(db)).problems).toEqual([]);
});

test('a document without what is new has the hash that it always had', async () => {
  const plain = newDocument({ text: 'Kop\n\nEen zin. Nog een.' });
  await command(db, project, 'document.add', async (given) => {
    await storeDocuments(given, [plain]);
    return null;
  });
  const [row] = await query(
    `SELECT content_sha256 = sha256(sha256(original)
       || sha256(convert_to((SELECT string_agg(rtrim(ROW(document_id, index, kind, level, paragraph, start, "end", start_cp,
            end_cp)::text, ',)'), E'\\n' ORDER BY index) FROM block WHERE document_id = document.id), 'UTF8'))
       || sha256(convert_to((SELECT string_agg(rtrim(ROW(document_id, index, block, start, "end", start_cp,
            end_cp)::text, ',)'), E'\\n' ORDER BY index) FROM sentence WHERE document_id = document.id), 'UTF8'))) AS same
     FROM document WHERE id = $1`,
    plain.id,
  );
  expect(row).toEqual({ same: true });
  expect(segmentPlainText(plain.text, 'nl').blocks).toHaveLength(2);
});

test.each([
  `UPDATE block SET mark = '2' WHERE mark = '1'`,
  `UPDATE page_lines SET lines = '[]'`,
  'DELETE FROM page_lines',
  `UPDATE attachment SET name = 'x'`,
  'DELETE FROM attachment',
  'UPDATE document SET pages = 3',
  `UPDATE document SET stated = '{}'`,
])('what was read of a document is frozen: %s', async (words) => {
  await expect(query(words)).rejects.toThrow('its rows are frozen');
});
