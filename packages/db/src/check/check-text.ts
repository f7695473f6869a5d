import { createOffsetMap, type OffsetMap, quoteOf, splitsSurrogate } from '@koersvast/core/text';
import { z } from 'zod';
import { textSha256 } from '../document-store.ts';
import type { Shape } from '../shaped.ts';
import { type Sql, sql } from '../sql.ts';
import type { Statements } from '../transaction.ts';
import type { Report } from './problem.ts';

const placedRow = z.object({ start: z.number(), end: z.number(), startCp: z.number(), endCp: z.number() });
type PlacedRow = z.infer<typeof placedRow>;

const annotationRow = placedRow.extend({ id: z.string(), layerId: z.string(), quote: z.string() });

/**
 * One document recounted in JavaScript, which is another implementation than the database's own: text, blocks,
 * sentences and annotations. Returns the number of annotations.
 */
export async function checkDocument(tx: Statements, letter: Letter, report: Report): Promise<number> {
  const { projectId, documentId } = letter;
  const row = await tx.row(
    z.object({
      text: z.string(),
      sha256: z.string(),
      lengthUtf16: z.number(),
      lengthCp: z.number(),
      content: z.boolean().nullable(),
      pages: z.number().nullable(),
      stated: z.unknown(),
    }),
    sql`SELECT text, text_sha256 AS sha256, length_utf16 AS "lengthUtf16", length_cp AS "lengthCp", pages, stated,
          content_sha256 = document_content_hash(project_id, id) AS content
        FROM document WHERE project_id = ${projectId}::uuid AND id = ${documentId}::uuid`,
  );
  if (!row) return 0;
  const { text } = row;
  const offsets = createOffsetMap(text);
  if (textSha256(text) !== row.sha256)
    report('document_text', `The text of document ${documentId} is not that of its SHA-256.`);
  if (text.length !== row.lengthUtf16 || offsets.codePointLength !== row.lengthCp) {
    report('document_text', `The lengths of document ${documentId} are not those of its text.`);
  }
  if (row.content !== true) {
    report(
      'document_content',
      `The original bytes, blocks, sentences, lines or attachments of document ${documentId} are not those that were stored with it.`,
    );
  }
  if (!lieWithin(row.stated, text.length)) {
    report('document_blocks', `A detail of document ${documentId} names a passage that is not in its text.`);
  }
  await checkBlocks(tx, letter, { text, offsets }, report);
  await checkLines(tx, letter, { length: text.length, pages: row.pages }, report);
  return checkAnnotations(tx, letter, { text, offsets }, report);
}

/** A document and its project. */
interface Letter {
  readonly projectId: string;
  readonly documentId: string;
}

interface Measured {
  readonly text: string;
  readonly offsets: OffsetMap;
}

function whereOfLetter({ projectId, documentId }: Letter): Sql {
  return sql`project_id = ${projectId}::uuid AND document_id = ${documentId}::uuid`;
}

/** Null when the four offsets name one piece of the text. */
function faultOf({ text, offsets }: Measured, { start, end, startCp, endCp }: PlacedRow): string | null {
  if (start < 0 || start >= end || end > text.length) return 'lies outside the text';
  if (splitsSurrogate(text, start) || splitsSurrogate(text, end)) return 'splits a character';
  if (offsets.toCodePoint(start) !== startCp || offsets.toCodePoint(end) !== endCp) {
    return 'has code points that are not those of its offsets';
  }
  return null;
}

async function checkBlocks(
  tx: Statements,
  letter: Letter,
  measured: Measured,
  report: Report,
): Promise<void> {
  const { documentId } = letter;
  const ofLetter = whereOfLetter(letter);
  const placed = sql`start, "end", start_cp AS "startCp", end_cp AS "endCp"`;
  const blocks = await tx.rows(
    placedRow.extend({
      ...{ index: z.number(), kind: z.string(), paragraph: z.number().nullable() },
      ...{ at: z.number().nullable(), atCp: z.number().nullable() },
    }),
    sql`SELECT index, kind, paragraph, at, at_cp AS "atCp", ${placed} FROM block WHERE ${ofLetter} ORDER BY index`,
  );
  const sentences = await tx.rows(
    placedRow.extend({ index: z.number(), block: z.number() }),
    sql`SELECT index, block, ${placed} FROM sentence WHERE ${ofLetter} ORDER BY index`,
  );
  const say = (what: string, index: number, fault: string) =>
    report('document_blocks', `The ${what} ${index} of document ${documentId} ${fault}.`);
  let paragraph = 0;
  for (const [at, block] of blocks.entries()) {
    const fault = faultOf(measured, block);
    if (fault) say('block', block.index, fault);
    if (block.index !== at + 1) say('block', block.index, `should be number ${at + 1}`);
    if (block.start < (blocks[at - 1]?.end ?? 0)) say('block', block.index, 'overlaps the one before it');
    const number = block.kind === 'heading' ? null : ++paragraph;
    if (block.paragraph !== number) say('block', block.index, 'has a paragraph number out of turn');
    if (!isPlace(measured, block)) say('block', block.index, 'is a note of a place that is not in the text');
  }
  if (hasWordsBetween(measured.text, blocks)) {
    report('document_blocks', `Some of the text of document ${documentId} lies in no block.`);
  }
  for (const [at, sentence] of sentences.entries()) {
    const fault = faultOf(measured, sentence);
    const block = blocks[sentence.block - 1];
    if (fault) say('sentence', sentence.index, fault);
    if (sentence.index !== at + 1) say('sentence', sentence.index, `should be number ${at + 1}`);
    if (sentence.start < (sentences[at - 1]?.end ?? 0)) {
      say('sentence', sentence.index, 'overlaps the one before it');
    }
    if (!block || sentence.start < block.start || sentence.end > block.end) {
      say('sentence', sentence.index, 'leaves its block');
    }
  }
}

