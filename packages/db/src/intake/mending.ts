import { sql } from '../sql.ts';
import type { Tx } from '../transaction.ts';

/** Larger than any letter's: of what is larger no more is kept than what was chosen. */
const LARGEST = 50_000_000;

/**
 * Keeps with documents how their maker had the files read, and what was mended in what was read, for when these are read
 * again; nothing of what was taken as it was read. Before the items let go of their readings.
 */
export async function keepMendings(
  tx: Tx,
  { projectId, intakeId }: { readonly projectId: string; readonly intakeId: string },
  given: readonly { readonly itemId: string; readonly documentId: string }[],
): Promise<void> {
  await tx.run(
    sql`INSERT INTO document_mending (project_id, document_id, choice, packed)
        SELECT item.project_id, given."documentId",
          jsonb_build_object('encoding', item.choice -> 'encoding', 'mapping', item.choice -> 'mapping',
            'mends', coalesce(item.choice -> 'mends', '[]')),
          CASE WHEN item.choice -> 'mends' <> '[]' AND octet_length(item.packed) <= ${LARGEST} THEN item.packed END
        FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS given ("itemId" uuid, "documentId" uuid)
        JOIN intake_item AS item ON item.project_id = ${projectId}::uuid AND item.intake_id = ${intakeId}::uuid
          AND item.id = given."itemId"
        WHERE coalesce(item.choice -> 'mends', '[]') <> '[]' OR coalesce(item.choice -> 'encoding', 'null') <> 'null'
          OR coalesce(item.choice -> 'mapping', 'null') <> 'null'`,
  );
}
