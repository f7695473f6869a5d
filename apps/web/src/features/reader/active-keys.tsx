import type { ProjectDetail } from '@koersvast/contracts';
import { reviewKeys } from '../../parts/review/review-parts.ts';
import { Later, useNext } from '../../ui/later.tsx';
import { activate, usePart, useReaderSession } from './reader-session.ts';
import type { Coding } from './use-coding.ts';

interface ActiveKeysProps {
  readonly project: ProjectDetail;
  readonly coding: Coding;
}

/** The keys of other parts of the program for the annotation that is worked on. */
export function ActiveKeys({ project, coding }: ActiveKeysProps) {
  const session = useReaderSession();
  useNext(reviewKeys);
  const key = usePart(session.active, (active) => active?.key ?? null);
  const shown = key === null ? undefined : coding.shown.get(key);
  if (key === null || shown === undefined || shown.row.layerId === '') return null;
  return (
    <Later
      part={reviewKeys}
      wanted
      give={{
        project,
        row: shown.row,
        own: shown.own,
        openCard: () => activate(session, key, { card: 'text' }),
      }}
    />
  );
}
