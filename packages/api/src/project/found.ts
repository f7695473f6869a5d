import type { Language } from '@koersvast/core';
import { type Command, type Rows, sql, type Tx } from '@koersvast/db';

export interface NewProject {
  readonly id: string;
  readonly name: string;
  readonly language: Language;
  /** The member that the founder becomes, and who that is. */
  readonly memberId: string;
  readonly personId: string;
}

/** Stores a project with its founder as owner: the first half, before there is a member to command. */
export async function admitFounder(
  tx: Tx,
  { id, name, language, memberId, personId }: NewProject,
  at: Date,
): Promise<{ projectId: string; memberId: string; role: 'owner' }> {
  await tx.run(
    sql`INSERT INTO project (id, name, language, created_at) VALUES (${id}::uuid, ${name}, ${language}, ${at})`,
  );
  await tx.run(
    sql`INSERT INTO member (id, project_id, user_id, role, created_at)
        VALUES (${memberId}::uuid, ${id}::uuid, ${personId}::uuid, 'owner', ${at})`,
  );
  return { projectId: id, memberId, role: 'owner' };
}

/** The second half: records both, and opens the first round, in which everybody sees everything. */
export async function recordFounding(
  command: Command,
  { id, name, language, memberId }: NewProject,
  roundId: string,
): Promise<Rows['round']> {
  command.record('project', null, {
    id,
    name,
    language,
    version: 1,
    codebookVersion: 0,
    verdictKinds: [],
    createdAt: command.at.toISOString(),
    archivedAt: null,
    deletedAt: null,
  });
  command.record('member', null, { id: memberId, role: 'owner', version: 1, removedAt: null });
  return command.create(
    'round',
    {
      id: roundId,
      number: 1,
      name: '',
      blind: false,
      state: 'running',
      documentIds: [],
      plan: null,
      version: 1,
      revealedAt: null,
      deadline: null,
      removedAt: null,
    },
    { createdAt: command.at },
  );
}
