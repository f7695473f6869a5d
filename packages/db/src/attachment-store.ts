import { createHash } from 'node:crypto';
import type { Command } from './command.ts';
import { sql } from './sql.ts';

/** Bytes that are fetched when they are stored: what lies beside a letter may be far larger than the letter. */
export interface LaterBytes {
  readonly size: number;
  /** In hexadecimal. */
  readonly sha256: string;
  fetch(): Promise<Uint8Array>;
}

/** A file that is kept beside a document. */
export interface NewAttachment {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array | LaterBytes;
}

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The same with all that is known of it before its bytes are there. */
export interface KnownAttachment extends Omit<NewAttachment, 'bytes'>, LaterBytes {
  readonly documentId: string;
}

export function knownAttachment(documentId: string, { bytes, ...given }: NewAttachment): KnownAttachment {
  if (!(bytes instanceof Uint8Array)) return { documentId, ...given, ...bytes, fetch: () => bytes.fetch() };
  return { documentId, ...given, size: bytes.length, sha256: sha256Of(bytes), fetch: async () => bytes };
}

/** Stores them one after the other, so that no more than one of them is in memory. */
export async function storeAttachments(
  { tx, projectId }: Command,
  attachments: readonly KnownAttachment[],
): Promise<void> {
  for (const { documentId, id, name, mediaType, size, sha256, fetch } of attachments) {
    const bytes = await fetch();
    // The hash of the document was made of what was said of them.
    if (bytes.length !== size || sha256Of(bytes) !== sha256)
      throw new Error('a file that is not what was said of it');
    await tx.run(
      sql`INSERT INTO attachment (project_id, document_id, id, name, media_type, sha256, size, bytes)
          VALUES (${projectId}::uuid, ${documentId}::uuid, ${id}::uuid, ${name}, ${mediaType}, ${sha256}, ${size}::int,
            ${bytes}::bytea)`,
    );
  }
}