/** Whether the place of a note, if it has one, is one in the text. */
function isPlace(
  { text, offsets }: Measured,
  { at, atCp }: { at: number | null; atCp: number | null },
): boolean {
  if (at === null) return atCp === null;
  return at <= text.length && !splitsSurrogate(text, at) && offsets.toCodePoint(at) === atCp;
}

const passages = z.record(z.string(), z.object({ start: z.number().nullable(), end: z.number().nullable() }));

/** Whether each detail that names a passage names one in the text. */
function lieWithin(stated: unknown, length: number): boolean {
  if (stated === null) return true;
  const read = passages.safeParse(stated);
  if (!read.success) return false;
  return Object.values(read.data).every(({ start, end }) => {
    if (start === null || end === null) return start === end;
    return start >= 0 && start < end && end <= length;
  });
}

const lineRow = z.object({ page: z.number(), first: z.number().nullable(), last: z.number().nullable() });

/** Of the lines on each page the first and the last word: both in the text, on a page that the original has. */
async function checkLines(
  tx: Statements,
  letter: Letter,
  { length, pages }: { readonly length: number; readonly pages: number | null },
  report: Report,
): Promise<void> {
  const rows = await tx.rows(
    lineRow,
    sql`SELECT page, (SELECT min((line ->> 0)::float8) FROM jsonb_array_elements(lines) AS line) AS first,
          (SELECT max((line ->> 1)::float8) FROM jsonb_array_elements(lines) AS line) AS last
        FROM page_lines WHERE ${whereOfLetter(letter)} ORDER BY page`,
  );
  for (const { page, first, last } of rows) {
    const isIn = (first ?? 0) >= 0 && (last ?? 0) <= length && page <= (pages ?? 0);
    if (!isIn) {
      report(
        'document_blocks',
        `The lines of page ${page} of document ${letter.documentId} are not in its text.`,
      );
    }
  }
}

/** Whether anything but white space stands between the blocks. */
function hasWordsBetween(text: string, blocks: readonly PlacedRow[]): boolean {
  let from = 0;
  for (const { start, end } of blocks) {
    if (/\S/.test(text.slice(from, start))) return true;
    from = Math.max(from, end);
  }
  return /\S/.test(text.slice(from));
}

async function checkAnnotations(
  tx: Statements,
  letter: Letter,
  measured: Measured,
  report: Report,
): Promise<number> {
  let count = 0;
  const query = sql`SELECT id, layer_id AS "layerId", quote, start, "end", start_cp AS "startCp", end_cp AS "endCp"
    FROM annotation WHERE ${whereOfLetter(letter)}`;
  for await (const page of inPages(tx, annotationRow, query)) {
    count += page.length;
    for (const annotation of page) {
      const fault =
        faultOf(measured, annotation) ??
        (quoteOf(measured.text, annotation) === annotation.quote ? null : 'has a quote that is not its text');
      if (fault) {
        report('annotation_span', `The annotation ${annotation.id} in layer ${annotation.layerId} ${fault}.`);
      }
    }
  }
  return count;
}

const PAGE = 500;
const fetchPage = sql`FETCH FORWARD 500 FROM check_page`;

/** The rows of a query, so many at a time: however many there are, no more are in memory. */
async function* inPages<S extends Shape>(
  tx: Statements,
  shape: S,
  query: Sql,
): AsyncGenerator<z.output<S>[]> {
  await tx.run(sql`DECLARE check_page NO SCROLL CURSOR FOR ${query}`);
  for (;;) {
    const page = await tx.rows(shape, fetchPage);
    if (page.length > 0) yield page;
    if (page.length < PAGE) break;
  }
  await tx.run(sql`CLOSE check_page`);
}
