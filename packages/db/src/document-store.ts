import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Places } from '@koersvast/core/text';
import { z } from 'zod';
import {
  type KnownAttachment,
  knownAttachment,
  type NewAttachment,
  storeAttachments,
} from './attachment-store.ts';
import type { Command } from './command.ts';
import type { Rows } from './rows.ts';
import { insertRows } from './set-write.ts';
import { dbNull, sql } from './sql.ts';
import { dated, wireFields } from './stored.ts';

/** A document as it is imported: its frozen part, and the metadata that may change later. */
export interface NewDocument
  extends Omit<
    Rows['document'],
    | 'textSha256'
    | 'lengthUtf16'
    | 'lengthCp'
    | 'version'
    | 'createdById'
    | 'createdAt'
    | 'removedAt'
    | 'pages'
    | 'stated'
    | 'renditionOfId'
    | 'rendition'
    | 'replacedById'
  > {
  /** Canonical text: LF only, nothing that XML 1.0 forbids. */
  readonly text: string;
  readonly original: Uint8Array;
  readonly places: Places;
  readonly pages?: Rows['document']['pages'];
  readonly stated?: Rows['document']['stated'];
  /** JSON: a list of `{page, lines}`, where the lines of each page stand; null for what has no pages. */
  readonly pageLines?: string | null;
  readonly attachments?: readonly NewAttachment[];
  /** Of a letter that is read again: its first reading, and the number of this one. */
  readonly renditionOf?: { readonly firstId: string; readonly number: number };
}

/** The bytes of the text in UTF-8, as hexadecimal SHA-256: the name by which a text can be recognised. */
export function textSha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Of one statement: so many documents, and so many bytes of their files and texts. */
const portion = { documents: 100, bytes: 8_000_000 } as const;

/** What is kept beside them is fetched when it is stored. */
function weightOf({ text, original, places, pageLines }: NewDocument): number {
  return (
    text.length + original.length + places.blocks.length + places.sentences.length + (pageLines?.length ?? 0)
  );
}

/** Documents as they are stored together: a few large ones, or many small ones. */
async function* inPortions(
  documents: Iterable<NewDocument> | AsyncIterable<NewDocument>,
): AsyncGenerator<NewDocument[]> {
  let waiting: NewDocument[] = [];
  let bytes = 0;
  for await (const document of documents) {
    const weight = weightOf(document);
    if (waiting.length > 0 && (waiting.length >= portion.documents || bytes + weight > portion.bytes)) {
      yield waiting;
      waiting = [];
      bytes = 0;
    }
    waiting.push(document);
    bytes += weight;
  }
  if (waiting.length > 0) yield waiting;
}

/** Stores a document with all that is frozen of it, both in code units and in code points. */
export async function storeDocument(command: Command, given: NewDocument): Promise<Rows['document']> {
  const [row] = await storePortion(command, [given]);
  if (!row) throw new Error('a document that was not stored');
  return row;
}

/**
 * The same of many, in few statements. Documents are taken as they come, so that no more of them are in memory than are
 * stored at once.
 */
export async function storeDocuments(
  command: Command,
  documents: Iterable<NewDocument> | AsyncIterable<NewDocument>,
): Promise<Rows['document'][]> {
  const rows: Rows['document'][] = [];
  for await (const some of inPortions(documents)) rows.push(...(await storePortion(command, some)));
  return rows;
}

async function storePortion(
  command: Command,
  documents: readonly NewDocument[],
): Promise<Rows['document'][]> {
  const attachments = documents.flatMap(({ id, attachments: given = [] }) =>
    given.map((each) => knownAttachment(id, each)),
  );
  const rows = await storeRows(command, documents, await contentHashes(command.tx, documents, attachments));
  await storeParts(command, documents);
  await storeAttachments(command, attachments);
  return rows;
}

/**
 * The hash of all that is frozen of each, by its id: that which `document_content_hash` finds of what is stored, of
 * which it is made here beforehand. Of a row that is written a second time, its text is indexed a second time.
 */
