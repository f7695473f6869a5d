import { dbNull, type Tx } from '@koersvast/db';
import { z } from 'zod';
import type { FreshFile } from './group-files.ts';
import type { IntakePlace } from './own.ts';

/** Files that nobody has looked at: of which no item is made, and nothing else is said. */
export async function freshFiles({ projectId, intakeId }: IntakePlace, tx: Tx): Promise<FreshFile[]> {
  const files = await tx.intakeFile.findMany({
    where: { projectId, intakeId, sha256: { not: null }, unpacked: false, problem: { equals: dbNull } },
    orderBy: [{ begunAt: 'asc' }, { id: 'asc' }],
    select: { id: true, path: true, size: true, sha256: true },
  });
  const items = await tx.intakeItem.findMany({
    where: { projectId, intakeId },
    select: { sources: true },
  });
  const taken = new Set(
    items
      .flatMap(({ sources }) => z.array(z.looseObject({ fileId: z.string() })).parse(sources))
      .map(({ fileId }) => fileId),
  );
  return files.flatMap(({ sha256, ...file }) =>
    sha256 === null || taken.has(file.id) ? [] : { ...file, sha256 },
  );
}

/**
 * Ends the work of a job, in its transaction. What came meanwhile is read when it is asked for, so that is looked for
 * after the end is written; what comes later finds that, and says so by itself.
 */
export async function rest(
  at: IntakePlace,
  tx: Tx,
  state: 'ready' | 'added',
  touched: { readonly touchedAt?: Date } = {},
): Promise<void> {
  const where = { projectId: at.projectId, id: at.intakeId };
  await tx.intake.updateMany({ where, data: { ...touched, state } });
  if ((await freshFiles(at, tx)).length > 0)
    await tx.intake.updateMany({ where, data: { state: 'gathering' } });
}
