import { assignmentRow, memberRow } from '@koersvast/contracts';
import { type Command, type Rows, sql, wireJson } from '@koersvast/db';
import { z } from 'zod';

/** What cells of the matrix name. */
export interface Named {
  readonly documents: ReadonlyMap<
    string,
    { readonly removed: boolean; readonly replacedById: string | null }
  >;
  readonly members: ReadonlyMap<string, Rows['member']>;
}

const found = z.object({
  documents: z.array(z.object({ id: z.string(), removed: z.boolean(), replacedById: z.string().nullable() })),
  members: z.array(memberRow),
  present: z.array(assignmentRow),
});

type Cells = readonly { readonly documentId: string; readonly memberId: string }[];

async function read(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  cells: Cells,
  roundId: string | null,
): Promise<Named & { readonly present: Rows['assignment'][] }> {
  const documentIds = sql`${[...new Set(cells.map((cell) => cell.documentId))]}::uuid[]`;
  const memberIds = sql`${[...new Set(cells.map((cell) => cell.memberId))]}::uuid[]`;
  const row = await tx.row(
    found,
    sql`WITH held AS MATERIALIZED (
          SELECT * FROM assignment WHERE project_id = ${projectId}::uuid AND round_id = ${roundId}::uuid
            AND document_id = ANY(${documentIds}) ORDER BY id FOR NO KEY UPDATE
        )
        SELECT
          coalesce((SELECT jsonb_agg(jsonb_build_object('id', id, 'removed', removed_at IS NOT NULL,
            'replacedById', replaced_by_id)) FROM document
            WHERE project_id = ${projectId}::uuid AND id = ANY(${documentIds})), '[]') AS documents,
          coalesce((SELECT jsonb_agg(${wireJson('member')}) FROM member
            WHERE project_id = ${projectId}::uuid AND id = ANY(${memberIds})), '[]') AS members,
          coalesce((SELECT jsonb_agg(${wireJson('assignment')}) FROM held AS assignment), '[]') AS present`,
  );
  if (!row) throw new Error('a statement that told nothing');
  const { documents, members, present } = row;
  return {
    documents: new Map(documents.map((document) => [document.id, document])),
    members: new Map(members.map((member) => [member.id, member])),
    present,
  };
}

/** Documents and members of cells. */
export function readNamed(command: Pick<Command, 'tx' | 'projectId'>, cells: Cells): Promise<Named> {
  return read(command, cells, null);
}

/** The same with all that was given of these documents in a round, held. */
export function holdCells(
  command: Pick<Command, 'tx' | 'projectId'>,
  roundId: string,
  cells: Cells,
): Promise<Named & { readonly present: Rows['assignment'][] }> {
  return read(command, cells, roundId);
}
