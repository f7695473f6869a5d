import { DomainError } from '@koersvast/core/error';
import { type Sql, sql } from '@koersvast/db';
import { z } from 'zod';
import type { Here } from './here.ts';

/** A file as it was given, which never changes. */
export interface KeptFile {
  readonly name: string | null;
  /** The first of its bytes, which tell what it is. */
  readonly head: Uint8Array;
  /** All of them, piece by piece, as they are asked for: a large file never lies in memory as a whole. */
  readonly bytes: () => AsyncGenerator<Uint8Array>;
}

const HEAD = 1_024;
/** A database that has packed a file unpacks it from its beginning for each piece: they are large. */
const PIECE = 4_000_000;

const found = z.object({ name: z.string().nullable(), size: z.number(), head: z.instanceof(Uint8Array) });
const piece = z.object({ bytes: z.instanceof(Uint8Array) });

interface Where {
  readonly name: Sql;
  readonly bytes: Sql;
  /** The table, and which of its rows. */
  readonly from: Sql;
}

async function keptFile({ tx }: Here, { name, bytes, from }: Where): Promise<KeptFile> {
  const file = await tx.row(
    found,
    sql`SELECT ${name} AS name, octet_length(${bytes}) AS size, substring(${bytes} FROM 1 FOR ${HEAD}::int) AS head FROM ${from}`,
  );
  if (!file) throw new DomainError('not_found');
  const { size, head } = file;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    if (size <= HEAD) yield head;
    else
      for (let at = 1; at <= size; at += PIECE) {
        const next = await tx.row(
          piece,
          sql`SELECT substring(${bytes} FROM ${at}::int FOR ${PIECE}::int) AS bytes FROM ${from}`,
        );
        if (!next) throw new DomainError('not_found');
        yield next.bytes;
      }
  }
  return { name: file.name, head, bytes: pieces };
}

/** The file that a document was read from. Throws `not_found`. */
export function readOriginal(here: Here, documentId: string): Promise<KeptFile> {
  return keptFile(here, {
    name: sql`original_name`,
    bytes: sql`original`,
    from: sql`document WHERE project_id = ${here.access.projectId}::uuid AND id = ${documentId}::uuid`,
  });
}

/** One file beside a document. Throws `not_found`. */
export function readAttachment(here: Here, documentId: string, attachmentId: string): Promise<KeptFile> {
  return keptFile(here, {
    name: sql`name`,
    bytes: sql`bytes`,
    from: sql`attachment WHERE project_id = ${here.access.projectId}::uuid AND document_id = ${documentId}::uuid
      AND id = ${attachmentId}::uuid`,
  });
}
