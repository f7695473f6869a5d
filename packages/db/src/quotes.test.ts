import { randomUUIDv7 } from 'node:crypto';
import { createOffsetMap } from '@koersvast/core/text';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  buildDocument,
  buildProject,
  buildTag,
  command,
  createRow,
  createTestDatabase,
  type TestDatabase,
} from './testing/index.ts';

// New annotations are compared with the text by statement: one alone, and many of a long text that is cut into pieces.

let db: TestDatabase;
let place: { projectId: string; documentId: string; layerId: string; tagId: string; memberId: string };
const text = `${Array.from({ length: 4_000 }, (_, nth) => `woord 🙂 ${nth}`).join(' ')}.`;
const offsets = createOffsetMap(text);

beforeAll(async () => {
  db = await createTestDatabase();
  const project = await buildProject(db);
  const document = await buildDocument(db, project, { text });
  const tag = await buildTag(db, project);
  const layerId = randomUUIDv7();
  await command(db, project, 'annotation.create', async (given) => {
    const row = { id: layerId, documentId: document.id, roundId: project.round.id, memberId: given.memberId };
    const rest = {
      kind: 'current',
      independent: false,
      finishedAt: null,
      sourceLayerId: null,
      version: 1,
    } as const;
    await createRow(given, 'layer', { ...row, ...rest, createdAt: given.at.toISOString() }, {});
    return null;
  });
  place = {
    projectId: project.id,
    documentId: document.id,
    layerId,
    tagId: tag.id,
    memberId: project.owner.id,
  };
});
afterAll(() => db.drop());

interface Row {
  readonly startCp: number;
  readonly endCp: number;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

function rowAt(startCp: number, length: number): Row {
  const endCp = Math.min(startCp + length, offsets.codePointLength);
  const [start, end] = [offsets.toUtf16(startCp), offsets.toUtf16(endCp)];
  return { startCp, endCp, start, end, quote: text.slice(start, end) };
}

/** The constraint that refuses these rows in one statement, or null; nothing of them stays. */
async function refusalOf(rows: readonly Row[]): Promise<string | null> {
  const client = await db.pool.connect();
  try {
    await client.query('BEGIN');
    const { projectId, documentId, layerId, tagId, memberId } = place;
    await client.query(
      `INSERT INTO annotation (layer_id, id, project_id, document_id, tag_id, start, "end", start_cp, end_cp, quote,
         codebook_version, created_by_id, made_at, created_at, updated_at)
       SELECT $1, gen_random_uuid(), $2, $3, $4, start, "end", "startCp", "endCp", quote, 1, $5, now(), now(), now()
       FROM jsonb_to_recordset($6::jsonb) AS made (start int, "end" int, "startCp" int, "endCp" int, quote text)`,
      [layerId, projectId, documentId, tagId, memberId, JSON.stringify(rows)],
    );
    return null;
  } catch (error) {
    return (error as { constraint?: string }).constraint ?? String(error);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

// Up to the last character, and longer than any piece.
const many = Array.from({ length: 300 }, (_, nth) => rowAt(nth * 170, 1 + ((nth * 337) % 12_000)));
const one = rowAt(7_999, 2);

test.each([
  ['one', [one]],
  ['many', [...many, one]],
])('%s with the words of the text', async (_, rows) => {
  expect(await refusalOf(rows)).toBeNull();
});

const lies: [string, Partial<Row>][] = [
  ['other words', { quote: 'xy' }],
  ['code points of another place', { startCp: one.startCp + 1, endCp: one.endCp + 1 }],
  ['another length in UTF-16', { end: one.end + 1 }],
];
test.each(lies)('%s are refused, of one and among many', async (_, lie) => {
  const wrong = { ...one, ...lie };
  expect(await refusalOf([wrong])).toBe('annotation_quote_is_true');
  expect(await refusalOf([...many, wrong])).toBe('annotation_quote_is_true');
});
