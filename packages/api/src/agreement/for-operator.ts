import { tagPaths } from '@koersvast/core/codebook';
import { DomainError } from '@koersvast/core/error';
import { type Database, outsideTransaction } from '@koersvast/db';
import { refusalFor, selectionFrom } from './download.ts';
import type { ReadyReport } from './facts.ts';
import { reportFrom } from './overview.ts';
import { readSelection } from './read-selection.ts';
import { type Doing, figuresBy } from './summed.ts';

/**
 * The overview of a project, or of one of its rounds, for whoever runs the server: as its first owner sees it, so that the
 * terminal opens no eyes either. Throws `not_found` for a round, and the condition that is missing for that owner.
 */
export async function reportForOperator(
  db: Database,
  { projectId, round }: { readonly projectId: string; readonly round: number | undefined },
  { work, signal }: Pick<Doing, 'work' | 'signal'>,
): Promise<{ readonly report: ReadyReport; readonly names: ReadonlyMap<string, string> }> {
  const owner = await outsideTransaction(db).member.findFirst({
    where: { projectId, role: 'owner', removedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { userId: true },
  });
  if (!owner) throw new DomainError('not_found');
  const who = { projectId, personId: owner.userId };
  const selection = await selectionFrom(db, who, { round });
  const study = await readSelection({ db, access: who }, selection);
  if ('missing' in study) throw refusalFor(study.missing);
  const report = await reportFrom(study, {
    work: figuresBy(work),
    personId: owner.userId,
    signal,
    told: () => undefined,
  });
  return { report, names: tagPaths(study.tags.tags) };
}
