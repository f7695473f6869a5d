import { createHash } from 'node:crypto';
import type { Places } from '@koersvast/core/text';
import type { Command } from './command.ts';
import type { Rows } from './rows.ts';
import { sql } from './sql.ts';
import { wireFields } from './stored.ts';

/** A document as it is imported: its frozen part, and the metadata that may change later. */
export interface NewDocument
  extends Omit<
    Rows['document'],
    'textSha256' | 'lengthUtf16' | 'lengthCp' | 'version' | 'createdById' | 'createdAt' | 'removedAt'
  > {
  /** Canonical text: LF only, nothing that XML 1.0 forbids. */
  readonly text: string;
  readonly original: Uint8Array;
  readonly places: Places;
}

/** The bytes of the text in UTF-8, as hexadecimal SHA-256: the name by which a text can be recognised. */
export function textSha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Stores a document with its blocks and sentences, both in code units and in code points. */
export async function storeDocument(command: Command, given: NewDocument): Promise<Rows['document']> {
  const { text, original, places, ...metadata } = given;
  const { tx, projectId, memberId, at } = command;
  const stored = await tx.document.create({
    data: {
      ...metadata,
      projectId,
      text,
      original: new Uint8Array(original),
      textSha256: textSha256(text),
      lengthUtf16: text.length,
      lengthCp: places.lengthCp,
      createdById: memberId,
      createdAt: at,
    },
    select: wireFields.document,
  });
  const row = command.created('document', stored);
  await tx.run(
    sql`INSERT INTO block (project_id, document_id, index, kind, level, paragraph, start, "end", start_cp, end_cp)
        SELECT ${projectId}::uuid, ${row.id}::uuid, index, kind, level, paragraph, start, "end", "startCp", "endCp"
        FROM jsonb_to_recordset(${places.blocks}::jsonb) AS given (index int, kind block_kind, level int,
          paragraph int, start int, "end" int, "startCp" int, "endCp" int)`,
  );
  await tx.run(
    sql`INSERT INTO sentence (project_id, document_id, index, block, start, "end", start_cp, end_cp)
        SELECT ${projectId}::uuid, ${row.id}::uuid, index, block, start, "end", "startCp", "endCp"
        FROM jsonb_to_recordset(${places.sentences}::jsonb) AS given (index int, block int, start int, "end" int,
          "startCp" int, "endCp" int)`,
  );
  await tx.run(
    sql`UPDATE document SET content_sha256 = document_content_hash(project_id, id)
        WHERE project_id = ${projectId}::uuid AND id = ${row.id}::uuid`,
  );
  return row;
}
