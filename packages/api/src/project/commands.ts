import type { createProjectInput, deleteProjectInput, editProjectInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import type { MergeRules } from '@koersvast/core/merge';
import { cleanName } from '@koersvast/core/person';
import { checkVerdictKinds, usualVerdictKinds } from '@koersvast/core/review';
import { type Acknowledgement, type Command, type Rows, runAdmission } from '@koersvast/db';
import type { z } from 'zod';
import type { SignedInContext } from '../command.ts';
import { mergeChange, versionAsked } from '../merge-change.ts';
import { keepsAccount } from '../person/keeps-account.ts';
import { samePatch } from '../same-patch.ts';
import { editFields } from './fields.ts';
import { admitFounder, recordFounding } from './found.ts';
import { updateProject } from './row.ts';

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
    { projectId: id, personId: ctx.person.id, opId, kind: 'project.create', payload: input, now },
    async (tx) => {
      await keepsAccount(tx, ctx.person.id);
      return admitFounder(tx, founding, now);
    },
    async (command) => {
      await recordFounding(command, founding, ctx.newId());
      return null;
    },
  );
  return acknowledgement;
}

type Kinds = Rows['project']['verdictKinds'];

const mergeRules: MergeRules<Partial<Rows['project']>> = {
  verdictKinds: { list: 'named', idOf: ({ id }: Kinds[number]) => id },
};

/** None stored are the usual ones. */
function kindsMeant(kinds: Kinds): Kinds {
  return kinds.length > 0 ? kinds : usualVerdictKinds.map((id) => ({ id, name: '', retired: false }));
}

/** The kinds as they will be; the usual ones are spelled out only where somebody else's are to be kept beside them. */
function kindsAfter(
  project: Rows['project'],
  { version, base }: z.infer<typeof editProjectInput>,
  verdictKinds: Kinds,
): Kinds {
  const seen = base?.verdictKinds;
  if (seen === undefined || samePatch(project, { verdictKinds: seen })) return verdictKinds;
  const merged = mergeChange<Rows['project']>(
    'project',
    { ...project, verdictKinds: kindsMeant(project.verdictKinds) },
    { version, change: { verdictKinds: kindsMeant(verdictKinds) }, base: { verdictKinds: kindsMeant(seen) } },
    mergeRules,
  );
  return merged.verdictKinds ?? verdictKinds;
}

/** Renames a project, tells of it, archives it, or opens it again. An archived project can only be opened again. */
export async function editProject(command: Command, input: z.infer<typeof editProjectInput>): Promise<null> {
  const { change } = input;
  const project = await command.lock('project', { id: input.projectId }, versionAsked(input));
  if ('name' in change) {
    if (project.archivedAt !== null) throw new DomainError('project_archived');
    const { name } = mergeChange('project', project, { ...input, change });
    if (name !== project.name) await updateProject(command, project, { name });
  } else if ('verdictKinds' in change) {
    if (project.archivedAt !== null) throw new DomainError('project_archived');
    const verdictKinds = kindsAfter(project, input, change.verdictKinds);
    checkVerdictKinds(verdictKinds, project.verdictKinds);
    await updateProject(command, project, { verdictKinds });
  } else if ('documentFields' in change) {
    if (project.archivedAt !== null) throw new DomainError('project_archived');
    await editFields(command, project, { ...input, change });
  } else if (!('archived' in change)) {
    if (project.archivedAt !== null) throw new DomainError('project_archived');
    const told = mergeChange<Rows['project']>('project', project, { ...input, change });
    if (!samePatch(project, told)) await updateProject(command, project, told);
  } else if (change.archived !== (project.archivedAt !== null)) {
    await updateProject(command, project, {
      archivedAt: change.archived ? command.at.toISOString() : null,
    });
  }
  return null;
}

/** Puts a project out of everybody's sight. Its rows stay, for whoever runs the installation. */
export async function deleteProject(
  command: Command,
  input: z.infer<typeof deleteProjectInput>,
): Promise<null> {
  const project = await command.lock('project', { id: input.projectId }, input.version);
  if (cleanName(project.name) !== cleanName(input.name)) throw new DomainError('name_does_not_match');
  await updateProject(command, project, { deletedAt: command.at.toISOString() }, { action: 'remove' });
  return null;
}
