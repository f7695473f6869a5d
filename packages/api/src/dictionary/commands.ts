import type { editDictionaryInput, removeDictionaryInput, saveDictionaryInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { mayChangeSearch, seesSearch } from '@koersvast/core/kept-search';
import { limits, overLimit } from '@koersvast/core/limit';
import type { Command, Rows } from '@koersvast/db';
import type { z } from 'zod';
import { mergeChange, versionAsked } from '../merge-change.ts';
import { samePatch } from '../same-patch.ts';
import { insertDictionary, updateDictionary } from './row.ts';

type DictionaryRow = Rows['dictionary'];

/** Keeps a dictionary, for its giver or for all. Throws `over_limit`. */
export async function saveDictionary(
  command: Command,
  input: z.infer<typeof saveDictionaryInput>,
): Promise<null> {
  const { memberId, at } = command;
  const { id, name, entries, shared } = input;
  await checkRoom(command, shared);
  await insertDictionary(command, {
    ...{ id, name, entries, shared, version: 1 },
    ...{ createdById: memberId, createdAt: at.toISOString(), removedAt: null },
  });
  return null;
}

/** So many are shared, and so many has each member for themself. */
async function checkRoom({ tx, projectId, memberId }: Command, shared: boolean): Promise<void> {
  const own = shared ? {} : { createdById: memberId };
  const count = await tx.dictionary.count({ where: { projectId, removedAt: null, shared, ...own } });
  if (count >= limits.dictionaries) throw overLimit('dictionaries');
}

/** Calls it otherwise, puts another file in its place, or shares it or no longer. */
export async function editDictionary(
  command: Command,
  input: z.infer<typeof editDictionaryInput>,
): Promise<null> {
  const { entries, ...change } = input.change;
  // Of entries that are read anew it is not said what was seen of them.
  const dictionary = await ofGiver(
    command,
    input.dictionaryId,
    entries ? input.version : versionAsked(input),
  );
  const { version, base } = input;
  const patch = {
    ...mergeChange<DictionaryRow>('dictionary', dictionary, { version, change, base }),
    ...(entries && { entries }),
  };
  if (patch.shared !== undefined && patch.shared !== dictionary.shared)
    await checkRoom(command, patch.shared);
  if (!samePatch(dictionary, patch)) await updateDictionary(command, dictionary, patch);
  return null;
}

export async function removeDictionary(
  command: Command,
  input: z.infer<typeof removeDictionaryInput>,
): Promise<null> {
  const dictionary = await ofGiver(command, input.dictionaryId, input.version);
  await updateDictionary(command, dictionary, { removedAt: command.at.toISOString() }, { action: 'remove' });
  return null;
}

/** A dictionary that the giver may change, held; whoever may not know of it is not told that it is there. */
async function ofGiver(command: Command, id: string, version: number | undefined): Promise<DictionaryRow> {
  const dictionary = await command.lock('dictionary', { id });
  if (dictionary.removedAt !== null || !seesSearch(command, dictionary)) throw new DomainError('not_found');
  if (version !== undefined && version !== dictionary.version)
    throw new DomainError('version_conflict', { noun: 'dictionary', id, version: dictionary.version });
  if (!mayChangeSearch(command, dictionary)) throw new DomainError('not_allowed');
  return dictionary;
}
