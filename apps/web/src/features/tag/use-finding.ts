import type { Tag } from '@koersvast/contracts';
import { useEffect, useRef, useState } from 'react';
import { useTagName } from '../../data/project.ts';
import { findBy } from '../../lib/find.ts';
import { usePrinting } from '../../lib/printing.ts';
import { allAlike, foldingAtFirst, isFoldedIn, withFolded } from './folding.ts';

/** Finding one's way in a long codebook: what is searched for, what is folded, and going to a tag. */
export function useFinding(living: readonly Tag[], wanted: string | undefined, edited: string | null) {
  const nameOf = useTagName();
  // On paper stands all of it.
  const printing = usePrinting();
  const [typed, setTyped] = useState('');
  const [folding, setFolding] = useState(() => foldingAtFirst(living.length, wanted));
  const going = useRef<string | null>(wanted ?? null);
  const before = useRef(wanted);
  const fold = (id: string, folded: boolean) => setFolding((latest) => withFolded(latest, id, folded));
  const go = (id: string) => {
    going.current = id;
    setTyped('');
    fold(id, false);
  };
  // Once it is there, and open.
  useEffect(() => {
    const id = going.current;
    if (id === null) return;
    going.current = null;
    const entry = document.getElementById(`entry-${id}`);
    entry?.scrollIntoView({ block: 'start' });
    if (id !== wanted) entry?.querySelector<HTMLElement>('button, a')?.focus({ preventScroll: true });
  });
  useEffect(() => {
    if (before.current === wanted) return;
    before.current = wanted;
    if (wanted !== undefined) go(wanted);
  });
  const found =
    typed.trim() === '' || printing
      ? null
      : new Set(
          findBy(typed, living, (tag) =>
            [nameOf(tag), tag.name, tag.key, tag.definition, tag.whenToUse, tag.whenNot].join(' '),
          ).map(({ id }) => id),
        );
  return {
    typed,
    setTyped,
    /** What answers what was typed; null where nothing is looked for. */
    found,
    allFolded: folding.all,
    foldAll: (folded: boolean) => setFolding(allAlike(folded)),
    isFolded: (id: string) => !printing && id !== edited && isFoldedIn(folding, id),
    fold,
    go,
  };
}
