import { createHash } from 'node:crypto';
import { findSentences, numberBlocks, placesOf, segmentPlainText } from '@koersvast/core/text';
import fc from 'fast-check';
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

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const later = (name: string, bytes: Uint8Array, fetch: () => Promise<Uint8Array> = async () => bytes) => ({
  ...{ id: crypto.randomUUID(), name, mediaType: 'application/pdf' },
  bytes: { size: bytes.length, sha256: sha256(bytes), fetch },
});

test('what lies beside documents is fetched one by one, each when those before it are stored', async () => {
  const before = (await query('SELECT count(*)::int AS count FROM attachment'))[0]?.count;
  const seen: number[] = [];
  await command(db, project, 'document.add', async (given) => {
    const file = (nth: number) => {
      const bytes = Buffer.alloc(1_000 + nth, `bijlage ${nth} `);
      return later(`${nth}.pdf`, bytes, async () => {
        seen.push((await given.tx.attachment.count()) - before);
        return bytes;
      });
    };
    await storeDocuments(given, [
      newDocument({ text: 'Een brief.', attachments: [file(0), file(1)] }),
      newDocument({ text: 'Nog een brief.', attachments: [file(2), file(3)] }),
    ]);
    return null;
  });
  expect(seen).toEqual([0, 1, 2, 3]);
  expect((await checkDatabase(db)).problems).toEqual([]);
});

test('bytes that are not what was said of them are not stored', async () => {
  const wrong = later('x.pdf', Buffer.from('dit'), async () => Buffer.from('dat'));
  const stored = command(db, project, 'document.add', async (given) => {
    await storeDocuments(given, [newDocument({ text: 'Een brief.', attachments: [wrong] })]);
    return null;
  });
  await expect(stored).rejects.toThrow('not what was said of it');
});

/** All that can stand in what the hash of a document's content is made of: signs that rows are written with, too. */
const odd = fc.constantFrom('', 'a', ',', '"', '\\', '(', ')', '\n', ' ', 'é', '🙂', "'", 'NULL', '{}', ',)');
const oddText = fc.array(odd, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('') || 'x');
const oddData = fc.option(fc.dictionary(oddText, oddText, { maxKeys: 3 }), { nil: undefined });
const oddDocument = fc
  .record({
    blocks: fc.array(
      fc.record({
        kind: fc.constantFrom('paragraph', 'heading', 'list_item', 'footnote', 'table_cell'),
        level: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
        data: oddData,
        mark: fc.option(oddText, { nil: null }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    pages: fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
    beside: fc.array(oddText, { maxLength: 3 }),
    bytes: fc.uint8Array({ maxLength: 40 }),
  })
  .map(({ blocks, pages, beside, bytes }) => {
    const text = blocks.map((_, nth) => `Alinea ${nth} 🙂. En nog een.`).join('\n\n');
    let from = 0;
    const drafts = blocks.map(({ kind, level, data }, nth) => {
      const start = text.indexOf(`Alinea ${nth}`, from);
      from = text.indexOf('een.', start) + 4;
      return { kind, level, data, start, end: from } as const;
    });
    const notes = drafts.flatMap(({ kind, start }, nth) =>
      kind === 'footnote' ? { mark: blocks[nth]?.mark ?? '', start, at: 2 } : [],
    );
    const numbered = numberBlocks(drafts, notes);
    const sentences = findSentences(text, numbered, 'nl');
    return newDocument({
      text,
      original: bytes,
      places: placesOf(text, { blocks: numbered, sentences }),
      pageLines:
        pages.length === 0 ? null : JSON.stringify(pages.map((page) => ({ page, lines: [[page, 1.5]] }))),
      attachments: beside.map((name, nth) => later(name, Buffer.from(`${name}${nth}`))),
    });
  });

test('the hash made before a document is stored is the one that the database finds of it afterwards', async () => {
  const sent = fc.sample(oddDocument, { numRuns: 60, seed: 12 });
  await command(db, project, 'document.add', async (given) => {
    await storeDocuments(given, sent);
    return null;
  });
  const others = await query(
    `SELECT id FROM document WHERE id = ANY($1)
       AND content_sha256 IS DISTINCT FROM document_content_hash(project_id, id)`,
    sent.map(({ id }) => id),
  );
  expect(others).toEqual([]);
  // A column that is added to what is frozen, and that nothing here fills, would not be noticed.
  for (const table of ['block', 'sentence', 'page_lines', 'attachment']) {
    const columns = await query(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 AND table_schema = current_schema()`,
      table,
    );
    const filled = columns.map(({ name }) => `count("${name}") > 0 AS "${name}"`).join(', ');
    const [found] = await query(
      `SELECT ${filled} FROM ${table} WHERE document_id = ANY($1)`,
      sent.map(({ id }) => id),
    );
    expect(Object.entries(found).filter(([, is]) => !is)).toEqual([]);
  }
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
