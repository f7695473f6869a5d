import { untold } from '@koersvast/core/fact';
import type { Language } from '@koersvast/core/language';
import { type Command, type Rows, type Tx, wireFields } from '@koersvast/db';
import { insertRound } from '../round/row.ts';

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
): Promise<{ memberId: string; role: 'owner' }> {
  await tx.project.create({ data: { id, name, language, createdAt: at }, select: { id: true } });
  await tx.member.create({
    data: { id: memberId, projectId: id, userId: personId, role: 'owner', createdAt: at },
    select: { id: true },
  });
  return { memberId, role: 'owner' };
}

/** The second half: records both, and opens the first round, in which everybody sees everything. */
export async function recordFounding(
  command: Command,
  { id, memberId }: NewProject,
  roundId: string,
): Promise<Rows['round']> {
  const { project, member } = command.tx;
  command.created('project', await project.findUniqueOrThrow({ where: { id }, select: wireFields.project }));
  const founder = { projectId: id, id: memberId };
  command.created('member', await member.findFirstOrThrow({ where: founder, select: wireFields.member }));
  return insertRound(command, {
    id: roundId,
    number: 1,
    name: '',
    blind: false,
    state: 'running',
    documentIds: [],
    plan: null,
    repeats: null,
    searching: true,
    version: 1,
    revealedAt: null,
    deadline: null,
    removedAt: null,
    ...untold.round,
  });
}
