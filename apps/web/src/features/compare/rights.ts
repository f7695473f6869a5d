import type { ProjectDetail } from '@koersvast/contracts';
import { mayHere } from '../../data/project.ts';
import type { Comparison } from './comparison.ts';
import type { Mode } from './use-compare-address.ts';

/** What the person who looks may do with this comparison, here and now. */
export interface Rights {
  readonly judges: boolean;
  readonly settles: boolean;
  readonly mode: Mode;
  /** Whether they may do in this mode what it is for. */
  readonly able: boolean;
}

/** A first pass that differs from the work as it is now is but read. */
export function rightsIn(
  project: ProjectDetail,
  { final }: Pick<Comparison, 'final'>,
  reads: boolean,
  asked: Mode | undefined,
): Rights {
  const open = project.project.archivedAt === null && !reads;
  const judges = open && mayHere(project, 'review.write');
  const settles = open && mayHere(project, 'layer.adjudicate');
  const mode = reads ? 'settle' : (asked ?? (judges ? 'judge' : 'settle'));
  const finished = final?.finishedAt != null;
  const able = mode === 'judge' ? judges : settles && final !== null && !finished;
  return { judges, settles, mode, able };
}
