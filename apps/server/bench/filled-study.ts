/** A study of 10 million characters in 2,000 documents with 200,000 annotations of one coder. */
import { randomUUIDv7 } from 'node:crypto';
import type { Installation } from '../src/testing/installation.ts';
import type { openStudy } from '../src/testing/study.ts';

export const documents = 2_000;
export const characters = 5_000;
export const perDocument = 100;

/** So many words stand here and there, as names and rare words do. */
const rare = 30_000;

/**
 * Sentences of words that letters have; each letter has some fifty times `de`, every eighth word is a rare one, and
 * every fourth letter has `sancties`.
 */
const words =
  'de minister van het kabinet heeft met Rusland en de Kamer over beleid en samenwerking gesproken'.split(
    ' ',
  );

export function textOf(nth: number): string {
  const parts: string[] = [];
  let length = 0;
  for (let at = 0; length < characters; at += 1) {
    const word =
      at === 40 && nth % 4 === 0
        ? 'sancties'
        : at % 8 === 5
          ? `naam${(nth * 131 + at * at) % rare}`
          : (words[(at * 7 + nth + ((at * at) % 5)) % words.length] ?? '');
    const part = at % 12 === 11 ? `${word}.${at % 48 === 47 ? '\n\n' : ' '}` : `${word} `;
    parts.push(part);
    length += part.length;
  }
  return parts.join('').slice(0, characters);
}

interface Filling {
  /** Whether its coder has finished the documents, as charts count them. */
  readonly finished?: boolean;
  /** Whether annotations are of many lengths, so that they overlap; else each has 20 characters and none does. */
  readonly overlapping?: boolean;
}

/** Documents and annotations beside the commands that make them: these would take many minutes. Gives the texts. */
export async function fillStudy(
  { db }: Pick<Installation, 'db'>,
  { projectId, documentId, roundId, tagIds }: Awaited<ReturnType<typeof openStudy>>,
  { finished = false, overlapping = false }: Filling = {},
): Promise<string[]> {
  const client = await db.pool.connect();
  await client.query("SET session_replication_role = 'replica'");
  const { rows } = await client.query<{ column_name: string }>(
    `SELECT column_name FROM information_schema.columns WHERE table_name = 'document' AND is_generated = 'NEVER'`,
  );
  const given = ['id', 'text', 'title', 'length_utf16', 'length_cp', 'date', 'text_sha256'];
  const copied = rows.map(({ column_name: name }) => name).filter((name) => !given.includes(name));
  const columns = copied.map((name) => `"${name}"`).join(', ');
  const texts: string[] = [];
  for (let nth = 0; nth < documents; nth += 1) {
    const id = randomUUIDv7();
    const text = textOf(nth);
    texts.push(text);
    await client.query(
      `INSERT INTO document (${given.map((name) => `"${name}"`).join(', ')}, ${columns})
       SELECT $1, $2, $3, $4, $4, $5, encode(sha256(convert_to($2, 'UTF8')), 'hex'), ${columns} FROM document WHERE id = $6`,
      [id, text, `Brief ${nth}`, text.length, String(2014 + (nth % 8)), documentId],
    );
    const layerId = randomUUIDv7();
    await client.query(
      `INSERT INTO layer (id, project_id, document_id, round_id, member_id, kind, independent, created_at)
       SELECT $1, $2, $3, $4, id, 'current', true, now() FROM member WHERE project_id = $2 LIMIT 1`,
      [layerId, projectId, id, roundId],
    );
    await client.query(
      `INSERT INTO annotation (layer_id, id, project_id, document_id, tag_id, start, "end", start_cp, end_cp, quote,
         codebook_version, created_by_id, made_at, created_at, updated_at, epoch)
       SELECT $1, gen_random_uuid(), $2, $3, ($4::uuid[])[1 + at % $7], at * 49, at * 49 + long, at * 49, at * 49 + long,
         substring($5, at * 49 + 1, long), 1, member_id, now(), now(), now(), 0
       FROM layer, generate_series(0, ${perDocument - 1}) AS at,
         LATERAL (SELECT CASE WHEN $6 THEN 8 + (at * 37 + ${nth}) % 140 ELSE 20 END AS long) AS drawn
       WHERE layer.id = $1 AND layer.project_id = $2`,
      [layerId, projectId, id, tagIds, text, overlapping, tagIds.length],
    );
    if (finished)
      await client.query(
        `INSERT INTO assignment (id, project_id, round_id, document_id, member_id, state, created_at, done_at)
         SELECT $1, project_id, round_id, document_id, member_id, 'done', now(), now() FROM layer WHERE id = $2`,
        [randomUUIDv7(), layerId],
      );
  }
  client.release(true);
  await db.pool.query('VACUUM ANALYZE');
  return texts;
}
