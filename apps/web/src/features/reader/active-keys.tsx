import type { ProjectDetail } from '@koersvast/contracts';
import { useStore } from '../../lib/store.ts';
import { activate, usePart, useReaderSession } from './reader-session.ts';
import { readerSlots } from './slots.ts';
import type { Coding } from './use-coding.ts';

interface ActiveKeysProps {
  readonly project: ProjectDetail;
  readonly personId: string;
  readonly coding: Coding;
}

/** The keys of other parts of the program for the annotation that is worked on. */
export function ActiveKeys({ project, personId, coding }: ActiveKeysProps) {
  const session = useReaderSession();
  const slots = useStore(readerSlots);
  const key = usePart(session.active, (active) => active?.key ?? null);
  const shown = key === null ? undefined : coding.shown.get(key);
  if (slots === null || key === null || shown === undefined || shown.row.layerId === '') return null;
  return (
    <slots.Keys
      project={project}
      personId={personId}
      row={shown.row}
      own={shown.own}
      openCard={() => activate(session, key, { card: 'text' })}
    />
  );
}
