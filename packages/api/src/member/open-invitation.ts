import { roles } from '@koersvast/core/ability';
import { noSql, sql, type Tx } from '@koersvast/db';
import { z } from 'zod';
import { hashToken } from '../person/link-token.ts';

const openInvitation = z.object({
  id: z.string(),
  projectId: z.string(),
  projectName: z.string(),
  role: z.enum(roles),
  archived: z.boolean(),
});

/**
 * The invitation of a link that still works; `hold` keeps it until the end of the transaction. The link does not say
 * of which project it is: the directory of the installation does.
 */
export async function readOpenInvitation(
  tx: Tx,
  token: string,
  now: Date,
  hold = false,
): Promise<z.infer<typeof openInvitation> | undefined> {
  const tokenHash = hashToken(token);
  const link = await tx.row(
    z.object({ place: z.string() }),
    sql`SELECT place FROM invitation_link WHERE token_hash = ${tokenHash}`,
  );
  if (!link) return undefined;
  return tx.row(
    openInvitation,
    sql`SELECT invitation.id, invitation.project_id AS "projectId", project.name AS "projectName", invitation.role,
          project.archived_at IS NOT NULL AS archived
        FROM invitation JOIN project ON project.id = invitation.project_id
        WHERE invitation.project_id = ${link.place}::uuid AND invitation.token_hash = ${tokenHash}
          AND invitation.used_at IS NULL AND invitation.revoked_at IS NULL AND invitation.expires_at > ${now}
          AND project.deleted_at IS NULL ${hold ? sql`FOR UPDATE OF invitation` : noSql}`,
  );
}
