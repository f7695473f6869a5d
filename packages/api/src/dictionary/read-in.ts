import type { ReadDictionary, readDictionaryInput } from '@koersvast/contracts';
import { searchNames } from '@koersvast/core/search-names';
import { outsideTransaction, toWire, wireFields } from '@koersvast/db';
import type { z } from 'zod';
import type { SignedInContext } from '../command.ts';

/** Reads a file by the names that there are in its project, in a process of its own. */
export async function readIn(
  { db, work, person }: Pick<SignedInContext, 'db' | 'work' | 'person'>,
  { projectId, file }: z.infer<typeof readDictionaryInput>,
): Promise<ReadDictionary> {
  const project = await outsideTransaction(db).project.findUniqueOrThrow({
    where: { id: projectId },
    select: wireFields.project,
  });
  const names = searchNames(toWire('project', project).documentFields);
  return work.run(person.id, 'dictionary.read', file, names);
}
