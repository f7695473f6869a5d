import { sql } from '@koersvast/db';
import { z } from 'zod';
import type { Here } from './here.ts';

/** A passage of a text, in code points. */
export interface CodePointSpan {
  readonly documentId: string;
  readonly startCp: number;
  readonly endCp: number;
}

/** The same with its offsets on the screen and its words. */
export interface QuotedSpan extends CodePointSpan {
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  /** Whether there are more words than these. */
  readonly cut: boolean;
}

/** So many characters of a passage are given. */
const QUOTED = 600;
/** Whatever is one code unit too. */
const narrow = '[^\\U00010000-\\U0010FFFF]+';

const quoted = z.object({ at: z.number(), quote: z.string(), before: z.number(), within: z.number() });

/** The words of passages, whoever marked them: every member may read the texts. In the order that they are given. */
export async function readQuotes(
  { tx, access: { projectId } }: Here,
  spans: readonly CodePointSpan[],
): Promise<QuotedSpan[]> {
  if (spans.length === 0) return [];
  const rows = await tx.rows(
    quoted,
    sql`SELECT span.at::int AS at, substring(document.text, span.first + 1, least(span.last - span.first, ${QUOTED})) AS quote,
          CASE WHEN document.length_utf16 = document.length_cp THEN 0
            ELSE char_length(regexp_replace(left(document.text, span.first), ${narrow}, '', 'g')) END AS before,
          CASE WHEN document.length_utf16 = document.length_cp THEN 0
            ELSE char_length(regexp_replace(substring(document.text, span.first + 1, span.last - span.first), ${narrow}, '', 'g'))
            END AS within
        FROM unnest(${spans.map(({ documentId }) => documentId)}::uuid[], ${spans.map(({ startCp }) => startCp)}::int[],
            ${spans.map(({ endCp }) => endCp)}::int[]) WITH ORDINALITY AS span (document_id, first, last, at)
          JOIN document ON document.project_id = ${projectId}::uuid AND document.id = span.document_id`,
  );
  const found = new Map(rows.map((row) => [row.at, row]));
  return spans.flatMap((span, at) => {
    const row = found.get(at + 1);
    if (!row) return [];
    const start = span.startCp + row.before;
    const end = span.endCp + row.before + row.within;
    return [{ ...span, start, end, quote: row.quote, cut: span.endCp - span.startCp > QUOTED }];
  });
}

const unitsOf = z.object({ documentId: z.string(), wide: z.boolean(), numbers: z.array(z.number()) });

/** Where the sentences, or the paragraphs, of texts begin and end, in code points: start, end, start, end. */
export async function readUnits(
  { tx, access: { projectId } }: Here,
  unit: 'sentence' | 'paragraph',
  documentIds: readonly string[],
): Promise<Map<string, number[]>> {
  const own = sql`project_id = ${projectId}::uuid AND document_id = ANY(${[...documentIds]}::uuid[])`;
  const places =
    unit === 'sentence'
      ? sql`SELECT document_id, start, "end" FROM sentence WHERE ${own}`
      : sql`SELECT document_id, min(start) AS start, max("end") AS "end" FROM block
          WHERE ${own} AND paragraph IS NOT NULL GROUP BY document_id, paragraph`;
  const rows = await tx.rows(
    unitsOf,
    sql`SELECT document.id AS "documentId", document.length_utf16 <> document.length_cp AS wide,
          (SELECT array_agg(number ORDER BY unit.start, side) FROM (${places}) AS unit,
            LATERAL (VALUES (1, unit.start), (2, unit."end")) AS pair (side, number)
            WHERE unit.document_id = document.id AND unit."end" > unit.start) AS numbers
        FROM document WHERE document.project_id = ${projectId}::uuid AND document.id = ANY(${[...documentIds]}::uuid[])
          AND EXISTS (SELECT FROM (${places}) AS any_unit WHERE any_unit.document_id = document.id AND any_unit."end" > any_unit.start)`,
  );
  const found = new Map<string, number[]>();
  for (const { documentId, wide, numbers } of rows)
    found.set(documentId, wide ? await inCodePoints(tx, { projectId, documentId }, numbers) : numbers);
  return found;
}

/** Offsets of the screen, ascending, as code points of their text. */
async function inCodePoints(
  tx: Here['tx'],
  { projectId, documentId }: { readonly projectId: string; readonly documentId: string },
  offsets: readonly number[],
): Promise<number[]> {
  const row = await tx.document.findFirst({ where: { projectId, id: documentId }, select: { text: true } });
  const text = row?.text ?? '';
  let [unit, point] = [0, 0];
  return offsets.map((offset) => {
    while (unit < offset) {
      unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
      point += 1;
    }
    return point;
  });
}
