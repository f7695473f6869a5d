import type { createProjectInput, deleteProjectInput, editProjectInput } from '@koersvast/contracts';
import { checkVerdictKinds, DomainError } from '@koersvast/core';
import { type Acknowledgement, runAdmission } from '@koersvast/db';
import type { z } from 'zod';
import { giveCommand, type SignedInContext } from '../command.ts';
import { admitFounder, recordFounding } from './found.ts';

/** Founds a project: the person becomes its owner, and its first round is open. */
export async function createProject(
  ctx: SignedInContext,
  input: z.infer<typeof createProjectInput>,
): Promise<Acknowledgement> {
  const { id, name, language, opId } = input;
  const founding = { id, name, language, memberId: ctx.newId(), personId: ctx.person.id };
  const now = ctx.now();
  const { acknowledgement } = await runAdmission(
    ctx.db,
    { personId: ctx.person.id, opId, kind: 'project.create', payload: input, now },
    (tx) => admitFounder(tx, founding, now),
    async (command) => {
      await recordFounding(command, founding, ctx.newId());
      return null;
    },
  );
  return acknowledgement;
}

/** Renames a project, archives it, or opens it again. An archived project can only be opened again. */
export async function editProject(
  ctx: SignedInContext,
  input: z.infer<typeof editProjectInput>,
): Promise<Acknowledgement> {
  const { change } = input;
  const { acknowledgement } = await giveCommand(
    ctx,
    input,
    { kind: 'project.edit', ability: 'project.edit', whenArchived: 'allow' },
    async (command) => {
      const project = await command.lock('project', { id: input.projectId }, input.version);
      if ('name' in change) {
        if (project.archivedAt !== null) throw new DomainError('project_archived');
        await command.edit('project', project, { name: change.name });
      } else if ('verdictKinds' in change) {
        if (project.archivedAt !== null) throw new DomainError('project_archived');
        checkVerdictKinds(change.verdictKinds);
        await command.edit('project', project, { verdictKinds: change.verdictKinds });
      } else if (change.archived !== (project.archivedAt !== null)) {
        await command.edit('project', project, {
          archivedAt: change.archived ? command.at.toISOString() : null,
        });
      }
      return null;
    },
  );
  return acknowledgement;
}

/** Puts a project out of everybody's sight. Its rows stay, for whoever runs the installation. */
export async function deleteProject(
  ctx: SignedInContext,
  input: z.infer<typeof deleteProjectInput>,
): Promise<Acknowledgement> {
  const { acknowledgement } = await giveCommand(
    ctx,
    input,
    { kind: 'project.delete', ability: 'project.delete', whenArchived: 'allow' },
    async (command) => {
      const project = await command.lock('project', { id: input.projectId }, input.version);
      if (project.name !== input.name) throw new DomainError('name_does_not_match');
      await command.edit('project', project, { deletedAt: command.at.toISOString() }, { action: 'remove' });
      return null;
    },
  );
  return acknowledgement;
}
