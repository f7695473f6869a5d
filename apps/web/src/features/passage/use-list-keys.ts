import type { PassageRow } from '@koersvast/contracts';
import type { RefObject } from 'react';
import { useCommandKeys } from '../../data/keyboard.ts';
import type { useChoice } from './use-choice.ts';
import type { usePosition } from './use-position.ts';

interface Listed {
  readonly list: RefObject<HTMLElement | null>;
  readonly most: number;
  readonly rows: ReadonlyMap<number, PassageRow>;
  readonly position: ReturnType<typeof usePosition>;
  readonly choice: ReturnType<typeof useChoice>;
  readonly canRetag: boolean;
}

/** The keys of the list; returns what chooses a passage, or no longer does. */
export function useListKeys({ list, most, rows, position, choice, canRetag }: Listed) {
  const { now, go } = position;
  const isHere = () => list.current?.contains(document.activeElement) === true;
  /** From anywhere on the page j and k lead into the list; keys that scroll are left to the page. */
  const step = (by: number, scrolls: boolean) => {
    if (!isHere()) return scrolls ? false : go(now);
    return go(now + by);
  };
  const toggle = (passage: number) => {
    const row = rows.get(passage);
    if (row !== undefined) choice.toggle(row, passage);
    return row !== undefined;
  };
  const extend = (by: number) => {
    const next = Math.max(0, Math.min(most - 1, now + by));
    const row = rows.get(now);
    if (choice.chosen.size === 0 && row !== undefined) choice.toggle(row, now);
    void choice.extend(next);
    return go(next);
  };
  useCommandKeys('passages', {
    'passage.next': (event) => step(1, event.key === 'ArrowDown'),
    'passage.previous': (event) => step(-1, event.key === 'ArrowUp'),
    'passage.first': () => isHere() && go(0),
    'passage.last': () => isHere() && go(most - 1),
    ...(canRetag && {
      'passage.choose': () => isHere() && toggle(now),
      'passage.choose.next': () => isHere() && extend(1),
      'passage.choose.previous': () => isHere() && extend(-1),
    }),
  });
  return toggle;
}
