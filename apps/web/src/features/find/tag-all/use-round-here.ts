import type { ProjectDetail, Round, WorkItem } from '@koersvast/contracts';
import { isRunning } from '@koersvast/core/round';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../../data/trpc.ts';

/**
 * The round to begin with: the newest in which somebody has letters to code, else in which they have any, else the
 * newest. Elsewhere all hits would be left out.
 */
function roundToBegin(rounds: readonly Pick<Round, 'id'>[], work: readonly WorkItem[]): string | undefined {
  const has = (of: (item: WorkItem) => boolean) =>
    rounds.findLast(({ id }) => work.some((item) => item.roundId === id && of(item)))?.id;
  return (
    has(({ assignment }) => assignment !== null && assignment.state !== 'done') ??
    has(({ assignment }) => assignment !== null) ??
    rounds.at(-1)?.id
  );
}

/** In which of the running rounds hits are tagged; not known until one's own work is. */
export function useRoundHere(detail: ProjectDetail) {
  const rounds = detail.rounds.filter(isRunning);
  const several = rounds.length > 1;
  const work = useQuery(
    trpc.assignment.work.queryOptions({ projectId: detail.project.id }, { enabled: several }),
  );
  const [chosen, setRoundId] = useState<string>();
  // Once it is chosen it stays, as long as it runs: what is done there takes no review elsewhere.
  const roundId = rounds.find(({ id }) => id === chosen)?.id;
  if (roundId === undefined && rounds.length > 0 && !(several && work.isPending))
    setRoundId(roundToBegin(rounds, work.data ?? []));
  return { rounds, roundId, setRoundId };
}
