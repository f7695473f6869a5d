import { type RefObject, useState } from 'react';
import { useCommandKeys } from '../../../data/keyboard.ts';
import type { CandidateListHandle } from './candidate-list.tsx';
import type { Decision, Item } from './use-review.ts';

interface GoingGiven {
  /** Of which question: under another one begins at its first hit. */
  readonly of: string;
  readonly items: readonly Item[];
  readonly by: ReadonlyMap<string, Decision>;
  readonly decide: (keys: readonly string[], decision: Decision | null) => void;
  readonly list: RefObject<CandidateListHandle | null>;
}

/** Going through hits: where somebody is, and what they do there, each step of which goes on to the next. */
export function useGoing({ of, items, by, decide, list }: GoingGiven) {
  const [place, setPlace] = useState({ of, at: 0 });
  const setAt = (at: number) => setPlace({ of, at });
  const here = Math.min(place.of === of ? place.at : 0, Math.max(0, items.length - 1));
  const go = (to: number) => list.current?.focus(Math.max(0, Math.min(items.length - 1, to)));
  const choose = (decision: Decision) => {
    const item = items[here];
    if (item === undefined) return;
    decide([item.key], decision);
    go(here + 1);
  };
  const acceptLetter = () => {
    const { keys, next } = restOfLetter(items, here, by);
    decide(keys, 'accepted');
    go(next);
  };
  const back = () => {
    const before = items[here - 1];
    // At the end there is no next one to go on to: the last is taken back where somebody stands on it.
    const last = items[here];
    const target = here === items.length - 1 && last !== undefined && by.has(last.key) ? last : before;
    if (target === undefined) return;
    decide([target.key], null);
    go(target === last ? here : here - 1);
  };
  // Elsewhere the space bar presses what has the focus, and arrows scroll.
  const inList = (act: () => unknown) => () => isInList() && act();
  useCommandKeys('review', {
    'candidate.next': inList(() => go(here + 1)),
    'candidate.previous': inList(() => go(here - 1)),
    'candidate.accept': inList(() => choose('accepted')),
    'candidate.reject': inList(() => choose('rejected')),
    'candidate.acceptLetter': inList(acceptLetter),
    'candidate.back': inList(back),
  });
  return { here, setAt, none: items.length === 0, choose, acceptLetter, back };
}

export type Going = ReturnType<typeof useGoing>;

const isInList = () => document.activeElement?.closest('[role="listbox"]') != null;

/** From a hit on, what nothing was decided about in its letter, and where the next letter begins. */
function restOfLetter(items: readonly Item[], at: number, by: ReadonlyMap<string, Decision>) {
  const letterId = items[at]?.letter.id;
  let next = at;
  const keys: string[] = [];
  for (; letterId !== undefined && items[next]?.letter.id === letterId; next += 1) {
    const key = items[next]?.key;
    if (key !== undefined && !by.has(key)) keys.push(key);
  }
  return { keys, next };
}