async function contentHashes(
  tx: Command['tx'],
  documents: readonly NewDocument[],
  attachments: readonly KnownAttachment[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const besideOf = Map.groupBy(
    attachments.map(({ documentId, id, name, mediaType, sha256 }) => ({
      documentId,
      id,
      name,
      mediaType,
      sha256,
    })),
    ({ documentId }) => documentId,
  );
  const parts = documents.map(({ id, original, places: { blocks, sentences }, pageLines }) => {
    const sha256 = createHash('sha256').update(original).digest('hex');
    const beside = JSON.stringify(besideOf.get(id) ?? []);
    return `{"id":${JSON.stringify(id)},"original":"${sha256}","blocks":${blocks},"sentences":${sentences},"pages":${pageLines ?? '[]'},"beside":${beside}}`;
  });
  const rows = await tx.rows(
    z.object({ id: z.string(), hash: z.instanceof(Uint8Array) }),
    sql`SELECT id, sha256(decode(original, 'hex')
            || sha256(convert_to(coalesce((SELECT string_agg(rtrim(ROW(document.id, index, kind, level, paragraph, start,
                   "end", "startCp", "endCp", mark, at, "atCp", data)::text, ',)'), chr(10) ORDER BY index)
                 FROM jsonb_to_recordset(blocks) AS given (index int, kind block_kind, level int, paragraph int,
                   start int, "end" int, "startCp" int, "endCp" int, mark text, at int, "atCp" int, data jsonb)), ''), 'UTF8'))
            || sha256(convert_to(coalesce((SELECT string_agg(rtrim(ROW(document.id, index, block, start, "end", "startCp",
                   "endCp")::text, ',)'), chr(10) ORDER BY index)
                 FROM jsonb_to_recordset(sentences) AS given (index int, block int, start int, "end" int, "startCp" int,
                   "endCp" int)), ''), 'UTF8'))
            || coalesce(sha256(convert_to('page_lines' || chr(10) || (SELECT string_agg(ROW(page, lines)::text, chr(10)
                   ORDER BY page) FROM jsonb_to_recordset(pages) AS given (page int, lines jsonb)), 'UTF8')), '')
            || coalesce(sha256(convert_to('attachment' || chr(10) || (SELECT string_agg(ROW(given.id, name, "mediaType",
                   sha256)::text, chr(10) ORDER BY given.id)
                 FROM jsonb_to_recordset(beside) AS given (id uuid, name text, "mediaType" text, sha256 text)), 'UTF8')), '')
          ) AS hash
        FROM jsonb_to_recordset(${`[${parts.join(',')}]`}::jsonb) AS document (id uuid, original text, blocks jsonb,
          sentences jsonb, pages jsonb, beside jsonb)`,
  );
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}

const inHex = (bytes: Uint8Array) =>
  `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;

/** The row of a document as it is told, with what its table holds beside that. */
function rowOf({ memberId, at }: Command, given: NewDocument) {
  const { text, original, places, pageLines: _, attachments: __, ...read } = given;
  const { pages, stated, renditionOf, ...metadata } = read;
  const row: Rows['document'] = {
    ...metadata,
    textSha256: textSha256(text),
    lengthUtf16: text.length,
    lengthCp: places.lengthCp,
    pages: pages ?? null,
    stated: stated ?? null,
    renditionOfId: renditionOf?.firstId ?? null,
    rendition: renditionOf?.number ?? 1,
    replacedById: null,
    version: 1,
    createdById: memberId,
    createdAt: at.toISOString(),
    removedAt: null,
  };
  return { row, text, original };
}

/** One by its model; of several a model would send as many parameters as they have fields. */
async function storeRows(
  command: Command,
  documents: readonly NewDocument[],
  hashes: ReadonlyMap<string, Uint8Array>,
): Promise<Rows['document'][]> {
  const { tx, projectId } = command;
  const given = documents.map((each) => {
    const contentSha256 = hashes.get(each.id);
    if (!contentSha256) throw new Error('a document without the hash of its content');
    return { ...rowOf(command, each), contentSha256: new Uint8Array(contentSha256) };
  });
  const [only, ...others] = given;
  if (only === undefined) return [];
  if (others.length === 0) {
    const { stated, ...row } = dated(only.row);
    const { text, contentSha256 } = only;
    const beside = { projectId, text, contentSha256, original: new Uint8Array(only.original) };
    const data = { ...row, ...beside, stated: stated ?? dbNull };
    return [command.created('document', await tx.document.create({ data, select: wireFields.document }))];
  }
  const rows = given.map(({ row, text, original, contentSha256 }) => ({
    ...row,
    text,
    ...{ original: inHex(original), contentSha256: inHex(contentSha256) },
  }));
  const stored = await insertRows(tx, 'document', rows, { projectId });
  for (const row of stored) command.record('document', null, row);
  return stored;
}

/** Blocks, sentences and lines on pages. Each part is a list in JSON already, and goes to the database as it is. */
async function storeParts({ tx, projectId }: Command, documents: readonly NewDocument[]): Promise<void> {
  const parts = documents.map(({ id, places: { blocks, sentences }, pageLines }) => {
    return `{"id":${JSON.stringify(id)},"blocks":${blocks},"sentences":${sentences},"pages":${pageLines ?? '[]'}}`;
  });
  await tx.run(
    sql`WITH document AS MATERIALIZED (
          SELECT * FROM jsonb_to_recordset(${`[${parts.join(',')}]`}::jsonb) AS document (id uuid, blocks jsonb,
            sentences jsonb, pages jsonb)
        ), blocks AS (
          INSERT INTO block (project_id, document_id, index, kind, level, paragraph, start, "end", start_cp, end_cp, mark,
            at, at_cp, data)
          SELECT ${projectId}::uuid, document.id, index, kind, level, paragraph, start, "end", "startCp", "endCp", mark,
            at, "atCp", data
          FROM document, jsonb_to_recordset(document.blocks) AS given (index int, kind block_kind, level int,
            paragraph int, start int, "end" int, "startCp" int, "endCp" int, mark text, at int, "atCp" int, data jsonb)
        ), sentences AS (
          INSERT INTO sentence (project_id, document_id, index, block, start, "end", start_cp, end_cp)
          SELECT ${projectId}::uuid, document.id, index, block, start, "end", "startCp", "endCp"
          FROM document, jsonb_to_recordset(document.sentences) AS given (index int, block int, start int, "end" int,
            "startCp" int, "endCp" int)
        )
        INSERT INTO page_lines (project_id, document_id, page, lines)
        SELECT ${projectId}::uuid, document.id, page, lines
        FROM document, jsonb_to_recordset(document.pages) AS given (page int, lines jsonb)`,
  );
}
