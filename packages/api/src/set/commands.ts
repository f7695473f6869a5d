import type { createSetInput, editSetInput, removeSetInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { limits, overLimit } from '@koersvast/core/limit';
import type { Command, Rows } from '@koersvast/db';
import type { z } from 'zod';
import { mergeChange, versionAsked } from '../merge-change.ts';
import { samePatch } from '../same-patch.ts';
import { insertSet, updateSet } from './row.ts';

/** Names a choice of documents. Throws `not_found` for a document of another project, and `over_limit`. */
export async function createSet(command: Command, input: z.infer<typeof createSetInput>): Promise<null> {
  const { tx, projectId, memberId, at } = command;
  const { id, name, members } = input;
  if ((await tx.set.count({ where: { projectId, removedAt: null } })) >= limits.sets) throw overLimit('sets');
  await checkDocuments(command, members.documentIds);
  const createdAt = at.toISOString();
  await insertSet(command, {
    ...{ id, name, ...members, version: 1 },
    ...{ createdById: memberId, createdAt, removedAt: null },
  });
  return null;
}

/** Renames a set, or chooses its documents anew. */
export async function editSet(command: Command, input: z.infer<typeof editSetInput>): Promise<null> {
  const { members, name } = input.change;
  // Of documents that are chosen anew it is not said what was seen of them.
  const set = await living(command, input.setId, members ? input.version : versionAsked(input));
  const { version, base } = input;
  const named = name === undefined ? {} : mergeChange('set', set, { version, change: { name }, base });
  if (members !== undefined) await checkDocuments(command, members.documentIds, set.documentIds);
  const patch = { ...named, ...members };
  if (!samePatch(set, patch)) await updateSet(command, set, patch);
  return null;
}

export async function removeSet(command: Command, input: z.infer<typeof removeSetInput>): Promise<null> {
  const set = await living(command, input.setId, input.version);
  await updateSet(command, set, { removedAt: command.at.toISOString() }, { action: 'remove' });
  return null;
}

async function living(command: Command, id: string, version: number | undefined): Promise<Rows['set']> {
  const set = await command.lock('set', { id }, version);
  if (set.removedAt !== null) throw new DomainError('not_found');
  return set;
}

/** Those that were in the set before may have been removed since. */
async function checkDocuments(
  { tx, projectId }: Command,
  ids: readonly string[],
  before: readonly string[] = [],
): Promise<void> {
  const known = new Set(before);
  const added = ids.filter((id) => !known.has(id));
  if (added.length === 0) return;
  const found = await tx.document.count({
    where: { projectId, id: { in: added }, removedAt: null, replacedById: null },
  });
  if (found < added.length) throw new DomainError('not_found');
}
